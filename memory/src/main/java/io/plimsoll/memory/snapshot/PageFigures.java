package io.plimsoll.memory.snapshot;

/**
 * The pages of a budget, the memory under them, and the addresses in which they lie.
 *
 * @param pageSizeBytes size of each
 * @param budgetPages pages that the budget has
 * @param heldPages pages that pools hold, those that they have at hand included
 * @param idlePages pages that nobody holds, with memory under them that may be resident
 * @param longestRunPages the longest run that could be leased now, if the budget were its only
 *     limit; less than {@link #freePages} only where that many make no run or addresses are short
 * @param committedBytes bytes of the regions that are in use; memory under them or not
 * @param reservedBytes bytes of addresses
 */
public record PageFigures(
        int pageSizeBytes,
        long budgetPages,
        long heldPages,
        long idlePages,
        long longestRunPages,
        long committedBytes,
        long reservedBytes) {

    /** Pages that the budget has left. */
    public long freePages() {
        return Math.max(0, budgetPages - heldPages);
    }

    /** Bytes that have memory under them. */
    public long backedBytes() {
        return (heldPages + idlePages) * pageSizeBytes;
    }

    /** Bytes of memory that nobody holds and that may be resident. */
    public long idleBytes() {
        return idlePages * pageSizeBytes;
    }

    /** The part of the memory under pages, 0 to 1, that nobody holds. */
    public double idlePart() {
        long backed = heldPages + idlePages;
        return backed == 0 ? 0 : (double) idlePages / backed;
    }

    /** The part of the regions in use, 0 to 1, that nobody holds. */
    public double unheldPartOfRegions() {
        return committedBytes == 0
                ? 0
                : Math.max(0, 1 - (double) heldPages * pageSizeBytes / committedBytes);
    }
}
