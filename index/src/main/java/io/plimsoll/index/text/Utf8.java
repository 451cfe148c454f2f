package io.plimsoll.index.text;

import io.plimsoll.memory.access.RawMemory;

/** Writes and reads single code points of text that is known to be valid. */
final class Utf8 {

    /** The most bytes of one code point. */
    static final int MAX_BYTES = 4;

    private Utf8() {}

    static int sizeBytes(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }

    /** Writes a code point and returns how many bytes it took. */
    static int put(int codePoint, long address) {
        int bytes = sizeBytes(codePoint);
        if (bytes == 1) {
            RawMemory.putByte(address, (byte) codePoint);
            return 1;
        }
        int rest = codePoint;
        for (int i = bytes - 1; i > 0; i--) {
            RawMemory.putByte(address + i, (byte) (0x80 | (rest & 0x3F)));
            rest >>>= 6;
        }
        RawMemory.putByte(address, (byte) ((0xF00 >>> bytes) | rest));
        return bytes;
    }

    /** Writes a code point into an array and returns how many bytes it took. */
    static int put(int codePoint, byte[] target, int offset) {
        int bytes = sizeBytes(codePoint);
        if (bytes == 1) {
            target[offset] = (byte) codePoint;
            return 1;
        }
        int rest = codePoint;
        for (int i = bytes - 1; i > 0; i--) {
            target[offset + i] = (byte) (0x80 | (rest & 0x3F));
            rest >>>= 6;
        }
        target[offset] = (byte) ((0xF00 >>> bytes) | rest);
        return bytes;
    }

    /** Reads the code point that starts at the address. */
    static int get(long address) {
        int lead = RawMemory.getByte(address);
        if (lead >= 0) {
            return lead;
        }
        int bytes = leadSizeBytes(lead & 0xFF);
        int codePoint = lead & (0x7F >>> bytes);
        for (int i = 1; i < bytes; i++) {
            codePoint = codePoint << 6 | (RawMemory.getByte(address + i) & 0x3F);
        }
        return codePoint;
    }

    /** How many bytes the sequence has that starts with this byte of 0xC0 or above. */
    static int leadSizeBytes(int lead) {
        if (lead < 0xE0) {
            return 2;
        }
        return lead < 0xF0 ? 3 : 4;
    }
}
