package io.plimsoll.serde.view;

import java.io.DataOutput;
import java.io.IOException;

/**
 * Numbers of variable length (LEB128): seven bits a byte, the lowest first, the high bit set in all
 * bytes but the last.
 */
final class VarNumbers {

    static final int MAX_INT_BYTES = 5;
    static final int MAX_LONG_BYTES = 10;

    private static final int BITS = 7;
    private static final int MASK = (1 << BITS) - 1;
    private static final int MORE = 1 << BITS;

    private VarNumbers() {}

    static void writeLong(DataOutput target, long value) throws IOException {
        long rest = value;
        while ((rest & ~MASK) != 0) {
            target.writeByte(((int) rest & MASK) | MORE);
            rest >>>= BITS;
        }
        target.writeByte((int) rest);
    }

    /** Writes an int to an array that has room for it and returns the index behind it. */
    static int putInt(byte[] target, int offset, int value) {
        int at = offset;
        int rest = value;
        while ((rest & ~MASK) != 0) {
            target[at++] = (byte) ((rest & MASK) | MORE);
            rest >>>= BITS;
        }
        target[at++] = (byte) rest;
        return at;
    }

    static int readInt(DataInputView source) throws IOException {
        byte first = source.readByte();
        return first >= 0 ? first : (int) readRest(source, first, MAX_INT_BYTES, Integer.SIZE);
    }

    static long readLong(DataInputView source) throws IOException {
        byte first = source.readByte();
        return first >= 0 ? first : readRest(source, first, MAX_LONG_BYTES, Long.SIZE);
    }

    private static long readRest(DataInputView source, byte first, int maxBytes, int bits)
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
        throw new SerializationException(
                "number of variable length is too long (expected at most " + bits + " bits)",
                source.getReadPosition());
    }
}
