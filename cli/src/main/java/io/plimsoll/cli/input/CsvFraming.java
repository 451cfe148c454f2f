package io.plimsoll.cli.input;

import io.plimsoll.memory.access.RawMemory;

/**
 * A record is a row of RFC 4180: a newline inside quotes does not end it. Quotes open only where a
 * field starts.
 */
public record CsvFraming(byte delimiter) implements RecordFraming {

    private static final byte QUOTE = '"';

    @Override
    public long firstRecordEnd(long from, long end) {
        return scan(from, end, true);
    }

    @Override
    public long lastRecordEnd(long from, long end) {
        return scan(from, end, false);
    }

    private long scan(long from, long end, boolean stopAtFirst) {
        long recordEnd = from;
        boolean fieldStart = true;
        long at = from;
        while (at < end) {
            byte next = RawMemory.getByte(at++);
            if (next == QUOTE && fieldStart) {
                // A doubled quote closes and opens again; what is between is no delimiter.
                at = ByteScanner.find(at, end, QUOTE) + 1;
                while (at < end && RawMemory.getByte(at) == QUOTE) {
                    at = ByteScanner.find(at + 1, end, QUOTE) + 1;
                }
                fieldStart = false;
            } else if (next == '\n') {
                recordEnd = at;
                fieldStart = true;
                if (stopAtFirst) {
                    return recordEnd;
                }
            } else {
                fieldStart = next == delimiter;
            }
        }
        return recordEnd;
    }
}
