package io.plimsoll.cli.row;

import io.plimsoll.memory.access.RawMemory;
import org.jspecify.annotations.Nullable;

/**
 * Checks the quotes of a row of RFC 4180 that comes in parts, and finds its wanted columns. Not
 * thread-safe.
 */
final class LongCsvRow {

    private static final byte QUOTE = '"';

    private final byte delimiter;
    private final KeptColumns kept;
    private State state = State.FIELD_START;
    private int column;
    private boolean wanted;
    private long innerLineEnds;
    private boolean behindCarriageReturn;
    private @Nullable String problem;

    private enum State {
        FIELD_START,
        IN_FIELD,
        IN_QUOTES,
        /** Behind a quote inside quotes: it closes them, or is the first of two. */
        BEHIND_QUOTE,
        /** Behind the carriage return that ends the row. */
        ENDED
    }

    /**
     * @param kept where wanted columns are kept
     */
    LongCsvRow(byte delimiter, KeptColumns kept) {
        this.delimiter = delimiter;
        this.kept = kept;
        this.wanted = kept.isWanted(column);
    }

    /**
     * Looks at the next part of the row.
     *
     * @return where the part's share of the row ends: a carriage return that ends it is no part of
     *     it
     */
    long take(long from, long end) {
        for (long at = from; at < end; at++) {
            take(at);
        }
        return state == State.ENDED && end > from ? end - 1 : end;
    }

    /** How many lines of the row end inside quotes. */
    long innerLineEnds() {
        return innerLineEnds;
    }

    /** What is wrong with the row's quotes, after its last part; null if nothing is. */
    @Nullable String problem() {
        return state == State.IN_QUOTES ? "a quote that is never closed" : problem;
    }

    private void take(long at) {
        byte next = RawMemory.getByte(at);
        switch (state) {
            case IN_QUOTES -> takeQuoted(at, next);
            case BEHIND_QUOTE -> takeBehindQuote(at, next);
            case FIELD_START, IN_FIELD, ENDED -> {
                if (next == QUOTE && state == State.FIELD_START) {
                    state = State.IN_QUOTES;
                } else if (!endsField(next)) {
                    state = State.IN_FIELD;
                    keep(at);
                }
            }
        }
    }

    private void takeQuoted(long at, byte next) {
        if (next == QUOTE) {
            state = State.BEHIND_QUOTE;
        } else {
            innerLineEnds += next == '\r' || (next == '\n' && !behindCarriageReturn) ? 1 : 0;
            keep(at);
        }
        behindCarriageReturn = next == '\r';
    }

    private void takeBehindQuote(long at, byte next) {
        if (next == QUOTE) {
            state = State.IN_QUOTES;
            keep(at);
        } else if (!endsField(next)) {
            state = State.IN_FIELD;
            if (problem == null) {
                problem = "text behind a closing quote";
            }
        }
    }

    private boolean endsField(byte next) {
        if (next == delimiter) {
            state = State.FIELD_START;
            column++;
            wanted = kept.isWanted(column);
            return true;
        }
        if (next == '\r') {
            state = State.ENDED;
            return true;
        }
        return false;
    }

    private void keep(long at) {
        if (wanted) {
            kept.keep(column, at, at + 1);
        }
    }
}
