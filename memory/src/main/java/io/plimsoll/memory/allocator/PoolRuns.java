package io.plimsoll.memory.allocator;

import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs of pages from a pool. */
final class PoolRuns implements PageRuns {

    private final MemoryPool pool;

    PoolRuns(MemoryPool pool) {
        this.pool = pool;
    }

    @Override
    public @Nullable PageRun take(int pages) {
        MemorySegment lease = pages == 1 ? pool.tryAllocatePage() : null;
        return lease == null ? null : new PageRun(lease.getAddress(), pages, lease);
    }

    @Override
    public void give(PageRun run) {
        pool.release(Objects.requireNonNull(run.lease()));
    }

    @Override
    public MemoryAllocationException denied(int pages) {
        return new MemoryAllocationException(
                "pool=%s: a run of %d pages requested".formatted(pool.path(), pages));
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
    public String owner() {
        return pool.path();
    }
}
