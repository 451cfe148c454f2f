package io.plimsoll.memory.allocator.run;

import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.leak.BlockTracker;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.memory.snapshot.AllocatorFigures;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs of pages from a pool. */
public final class PoolRuns implements PageRuns {

    private final MemoryPool pool;

    public PoolRuns(MemoryPool pool) {
        this.pool = pool;
    }

    @Override
    public @Nullable PageRun take(int pages) {
        MemorySegment lease = pages <= pool.maxRunPages() ? pool.tryAllocateRun(pages) : null;
        return lease == null ? null : new PageRun(lease.getAddress(), pages, lease);
    }

    @Override
    public void give(PageRun run) {
        pool.release(Objects.requireNonNull(run.lease()));
    }

    @Override
    public MemoryAllocationException denied(int pages) {
        try {
            // the pool knows the whole picture; it tells it when it denies
            if (pages <= pool.maxRunPages()) {
                pool.release(pool.allocateRun(pages));
            } else if (pages > pool.availableBytes() / pool.pageSizeBytes()) {
                pool.release(pool.allocatePages(pages));
            } else {
                return new MemoryAllocationException(
                        "pool=%s: a block of %d pages (expected at most %d in one block)"
                                .formatted(pool.path(), pages, pool.maxRunPages()));
            }
            return new MemoryAllocationException(
                    "pool=%s: %d pages were not to be had a moment ago; now they are"
                            .formatted(pool.path(), pages));
        } catch (MemoryAllocationException denied) {
            return denied;
        }
    }

    @Override
    public int pageSizeBytes() {
        return pool.pageSizeBytes();
    }

    @Override
    public long maxBytes() {
        return pool.maxBytes();
    }

    @Override
    public void show(AllocatorFigures.Source allocator) {
        pool.showAllocator(allocator);
    }

    @Override
    public void hide(AllocatorFigures.Source allocator) {
        pool.hideAllocator(allocator);
    }

    @Override
    public @Nullable BlockTracker newTracker(int linkBytes) {
        return pool.newBlockTracker(linkBytes);
    }

    @Override
    public String owner() {
        return pool.path();
    }
}
