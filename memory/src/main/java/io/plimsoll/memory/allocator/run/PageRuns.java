package io.plimsoll.memory.allocator.run;

import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.leak.BlockTracker;
import io.plimsoll.memory.snapshot.AllocatorFigures;
import org.jspecify.annotations.Nullable;

/**
 * Where an allocator's memory comes from: runs of pages, contiguous in addresses and charged to
 * somebody. The seam at which tests make memory scarce.
 *
 * <p><b>Threads:</b> any thread may call any method.
 */
public interface PageRuns {

    /** Takes a run, or returns null if none is to be had. Its contents are arbitrary. */
    @Nullable PageRun take(int pages);

    /** Gives back a run, whole and once. */
    void give(PageRun run);

    /** Says why a run was not to be had. */
    MemoryAllocationException denied(int pages);

    /** Size of each page, a power of two. */
    int pageSizeBytes();

    /** The most that all runs together can ever be. */
    long maxBytes();

    /** Shows an allocator in snapshots until it is hidden. */
    default void show(AllocatorFigures.Source allocator) {}

    /** Ends that. */
    default void hide(AllocatorFigures.Source allocator) {}

    /**
     * Returns what the allocator tells of its blocks; null if nobody wants to know.
     *
     * @param linkBytes how many bytes at the start of a free block the allocator uses itself
     */
    default @Nullable BlockTracker newTracker(int linkBytes) {
        return null;
    }

    /** Whom the memory is charged to, for reports. */
    String owner();
}
