package io.plimsoll.index.format;

/**
 * Numbers as short byte strings whose unsigned order is the order of the numbers.
 *
 * <pre>
 * 0       1
 * +-------+--------------------------+
 * | bytes | number, big-endian       |      bytes = 0..8, without leading zero bytes
 * +-------+--------------------------+
 * </pre>
 */
public final class OrderedLong {

    /** The most bytes that one number takes. */
    public static final int MAX_BYTES = 1 + Long.BYTES;

    private OrderedLong() {}

    /** Writes a number that is not negative and returns how many bytes it took. */
    public static int put(long value, byte[] target, int offset) {
        assert value >= 0 : value;
        int bytes = (Long.SIZE - Long.numberOfLeadingZeros(value) + 7) >>> 3;
        target[offset] = (byte) bytes;
        for (int i = 1; i <= bytes; i++) {
            target[offset + i] = (byte) (value >>> ((bytes - i) << 3));
        }
        return 1 + bytes;
    }

    /** How many bytes the number at {@code offset} takes. */
    public static int sizeBytes(byte[] source, int offset) {
        return 1 + source[offset];
    }

    public static long get(byte[] source, int offset) {
        int bytes = source[offset];
        long value = 0;
        for (int i = 1; i <= bytes; i++) {
            value = value << 8 | (source[offset + i] & 0xFF);
        }
        return value;
    }
}
