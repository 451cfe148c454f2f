package io.plimsoll.memory;

/**
 * Where the bytes of a segment are, and the check before every access to them.
 *
 * <p>{@link MemorySegment} is one class to its users. Here it has a layer for each kind of
 * operation, from this one up: {@link SegmentPrimitives}, {@link SegmentAtomics}, {@link
 * SegmentTransfers}, {@link SegmentComparison}, and the segment's life on top.
 */
abstract sealed class SegmentMemory permits SegmentPrimitives {

    /** The limit of a freed segment: makes every check fail, for every index and length. */
    static final int FREED = -1;

    /** Stands in for the array of an off-heap segment. */
    static final byte[] NO_ARRAY = {};

    /** The bytes of a heap segment, {@link #NO_ARRAY} off the heap. */
    final byte[] heapMemory;

    /** Absolute address of an off-heap segment; 0 says that the bytes are in the array. */
    final long address;

    /**
     * The size while the segment is live, {@link #FREED} otherwise: one comparison checks bounds
     * and liveness. Plain, because a race with {@code free} is a bug of the caller; {@code free}
     * itself swaps it atomically, so that one call wins.
     */
    int limit;

    SegmentMemory(byte[] heapMemory, long address, int limit) {
        this.heapMemory = heapMemory;
        this.address = address;
        this.limit = limit;
    }

    /** Returns the length in bytes, also after the segment was freed. */
    public abstract int size();

    /** The check before every access. No sum can overflow, and a loop's checks move out of it. */
    final void check(int index, int length) {
        if (index < 0 || length < 0 || index > limit - length) {
            throw SegmentBounds.failure(limit == FREED, size(), index, length);
        }
    }
}
