package io.plimsoll.index.format;

import io.plimsoll.memory.access.RawMemory;
import java.util.Arrays;

/** A growing byte array that is filled from the front and reused. */
public final class ByteBuilder {

    private byte[] bytes;
    private int length;

    public ByteBuilder(int initialCapacityBytes) {
        bytes = new byte[initialCapacityBytes];
    }

    /** The array behind it; valid up to {@link #length()} and until the next change. */
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    /** Forgets everything from that length on. */
    public void truncate(int newLength) {
        assert newLength <= length : newLength;
        length = newLength;
    }

    /** Appends bytes of any content, to be overwritten, and returns where they start. */
    public int extend(int count) {
        ensure(count);
        length += count;
        return length - count;
    }

    public void putByte(int value) {
        ensure(1);
        bytes[length++] = (byte) value;
    }

    public void putBytes(byte[] source, int offset, int count) {
        ensure(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    /** Appends bytes that lie in off-heap memory. */
    public void putMemory(long address, int count) {
        ensure(count);
        RawMemory.copyToArray(address, bytes, length, count);
        length += count;
    }

    /**
     * Appends 1 to 9 bytes, seven bits each, least significant first; {@code value} is not
     * negative.
     */
    public void putVarint(long value) {
        assert value >= 0 : value;
        ensure(9);
        long rest = value;
        while (rest > 0x7F) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    private void ensure(int more) {
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, more)));
        }
    }
}
