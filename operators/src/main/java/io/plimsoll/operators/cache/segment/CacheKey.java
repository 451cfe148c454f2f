package io.plimsoll.operators.cache.segment;

import io.plimsoll.memory.access.XxHash64;

/** A serialized key and its hash, made to be set anew for each lookup. Not thread-safe. */
public final class CacheKey {

    private byte[] array = new byte[0];
    private int length;
    private long hash;

    /**
     * Stands for another key from now on.
     *
     * @param bytes the key, and arbitrary bytes behind it
     * @param seed of the hash
     */
    public void set(byte[] bytes, int lengthBytes, long seed) {
        array = bytes;
        length = lengthBytes;
        hash = XxHash64.hash(bytes, 0, lengthBytes, seed);
    }

    /** The key, and arbitrary bytes behind it. */
    public byte[] array() {
        return array;
    }

    /** The bytes of the key. */
    public int length() {
        return length;
    }

    /** The hash of the key. */
    public long hash() {
        return hash;
    }
}
