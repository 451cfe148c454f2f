package io.plimsoll.plan.flink.key;

import java.util.Locale;

/** What an option's values are. */
public enum KeyKind {
    /** A whole number with a unit. */
    SIZE,
    /** A part of something. */
    FRACTION,
    /** A whole number. */
    COUNT,
    /** A number. */
    NUMBER,
    /** True or false. */
    FLAG,
    /** A time with a unit. */
    DURATION,
    /** Names with values. */
    MAP,
    /** Anything. */
    TEXT;

    static KeyKind named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
