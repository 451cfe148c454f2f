package io.plimsoll.memory.allocator.run;

import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.leak.BlockTracker;
import io.plimsoll.memory.snapshot.AllocatorFigures;
import org.jspecify.annotations.Nullable;

/** Runs of pages whose blocks are followed: what was freed in a run is forgotten before it goes. */
public final class FollowedRuns implements PageRuns {

    private final PageRuns runs;
    private final BlockTracker blocks;

    private FollowedRuns(PageRuns runs, BlockTracker blocks) {
        this.runs = runs;
        this.blocks = blocks;
    }

    /** Returns runs that tell a tracker, or the same ones if there is none. */
    public static PageRuns of(PageRuns runs, @Nullable BlockTracker blocks) {
        return blocks == null ? runs : new FollowedRuns(runs, blocks);
    }

    @Override
    public @Nullable PageRun take(int pages) {
        return runs.take(pages);
    }

    @Override
    public void give(PageRun run) {
        blocks.forget(run.address(), (long) run.pages() * runs.pageSizeBytes());
        runs.give(run);
    }

    @Override
    public MemoryAllocationException denied(int pages) {
        return runs.denied(pages);
    }

    @Override
    public int pageSizeBytes() {
        return runs.pageSizeBytes();
    }

    @Override
    public long maxBytes() {
        return runs.maxBytes();
    }

    @Override
    public void show(AllocatorFigures.Source allocator) {
        runs.show(allocator);
    }

    @Override
    public void hide(AllocatorFigures.Source allocator) {
        runs.hide(allocator);
    }

    @Override
    public String owner() {
        return runs.owner();
    }
}
