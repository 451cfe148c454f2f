package io.plimsoll.serde.encoding;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Numbers of variable length (LEB128): seven bits a byte, the lowest first, the high bit set in all
 * bytes but the last.
 */
public final class VarNumbers {

    /** The most bytes that an int takes. */
    public static final int MAX_INT_BYTES = 5;

    static final int MAX_LONG_BYTES = 10;

    private static final int BITS = 7;
    private static final int MASK = (1 << BITS) - 1;
    private static final int MORE = 1 << BITS;

    private VarNumbers() {}

    /** Writes a long; an int without its sign takes no more than {@link #MAX_INT_BYTES}. */
    public static void writeLong(DataOutput target, long value) throws IOException {
        long rest = value;
        while ((rest & ~MASK) != 0) {
            target.writeByte(((int) rest & MASK) | MORE);
            rest >>>= BITS;
        }
        target.writeByte((int) rest);
    }

    /** Writes an int to an array that has room for it and returns the index behind it. */
    public static int putInt(byte[] target, int offset, int value) {
        int at = offset;
        int rest = value;
        while ((rest & ~MASK) != 0) {
            target[at++] = (byte) ((rest & MASK) | MORE);
            rest >>>= BITS;
        }
        target[at++] = (byte) rest;
        return at;
    }

    /**
     * Reads an int.
     *
     * @throws MalformedBytesException if there are more bits than it has
     */
    public static int readInt(DataInput source) throws IOException {
        byte first = source.readByte();
        return first >= 0 ? first : (int) readRest(source, first, MAX_INT_BYTES, Integer.SIZE);
    }

    /**
     * Reads a long.
     *
     * @throws MalformedBytesException if there are more bits than it has
     */
    public static long readLong(DataInput source) throws IOException {
        byte first = source.readByte();
        return first >= 0 ? first : readRest(source, first, MAX_LONG_BYTES, Long.SIZE);
    }

    private static long readRest(DataInput source, byte first, int maxBytes, int bits)
            throws IOException {
        long value = first & MASK;
        for (int i = 1; i < maxBytes; i++) {
            byte next = source.readByte();
            int shift = i * BITS;
            if (shift + BITS > bits && (next & 0xFF) >>> (bits - shift) != 0) {
                break;
            }
            value |= (long) (next & MASK) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedBytesException(
                "number of variable length is too long (expected at most " + bits + " bits)");
    }
}
