package io.plimsoll.plan;

import org.jspecify.annotations.Nullable;

/** Units of memory: powers of 1024. */
enum SizeUnit {
    BYTE(0, "b", "bytes"),
    KIBIBYTE(10, "k", "kibibytes"),
    MEBIBYTE(20, "m", "mebibytes"),
    GIBIBYTE(30, "g", "gibibytes"),
    TEBIBYTE(40, "t", "tebibytes");

    /** The units as a user may write them, for messages. */
    static final String NAMES = "b, k, m, g, t";

    private final long bytes;
    private final String suffix;
    private final String longName;

    SizeUnit(int shift, String suffix, String longName) {
        this.bytes = 1L << shift;
        this.suffix = suffix;
        this.longName = longName;
    }

    long bytes() {
        return bytes;
    }

    String suffix() {
        return suffix;
    }

    /** The unit that a user wrote, in lower case; null if there is none of that name. */
    static @Nullable SizeUnit named(String name) {
        for (SizeUnit unit : values()) {
            if (unit.isNamed(name)) {
                return unit;
            }
        }
        return null;
    }

    private boolean isNamed(String name) {
        return name.equals(suffix)
                || name.equals(longName)
                || name.equals(this == BYTE ? "" : suffix + "b");
    }

    /** The largest unit of which an amount is a multiple. */
    static SizeUnit largestIn(long amount) {
        SizeUnit largest = BYTE;
        for (SizeUnit unit : values()) {
            if (amount != 0 && amount % unit.bytes == 0) {
                largest = unit;
            }
        }
        return largest;
    }

    /** The largest unit that is no larger than an amount. */
    static SizeUnit fitting(long amount) {
        SizeUnit fitting = BYTE;
        for (SizeUnit unit : values()) {
            if (amount >= unit.bytes) {
                fitting = unit;
            }
        }
        return fitting;
    }
}
