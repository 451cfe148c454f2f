package io.plimsoll.operators.aggregate.read;

import java.util.Arrays;

/**
 * Byte strings whose order is that of records' keys, and of which none begins another: a zero byte
 * is written as {@code 0 255}, the end of the key as {@code 0 0}.
 *
 * <p>Not thread-safe.
 */
public final class SortedKeys {

    static final int END_BYTES = 2;

    private byte[] bytes = new byte[256];
    private int length;

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    public void put(int value) {
        require(1);
        bytes[length++] = (byte) value;
    }

    /** Room for bytes at the end, which the caller writes. */
    public int append(int count) {
        require(count);
        int start = length;
        length += count;
        return start;
    }

    /** Writes a key so that its end is seen. */
    public void putKey(byte[] key, int keyBytes) {
        require(2 * keyBytes + END_BYTES);
        for (int i = 0; i < keyBytes; i++) {
            bytes[length++] = key[i];
            if (key[i] == 0) {
                bytes[length++] = (byte) 0xff;
            }
        }
        bytes[length++] = 0;
        bytes[length++] = 0;
    }

    /** Where a key's end is behind that starts an array. */
    public static int endOfKey(byte[] record) {
        int at = 0;
        while (record[at] != 0 || record[at + 1] != 0) {
            at += record[at] == 0 ? 2 : 1;
        }
        return at + END_BYTES;
    }

    /** Reads a key that starts an array; returns its length. Requires: the target has room. */
    public static int getKey(byte[] record, byte[] target) {
        int at = 0;
        int keyBytes = 0;
        while (record[at] != 0 || record[at + 1] != 0) {
            target[keyBytes++] = record[at];
            at += record[at] == 0 ? 2 : 1;
        }
        return keyBytes;
    }

    private void require(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
