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
 * @param usedRegions regions of which a page is held, and that can therefore not be given back
 * @param usedRegionBytes bytes of these regions
 */
public record PageFigures(
        int pageSizeBytes,
        long budgetPages,
        long heldPages,
        long idlePages,
        long longestRunPages,
        long committedBytes,
        long reservedBytes,
        int usedRegions,
        long usedRegionBytes) {

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

    /**
     * Bytes that nobody holds in regions of which others hold some: their memory can be given back,
     * the regions cannot.
     */
    public long scatteredBytes() {
        return usedRegionBytes - heldPages * pageSizeBytes;
    }

    /**
     * How fragmented regions are, 0 to 1: the part of those that cannot be given back that nobody
     * holds.
     */
    public double regionFragmentation() {
        return usedRegionBytes == 0 ? 0 : (double) scatteredBytes() / usedRegionBytes;
    }

    /**
     * How fragmented free pages are, 0 to 1: the part of them that the longest run would leave; 0
     * but where the budget is larger than the longest segment or addresses are short.
     */
    public double scatter() {
        return freePages() == 0 ? 0 : 1 - (double) longestRunPages / freePages();
    }

    /** The part of the regions in use, 0 to 1, that nobody holds. */
    public double unheldPartOfRegions() {
        return committedBytes == 0
                ? 0
                : Math.max(0, 1 - (double) heldPages * pageSizeBytes / committedBytes);
    }
}
