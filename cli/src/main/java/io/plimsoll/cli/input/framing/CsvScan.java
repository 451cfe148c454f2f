package io.plimsoll.cli.input.framing;

import io.plimsoll.memory.access.RawMemory;

/** Looks for the end of a row of RFC 4180. Not thread-safe. */
final class CsvScan implements RecordScan {

    private static final byte QUOTE = '"';

    private final byte delimiter;
    private State state = State.FIELD_START;

    private enum State {
        FIELD_START,
        IN_FIELD,
        IN_QUOTES,
        /** Behind a quote inside quotes: it closes them, or is the first of two. */
        BEHIND_QUOTE,
        /** Behind a carriage return, of which the next byte tells whether a newline follows. */
        BEHIND_CARRIAGE_RETURN
    }

    CsvScan(byte delimiter) {
        this.delimiter = delimiter;
    }

    /** Goes on to the next row. */
    void restart() {
        state = State.FIELD_START;
    }

    @Override
    public long find(long from, long end) {
        long at = from;
        while (at < end) {
            if (state == State.IN_QUOTES) {
                at = ByteScanner.find(at, end, QUOTE);
                if (at == end) {
                    return NONE;
                }
                state = State.BEHIND_QUOTE;
                at++;
                continue;
            }
            byte next = RawMemory.getByte(at);
            if (state == State.BEHIND_CARRIAGE_RETURN) {
                return next == '\n' ? at + 1 : at;
            }
            at++;
            if (next == '\n') {
                return at;
            }
            state = after(next);
        }
        return NONE;
    }

    private State after(byte next) {
        if (next == QUOTE) {
            boolean opens = state == State.FIELD_START || state == State.BEHIND_QUOTE;
            return opens ? State.IN_QUOTES : State.IN_FIELD;
        }
        if (next == '\r') {
            return State.BEHIND_CARRIAGE_RETURN;
        }
        return next == delimiter ? State.FIELD_START : State.IN_FIELD;
    }
}
