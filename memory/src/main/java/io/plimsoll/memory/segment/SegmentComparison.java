package io.plimsoll.memory.segment;

import static java.lang.ref.Reference.reachabilityFence;

import io.plimsoll.memory.access.RawComparison;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.access.XxHash64;
import java.util.zip.CRC32C;

/**
 * The layer of {@link MemorySegment} that compares ranges of bytes, and condenses them. The fences
 * keep memory alive as in {@link SegmentTransfers}.
 */
abstract sealed class SegmentComparison extends SegmentTransfers permits MemorySegment {

    SegmentComparison(byte[] heapMemory, long address, int limit) {
        super(heapMemory, address, limit);
    }

    /**
     * Compares {@code len} bytes of two segments as unsigned bytes.
     *
     * @return negative, zero or positive
     */
    public final int compare(MemorySegment seg2, int offset1, int offset2, int len) {
        return compare(seg2, offset1, offset2, len, len);
    }

    /**
     * Compares two byte strings as unsigned bytes; of two where one begins the other, the shorter
     * is the smaller.
     *
     * @return negative, zero or positive
     */
    public final int compare(MemorySegment seg2, int offset1, int offset2, int len1, int len2) {
        checkRange(offset1, len1);
        seg2.checkRange(offset2, len2);
        long base1 = address;
        long base2 = seg2.address;
        try {
            if (base1 != 0 && base2 != 0) {
                return RawComparison.compareUnsigned(base1 + offset1, len1, base2 + offset2, len2);
            }
            int differs = mismatchChecked(seg2, offset1, offset2, Math.min(len1, len2));
            return differs < 0
                    ? Integer.compare(len1, len2)
                    : (get(offset1 + differs) & 0xFF) - (seg2.get(offset2 + differs) & 0xFF);
        } finally {
            reachabilityFence(this);
            reachabilityFence(seg2);
        }
    }

    /** Whether {@code length} bytes of two segments are the same. */
    public final boolean equalTo(MemorySegment seg2, int offset1, int offset2, int length) {
        checkRange(offset1, length);
        seg2.checkRange(offset2, length);
        long base1 = address;
        long base2 = seg2.address;
        try {
            if (base1 != 0) {
                return base2 != 0
                        ? RawComparison.equal(base1 + offset1, base2 + offset2, length)
                        : RawComparison.equal(seg2.heapMemory, offset2, base1 + offset1, length);
            }
            return base2 != 0
                    ? RawComparison.equal(heapMemory, offset1, base2 + offset2, length)
                    : RawComparison.equal(heapMemory, offset1, seg2.heapMemory, offset2, length);
        } finally {
            reachabilityFence(this);
            reachabilityFence(seg2);
        }
    }

    /**
     * Finds the first of {@code length} bytes that differs between two segments.
     *
     * @return its distance from the offsets, or -1 if all are the same
     */
    public final int mismatch(MemorySegment other, int offset1, int offset2, int length) {
        checkRange(offset1, length);
        other.checkRange(offset2, length);
        return mismatchChecked(other, offset1, offset2, length);
    }

    private int mismatchChecked(MemorySegment other, int offset1, int offset2, int length) {
        long base1 = address;
        long base2 = other.address;
        try {
            if (base1 != 0) {
                return base2 != 0
                        ? (int) RawComparison.mismatch(base1 + offset1, base2 + offset2, length)
                        : RawComparison.mismatch(
                                other.heapMemory, offset2, base1 + offset1, length);
            }
            return base2 != 0
                    ? RawComparison.mismatch(heapMemory, offset1, base2 + offset2, length)
                    : RawComparison.mismatch(
                            heapMemory, offset1, other.heapMemory, offset2, length);
        } finally {
            reachabilityFence(this);
            reachabilityFence(other);
        }
    }

    /**
     * Hashes {@code length} bytes with XXH64 (Y. Collet, 2012): the same value on every platform
     * and for every kind of segment. Not for inputs chosen by an adversary.
     *
     * @param seed selects one of many functions that have nothing to do with one another
     */
    public final long hash(int index, int length, long seed) {
        checkRange(index, length);
        try {
            return address != 0
                    ? XxHash64.hash(address + index, length, seed)
                    : XxHash64.hash(heapMemory, index, length, seed);
        } finally {
            reachabilityFence(this);
        }
    }

    /**
     * Returns the CRC-32C (Castagnoli; RFC 3720, appendix B.4) of {@code length} bytes, as {@link
     * CRC32C} computes it.
     */
    public final int crc32c(int index, int length) {
        checkRange(index, length);
        try {
            if (address != 0) {
                return RawMemory.crc32c(address + index, length);
            }
            CRC32C checksum = new CRC32C();
            checksum.update(heapMemory, index, length);
            return (int) checksum.getValue();
        } finally {
            reachabilityFence(this);
        }
    }
}
