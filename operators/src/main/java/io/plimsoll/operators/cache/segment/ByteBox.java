package io.plimsoll.operators.cache.segment;

import io.plimsoll.memory.access.RawMemory;

/** Bytes that are copied out of a cache, in an array that grows. Not thread-safe. */
public final class ByteBox {

    private byte[] array = new byte[256];
    private int length;

    /** The bytes, and arbitrary ones behind them. */
    public byte[] array() {
        return array;
    }

    /** How many bytes there are. */
    public int length() {
        return length;
    }

    void set(byte[] bytes) {
        array = bytes;
        length = bytes.length;
    }

    void clear(int bytes) {
        if (array.length < bytes) {
            array = new byte[bytes];
        }
        length = 0;
    }

    void append(long address, int bytes) {
        RawMemory.copyToArray(address, array, length, bytes);
        length += bytes;
    }

    /** Forgets an array that only a large value needed. */
    public void shrink(int maxBytes) {
        if (array.length > maxBytes) {
            array = new byte[256];
            length = 0;
        }
    }
}
