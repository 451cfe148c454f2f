package io.plimsoll.memory.allocator;

import io.plimsoll.memory.snapshot.AllocatorFigures;
import org.jspecify.annotations.Nullable;

/** Counts an allocator's slabs and checks them. Not for use by several threads. */
final class SlabCensus {

    private final SizeClasses classes;

    private long liveBlocks;
    private long liveBytes;
    private long idleBytes;
    private long largestFreeBytes;
    private long slabBytes;
    private @Nullable Slab last;

    SlabCensus(SizeClasses classes) {
        this.classes = classes;
    }

    AllocatorFigures figures(
            String name, PageRuns runs, SlabDepot depot, RunMap<Slab> slabs, int heaps) {
        slabs.forEach(slab -> count(slab, runs.pageSizeBytes()));
        return new AllocatorFigures(
                name,
                runs.owner(),
                depot.reservedBytes(),
                liveBlocks,
                liveBytes,
                idleBytes,
                largestFreeBytes,
                heaps);
    }

    private void count(Slab slab, int pageSizeBytes) {
        long bytes = (long) slab.run.pages() * pageSizeBytes;
        int used = slab.used;
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

    /** Checks what must hold while no thread uses the allocator. */
    void verify(PageRuns runs, SlabDepot depot, RunMap<Slab> slabs) {
        slabs.forEach(slab -> {
            count(slab, runs.pageSizeBytes());
            verify(slab, runs.pageSizeBytes());
        });
        require(
                slabBytes == depot.reservedBytes(),
                "slabs=%d bytes, reserved=%d bytes".formatted(slabBytes, depot.reservedBytes()));
    }

    private void verify(Slab slab, int pageSizeBytes) {
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
        if (slab.place == Slab.Place.QUARANTINED || slab.place == Slab.Place.LARGE) {
            return;
        }
        int freeBlocks = 0;
        for (int word = 0; word < slab.free.length; word++) {
            require(
                    word >= slab.hint || slab.free[word] == 0,
                    "slab=0x%x: free blocks below the hint".formatted(slab.address));
            freeBlocks += Long.bitCount(slab.free[word]);
        }
        require(
                slab.used + freeBlocks == slab.capacity,
                "slab=0x%x: used=%d + free=%d != %d"
                        .formatted(slab.address, slab.used, freeBlocks, slab.capacity));
        int beyond = slab.capacity & (Long.SIZE - 1);
        require(
                beyond == 0 || slab.free[slab.free.length - 1] >>> beyond == 0,
                "slab=0x%x: bits beyond the capacity".formatted(slab.address));
        requirePlace(slab);
    }

    private static void requirePlace(Slab slab) {
        boolean fits =
                switch (slab.place) {
                    case NOWHERE -> slab.used == 0 && slab.heap == null;
                    case CURRENT -> slab.heap != null;
                    case PARTIAL -> slab.used > 0 && slab.used < slab.capacity;
                    case FULL -> slab.used == slab.capacity;
                    case QUARANTINED, LARGE -> true;
                };
        require(
                fits,
                "slab=0x%x: %s with %d of %d blocks used"
                        .formatted(slab.address, slab.place, slab.used, slab.capacity));
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }
}
