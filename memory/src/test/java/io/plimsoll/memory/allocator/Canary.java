package io.plimsoll.memory.allocator;

import io.plimsoll.memory.access.RawMemory;

/** A block and a pattern of its own that fills it: whoever writes where he should not is seen. */
record Canary(long address, int bytes, long pattern) {

    private static final long ODD = 0x9E3779B97F4A7C15L;

    /** Fills a block. */
    static Canary fill(long address, int bytes, long pattern) {
        int offset = 0;
        for (; offset + Long.BYTES <= bytes; offset += Long.BYTES) {
            RawMemory.putLong(address + offset, pattern + offset * ODD);
        }
        for (; offset < bytes; offset++) {
            RawMemory.putByte(address + offset, (byte) (pattern + offset));
        }
        return new Canary(address, bytes, pattern);
    }

    long end() {
        return address + bytes;
    }

    /** Checks the first so many bytes. */
    void check(int wantedBytes) {
        int offset = 0;
        for (; offset + Long.BYTES <= wantedBytes; offset += Long.BYTES) {
            require(RawMemory.getLong(address + offset) == pattern + offset * ODD, offset);
        }
        if (wantedBytes == bytes) {
            for (; offset < bytes; offset++) {
                require(RawMemory.getByte(address + offset) == (byte) (pattern + offset), offset);
            }
        }
    }

    void check() {
        check(bytes);
    }

    /** The same contents elsewhere. */
    Canary movedTo(long newAddress) {
        return new Canary(newAddress, bytes, pattern);
    }

    private void require(boolean holds, int offset) {
        if (!holds) {
            throw new AssertionError(
                    "block=0x%x of %d bytes: overwritten at %d".formatted(address, bytes, offset));
        }
    }
}
