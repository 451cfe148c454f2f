package io.plimsoll.serde.key;

import static java.nio.ByteOrder.BIG_ENDIAN;

import io.plimsoll.memory.access.RawMemory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;

/**
 * A growing byte buffer that normalized keys are written to, meant to be reused for every record.
 *
 * <p>The {@code put} methods append bytes as they are, multi-byte values with the most significant
 * byte first. They know nothing about order: {@link NormalizedKeys} has the encodings.
 *
 * <p>Thread rule: one thread at a time.
 */
public final class KeySink {

    /** The largest array that all virtual machines can allocate. */
    private static final int MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8;

    /** Most keys are a few numbers or a short text; one cache line holds them. */
    private static final int INITIAL_BYTES = 64;

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, BIG_ENDIAN);

    private final int maxBytes;
    private byte[] bytes;
    private int length;

    /** Creates a sink that grows as far as an array can. */
    public KeySink() {
        this(INITIAL_BYTES, MAX_ARRAY_BYTES);
    }

    /**
     * Creates a sink of bounded size.
     *
     * @param initialBytes the bytes to allocate at once
     * @param maxBytes the bytes that it may hold; a longer key ends in a {@link
     *     KeyTooLongException}
     */
    public KeySink(int initialBytes, int maxBytes) {
        if (maxBytes < 1 || maxBytes > MAX_ARRAY_BYTES) {
            throw new IllegalArgumentException(
                    "maxBytes=" + maxBytes + " (expected 1.." + MAX_ARRAY_BYTES + ")");
        }
        if (initialBytes < 0 || initialBytes > maxBytes) {
            throw new IllegalArgumentException(
                    "initialBytes=" + initialBytes + " (expected 0.." + maxBytes + ")");
        }
        this.maxBytes = maxBytes;
        this.bytes = new byte[initialBytes];
    }

    /** Returns the number of bytes written since the last {@link #clear()}. */
    public int length() {
        return length;
    }

    /**
     * Returns the array that holds the key in its first {@link #length()} bytes. It is the sink's
     * own, valid until the next call that appends.
     */
    public byte[] array() {
        return bytes;
    }

    /** Returns the key in an array of its own. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** Forgets the key and keeps the memory. */
    public void clear() {
        length = 0;
    }

    /**
     * Cuts the key back to its first bytes.
     *
     * @param newLength the bytes to keep, 0 to {@link #length()}
     */
    public void truncate(int newLength) {
        if (newLength < 0 || newLength > length) {
            throw new IllegalArgumentException(
                    "newLength=" + newLength + " (expected 0.." + length + ")");
        }
        length = newLength;
    }

    /**
     * Inverts all bits from {@code from} to the end: what was written there now sorts the other way
     * round.
     *
     * @param from the first byte to invert, 0 to {@link #length()}
     */
    public void invert(int from) {
        Objects.checkFromToIndex(from, length, length);
        byte[] target = bytes;
        for (int i = from; i < length; i++) {
            target[i] = (byte) ~target[i];
        }
    }

    /** Appends the low eight bits of {@code value}. */
    public void putByte(int value) {
        int at = append(1);
        bytes[at] = (byte) value;
    }

    /** Appends the low sixteen bits of {@code value}. */
    public void putShort(int value) {
        int at = append(2);
        SHORT.set(bytes, at, (short) value);
    }

    /** Appends four bytes. */
    public void putInt(int value) {
        int at = append(4);
        INT.set(bytes, at, value);
    }

    /** Appends eight bytes. */
    public void putLong(long value) {
        int at = append(8);
        LONG.set(bytes, at, value);
    }

    /**
     * Appends the low {@code byteCount} bytes of {@code value}, most significant first.
     *
     * @param value the value
     * @param byteCount how many of its bytes, 1 to 8
     */
    public void putLowBytes(long value, int byteCount) {
        if (byteCount < 1 || byteCount > 8) {
            throw new IllegalArgumentException("byteCount=" + byteCount + " (expected 1..8)");
        }
        int at = append(byteCount);
        for (int shift = (byteCount - 1) * 8; shift >= 0; shift -= 8) {
            bytes[at++] = (byte) (value >>> shift);
        }
    }

    /** Appends {@code length} bytes of {@code source} from {@code offset} on, as they are. */
    public void putBytes(byte[] source, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, source.length);
        int at = append(length);
        System.arraycopy(source, offset, bytes, at, length);
    }

    /**
     * Appends {@code length} bytes that lie at an absolute address, as they are.
     *
     * @param address the first byte; the caller vouches for all of them
     * @param length how many bytes
     */
    public void putBytes(long address, int length) {
        if (length < 0) {
            throw new IllegalArgumentException("length=" + length + " (expected at least 0)");
        }
        int at = append(length);
        RawMemory.copyToArray(address, bytes, at, length);
    }

    /** Makes room for {@code byteCount} more bytes, counts them as written, returns their index. */
    int append(int byteCount) {
        int at = length;
        if (byteCount > bytes.length - at || byteCount > maxBytes - at) {
            checkLimit((long) at + byteCount);
            grow(byteCount);
        }
        length = at + byteCount;
        return at;
    }

    /**
     * Makes room for up to {@code byteCount} more bytes, of which {@link #commit} says how many
     * there were, and returns the index of the first. The room may exceed the limit, the key may
     * not.
     */
    int reserve(int byteCount) {
        if (byteCount > bytes.length - length) {
            grow(byteCount);
        }
        return length;
    }

    /** Ends the key at {@code end}, inside the room that was reserved. */
    void commit(int end) {
        assert end >= length && end <= bytes.length : "end=" + end;
        checkLimit(end);
        length = end;
    }

    private void checkLimit(long keyBytes) {
        if (keyBytes > maxBytes) {
            throw new KeyTooLongException(keyBytes, maxBytes);
        }
    }

    private void grow(int byteCount) {
        long needed = (long) length + byteCount;
        if (needed > MAX_ARRAY_BYTES) {
            throw new KeyTooLongException(needed, maxBytes);
        }
        long grown = Math.max(needed, Math.min(2L * bytes.length, maxBytes));
        bytes = Arrays.copyOf(bytes, (int) Math.min(grown, MAX_ARRAY_BYTES));
    }
}
