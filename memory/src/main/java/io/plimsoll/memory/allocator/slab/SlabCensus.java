package io.plimsoll.memory.allocator.slab;

import io.plimsoll.memory.allocator.run.PageRuns;
import io.plimsoll.memory.allocator.run.RunMap;
import org.jspecify.annotations.Nullable;

/** Counts an allocator's slabs and checks them. Not for use by several threads. */
public final class SlabCensus {

    private final SizeClasses classes;

    private long liveBlocks;
    private long liveBytes;
    private long idleBytes;
    private long largestFreeBytes;
    private long slabBytes;
    private @Nullable Slab last;

    private SlabCensus(SizeClasses classes) {
        this.classes = classes;
    }

    /**
     * Counts slabs, which may be in use meanwhile: each number is one that was true a moment ago,
     * or that of a slab just cut anew, not yet seen in full.
     */
    public static SlabCensus of(SizeClasses classes, PageRuns runs, RunMap<Slab> slabs) {
        SlabCensus census = new SlabCensus(classes);
        slabs.forEach(slab -> census.count(slab, runs.pageSizeBytes()));
        return census;
    }

    /** Blocks in users' hands. */
    public long liveBlocks() {
        return liveBlocks;
    }

    /** Bytes of these blocks. */
    public long liveBytes() {
        return liveBytes;
    }

    /** Bytes of slabs that have no block out. */
    public long idleBytes() {
        return idleBytes;
    }

    /** The largest block that is free. */
    public long largestFreeBytes() {
        return largestFreeBytes;
    }

    private void count(Slab slab, int pageSizeBytes) {
        long bytes = (long) slab.run.pages() * pageSizeBytes;
        int used = slab.used();
        slabBytes += bytes;
        liveBlocks += used;
        liveBytes += (long) used * slab.blockBytes;
        if (used == 0) {
            idleBytes += bytes;
            largestFreeBytes = Math.max(largestFreeBytes, Math.min(bytes, classes.maxBlockBytes()));
        } else if (used < slab.capacity && slab.place != Slab.Place.QUARANTINED) {
            largestFreeBytes = Math.max(largestFreeBytes, slab.blockBytes);
        }
    }

    /**
     * Checks what must hold while no thread uses the allocator.
     *
     * @throws IllegalStateException if it does not
     */
    public static void verify(
            SizeClasses classes, PageRuns runs, SlabDepot depot, RunMap<Slab> slabs) {
        SlabCensus census = of(classes, runs, slabs);
        slabs.forEach(slab -> census.verify(slab, runs.pageSizeBytes(), depot));
        long slabBytes = census.slabBytes;
        require(
                slabBytes == depot.reservedBytes(),
                "slabs=%d bytes, reserved=%d bytes".formatted(slabBytes, depot.reservedBytes()));
    }

    private void verify(Slab slab, int pageSizeBytes, SlabDepot depot) {
        long end = slab.address + (long) slab.run.pages() * pageSizeBytes;
        Slab before = last;
        last = slab;
        require(
                before == null
                        || before.address + (long) before.run.pages() * pageSizeBytes
                                <= slab.address,
                "slab=0x%x overlaps the one before".formatted(slab.address));
        require(
                (slab.address & (pageSizeBytes - 1)) == 0,
                "slab=0x%x is not aligned".formatted(slab.address));
        require(
                slab.address + (long) slab.capacity * slab.blockBytes <= end,
                "slab=0x%x: blocks beyond its end".formatted(slab.address));
        if (slab.place != Slab.Place.LARGE) {
            verifyBlocks(slab);
        }
        require(
                isWhereItSays(slab, depot),
                "slab=0x%x: %s with %d of %d blocks used"
                        .formatted(slab.address, slab.place, slab.used(), slab.capacity));
    }

    private static void verifyBlocks(Slab slab) {
        int freeBlocks = 0;
        for (int word = 0; word < slab.bitWords(); word++) {
            require(
                    word >= slab.hint() || slab.bits(word) == 0,
                    "slab=0x%x: free blocks below the hint".formatted(slab.address));
            freeBlocks += Long.bitCount(slab.bits(word));
        }
        require(
                slab.used() + freeBlocks == slab.capacity,
                "slab=0x%x: used=%d + free=%d != %d"
                        .formatted(slab.address, slab.used(), freeBlocks, slab.capacity));
        int beyond = slab.capacity & (Long.SIZE - 1);
        require(
                beyond == 0 || slab.bits(slab.bitWords() - 1) >>> beyond == 0,
                "slab=0x%x: bits beyond the capacity".formatted(slab.address));
        require(
                slab.used() > 0 || slab.hasNoRemoteFrees() || slab.place == Slab.Place.QUARANTINED,
                "slab=0x%x: empty, with remote frees".formatted(slab.address));
    }

    private static boolean isWhereItSays(Slab slab, SlabDepot depot) {
        BlockHeap heap = slab.heap;
        boolean served = heap != null && heap.serves(slab);
        int used = slab.used();
        return switch (slab.place) {
            case NOWHERE -> heap == null && used == 0 && depot.isAtHand(slab);
            case CURRENT -> served;
            case PARTIAL -> served && used > 0 && used < slab.capacity;
            case FULL -> !served && used == slab.capacity;
            case QUARANTINED -> !served && heap != null && !depot.isAtHand(slab);
            case LARGE -> heap == null && used == 1;
        };
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }
}
