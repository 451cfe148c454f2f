package io.plimsoll.cli.input.framing;

import io.plimsoll.memory.access.RawMemory;

/**
 * A record is a row of RFC 4180: a newline inside quotes does not end it. Quotes open only where a
 * field starts. A carriage return without newline ends a row too, as old machines wrote it.
 */
public record CsvFraming(byte delimiter) implements RecordFraming {

    @Override
    public RecordScan newScan() {
        return new CsvScan(delimiter);
    }

    @Override
    public long lastRecordEnd(long from, long end) {
        CsvScan scan = new CsvScan(delimiter);
        long recordEnd = from;
        for (long next = scan.find(from, end);
                next != RecordScan.NONE;
                next = scan.find(next, end)) {
            recordEnd = next;
            scan.restart();
        }
        return recordEnd;
    }

    /** How many lines end in memory, which does not end between a carriage return and a newline. */
    public static long lineEnds(long from, long end) {
        long lines = ByteScanner.count(from, end, (byte) '\n');
        for (long at = ByteScanner.find(from, end, (byte) '\r');
                at < end;
                at = ByteScanner.find(at + 1, end, (byte) '\r')) {
            lines += at + 1 < end && RawMemory.getByte(at + 1) == '\n' ? 0 : 1;
        }
        return lines;
    }

    /** How many lines end in an array, by the same rule. */
    public static long lineEnds(byte[] bytes) {
        long lines = 0;
        for (int i = 0; i < bytes.length; i++) {
            boolean newlineFollows = i + 1 < bytes.length && bytes[i + 1] == '\n';
            lines += bytes[i] == '\n' || (bytes[i] == '\r' && !newlineFollows) ? 1 : 0;
        }
        return lines;
    }
}
