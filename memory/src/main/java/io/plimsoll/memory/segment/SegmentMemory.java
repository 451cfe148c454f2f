package io.plimsoll.memory.segment;

/**
 * Where the bytes of a segment are, and the check before every access to them.
 *
 * <p>{@link MemorySegment} is one class to its users. Here it has a layer for each kind of
 * operation, from this one up: {@link SegmentPrimitives}, {@link SegmentAtomics}, {@link
 * SegmentTransfers}, {@link SegmentComparison}, and the segment's life on top.
 */
abstract sealed class SegmentMemory permits SegmentPrimitives {

    /** The limit of a freed segment that is no page. */
    static final int FREED = -1;

    /** Stands in for the array of an off-heap segment. */
    static final byte[] NO_ARRAY = {};

    /** The bytes of a heap segment, {@link #NO_ARRAY} off the heap. */
    final byte[] heapMemory;

    /** Absolute address of an off-heap segment; 0 says that the bytes are in the array. */
    final long address;

    /**
     * The size while the segment is live. Negative otherwise, so that one comparison checks bounds
     * and liveness: {@link #freed} of the size for a page, {@link #FREED} for any other segment.
     *
     * <p>Plain, because a race with {@code free} is a bug of the caller; {@code free} itself lets
     * one call win.
     */
    int limit;

    SegmentMemory(byte[] heapMemory, long address, int limit) {
        this.heapMemory = heapMemory;
        this.address = address;
        this.limit = limit;
    }

    /** Returns the length in bytes, also after the segment was freed. */
    public abstract int size();

    /** The limit of a page of that size that is free, and back again. */
    static int freed(int size) {
        return ~size;
    }

    /**
     * The check before every access to a single value. No difference overflows: a page has a GiB at
     * most, and the limit of any other segment is -1 at least.
     */
    final void check(int index, int width) {
        if (index < 0 || index > limit - width) {
            throw SegmentBounds.failure(limit < 0, size(), index, width);
        }
    }

    /** The check before every access to a range, whose length may be anything. */
    final void checkRange(int index, int length) {
        // one branch: negative if any of them is; as longs, no difference overflows
        if ((index | length | ((long) limit - length - index)) < 0) {
            throw SegmentBounds.failure(limit < 0, size(), index, length);
        }
    }
}
