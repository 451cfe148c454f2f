package io.plimsoll.cli.column;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.serde.key.KeySink;
import io.plimsoll.serde.key.NormalizedKeys;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a column's text is, and how it is ordered. */
public enum ColumnType {
    /** By its bytes, unsigned. A column that a row doesn't have is empty. */
    STRING {
        @Override
        public boolean tryPut(KeySink sink, long address, int lengthBytes) {
            NormalizedKeys.putBytes(sink, address, lengthBytes);
            return true;
        }
    },

    /** As a decimal number of 64 bits; blanks around it don't matter. */
    LONG {
        @Override
        public boolean tryPut(KeySink sink, long address, int lengthBytes) {
            long start = skipBlanks(address, address + lengthBytes);
            long end = skipBlanksBack(start, address + lengthBytes);
            if (start == end) {
                return false;
            }
            byte sign = RawMemory.getByte(start);
            boolean negative = sign == '-';
            long digits = negative || sign == '+' ? start + 1 : start;
            if (digits == end) {
                return false;
            }
            // Negative numbers reach one further: the value is built below zero.
            long limit = negative ? Long.MIN_VALUE : -Long.MAX_VALUE;
            long value = 0;
            for (long at = digits; at < end; at++) {
                int digit = RawMemory.getByte(at) - '0';
                if (digit < 0 || digit > 9 || value < limit / 10 || value * 10 < limit + digit) {
                    return false;
                }
                value = value * 10 - digit;
            }
            NormalizedKeys.putLong(sink, negative ? value : -value);
            return true;
        }
    },

    /** As a decimal floating-point number; NaN comes last, blanks around it don't matter. */
    DOUBLE {
        @Override
        public boolean tryPut(KeySink sink, long address, int lengthBytes) {
            byte[] text = new byte[lengthBytes];
            RawMemory.copyToArray(address, text, 0, lengthBytes);
            try {
                NormalizedKeys.putDouble(sink, JavaDoubleParser.parseDouble(text));
                return true;
            } catch (NumberFormatException e) {
                return false;
            }
        }
    };

    /** Appends a column's text as a key; false, and nothing appended, when it is malformed. */
    public abstract boolean tryPut(KeySink sink, long address, int lengthBytes);

    /** The type that a user named, or null. */
    public static @Nullable ColumnType named(String name) {
        for (ColumnType type : values()) {
            if (type.label().equals(name)) {
                return type;
            }
        }
        return null;
    }

    /** What users call it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static long skipBlanks(long from, long end) {
        long at = from;
        while (at < end && isBlank(RawMemory.getByte(at))) {
            at++;
        }
        return at;
    }

    private static long skipBlanksBack(long start, long from) {
        long at = from;
        while (at > start && isBlank(RawMemory.getByte(at - 1))) {
            at--;
        }
        return at;
    }

    private static boolean isBlank(byte value) {
        return value == ' ' || value == '\t';
    }
}
