package io.plimsoll.plan;

import org.jspecify.annotations.Nullable;

/**
 * An option that is party to a conflict, and which way to move it.
 *
 * @param option its key
 * @param kind what its values are
 * @param direction which way ends the conflict, or brings its end nearer
 * @param now the value that holds, set or by default; null if there is none
 */
public record Lever(String option, Kind kind, Direction direction, @Nullable String now) {

    /** What an option's values are. */
    public enum Kind {
        /** Sizes: whole numbers with a unit. */
        SIZE,
        /** Fractions of something: 0 to below 1. */
        FRACTION,
        /** Whole numbers. */
        COUNT,
        /** Anything else: flags, lists. */
        OTHER
    }

    /** Which way to move. */
    public enum Direction {
        /** More is needed. */
        RAISE,
        /** Less is needed. */
        LOWER,
        /** The value itself is at fault. */
        REPLACE;

        /** The other way. */
        public Direction opposite() {
            return switch (this) {
                case RAISE -> LOWER;
                case LOWER -> RAISE;
                case REPLACE -> REPLACE;
            };
        }
    }
}
