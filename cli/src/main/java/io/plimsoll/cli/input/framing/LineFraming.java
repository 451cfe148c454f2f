package io.plimsoll.cli.input.framing;

/** A record is a line. */
public record LineFraming() implements RecordFraming {

    private static final byte NEWLINE = '\n';

    @Override
    public RecordScan newScan() {
        return LineFraming::firstLineEnd;
    }

    @Override
    public long lastRecordEnd(long from, long end) {
        return ByteScanner.findLastEnd(from, end, NEWLINE);
    }

    private static long firstLineEnd(long from, long end) {
        long newline = ByteScanner.find(from, end, NEWLINE);
        return newline == end ? RecordScan.NONE : newline + 1;
    }
}
