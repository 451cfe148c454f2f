package io.plimsoll.memory.snapshot;

/**
 * How much memory an allocator holds and how well it uses it. Taken while threads go on, the
 * numbers may be of slightly different instants.
 *
 * @param name of the allocator
 * @param pool path of the pool that the memory is charged to
 * @param reservedBytes taken from the pool
 * @param liveBlocks blocks in users' hands; those freed by a thread that does not own their slab
 *     count until the owner has collected them
 * @param liveBytes the sizes of these blocks as they were rounded up
 * @param idleBytes pages of which no block is out: what a trim could give back at most
 * @param largestFreeBytes the largest block that can be had without a page from the pool
 * @param heaps threads that have slabs of their own
 */
public record AllocatorFigures(
        String name,
        String pool,
        long reservedBytes,
        long liveBlocks,
        long liveBytes,
        long idleBytes,
        long largestFreeBytes,
        int heaps) {

    /** What has such figures. Any thread may ask. */
    public interface Source {

        /** Returns how much memory is held and how well it is used. */
        AllocatorFigures figures();
    }

    /** Bytes reserved that are in no block. */
    public long freeBytes() {
        return reservedBytes - liveBytes;
    }

    /**
     * The part of the reserved memory, 0 to 1, that is in no block and in no idle page: what
     * scattered blocks keep from being used otherwise.
     */
    public double fragmentation() {
        return reservedBytes == 0 ? 0 : (double) (freeBytes() - idleBytes) / reservedBytes;
    }

    /** How much of the free memory, 0 to 1, cannot be had as one block. */
    public double scatter() {
        return freeBytes() == 0 ? 0 : 1 - (double) largestFreeBytes / freeBytes();
    }
}
