package io.plimsoll.memory.snapshot;

/**
 * The pages of a budget, and the memory under them.
 *
 * @param pageSizeBytes size of each
 * @param budgetPages pages that the budget has
 * @param heldPages pages that pools hold, those that they have at hand included
 * @param idlePages pages that nobody holds, with memory under them that may be resident
 */
public record PageFigures(int pageSizeBytes, long budgetPages, long heldPages, long idlePages) {

    /** Bytes that have memory under them. */
    public long backedBytes() {
        return (heldPages + idlePages) * pageSizeBytes;
    }

    /** The part of that memory, 0 to 1, that nobody holds. */
    public double idlePart() {
        long backed = heldPages + idlePages;
        return backed == 0 ? 0 : (double) idlePages / backed;
    }
}
