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

    /** Stands in for the array of an off-heap segment, and of one that was freed. */
    static final byte[] NO_ARRAY = {};

    /**
     * Which bits of an address count. No platform uses the others; without them the compiler sees
     * that no offset leads out of the address space, and drops the check of that.
     */
    private static final long ADDRESS_BITS = (1L << 62) - 1;

    /**
     * The bytes of a heap segment, all of them; {@link #NO_ARRAY} when it was freed, and off the
     * heap. Plain, as {@link #limit} is.
     */
    byte[] heapMemory;

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
     * The check before every access to a single value off the heap; returns its address. No
     * difference overflows: a page has a GiB at most, and the limit of any other segment is -1 at
     * least.
     */
    final long at(int index, int width) {
        if (index < 0 || index > limit - width) {
            throw failure(index, width);
        }
        return (address & ADDRESS_BITS) + Integer.toUnsignedLong(index);
    }

    /** Says why an access was refused. */
    final RuntimeException failure(int index, int length) {
        return limit < 0 ? usedAfterFree() : SegmentBounds.outside(size(), index, length);
    }

    /** Says that the segment was freed and, as far as that is known, which it is and by whom. */
    abstract IllegalStateException usedAfterFree();

    /** The check before every access to a range, whose length may be anything. */
    final void checkRange(int index, int length) {
        // one branch: negative if any of them is; as longs, no difference overflows
        if ((index | length | ((long) limit - length - index)) < 0) {
            throw failure(index, length);
        }
    }
}
