package io.plimsoll.memory.allocator.slab;

import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.allocator.run.PageRun;
import io.plimsoll.memory.allocator.run.PageRuns;
import io.plimsoll.memory.region.UnpooledMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Runs of pages in whose calls somebody else comes between, once: what a race or an evictor may do
 * at that moment.
 */
final class InterruptedRuns implements PageRuns, AutoCloseable {

    static final int PAGE = 4096;

    private static final Runnable NOBODY = () -> {};

    private final List<Runnable> releases = new ArrayList<>();
    private final Set<Long> out = new TreeSet<>();
    private BooleanSupplier pageSizeMoment = () -> false;
    private Runnable atPageSize = NOBODY;
    private Runnable atGive = NOBODY;
    private Runnable atTake = NOBODY;
    private boolean interrupted;
    private boolean misplaced;

    /** Comes between when the page's size is asked for and something holds. */
    void onPageSize(BooleanSupplier moment, Runnable action) {
        pageSizeMoment = moment;
        atPageSize = action;
    }

    /** Comes between while a run is given back. */
    void onGive(Runnable action) {
        atGive = action;
    }

    /** Comes between while a run is taken. */
    void onTake(Runnable action) {
        atTake = action;
    }

    /** Puts the next run where no tree of addresses can reach. */
    void misplaceNext() {
        misplaced = true;
    }

    /** Whether somebody came between. */
    boolean isInterrupted() {
        return interrupted;
    }

    /** Addresses of runs that are out. */
    Set<Long> out() {
        return out;
    }

    private void interrupt(Runnable action) {
        interrupted |= action != NOBODY;
        action.run();
    }

    @Override
    public PageRun take(int pages) {
        Runnable action = atTake;
        atTake = NOBODY;
        interrupt(action);
        UnpooledMemory memory = UnpooledMemory.allocate((pages + 1) * PAGE);
        releases.add(memory.releaseOnce(() -> {}));
        long address = Math.ceilDiv(memory.address(), PAGE) * PAGE;
        if (misplaced) {
            misplaced = false;
            address += 1L << 60;
        }
        out.add(address);
        return new PageRun(address, pages, null);
    }

    @Override
    public void give(PageRun run) {
        if (!out.remove(run.address())) {
            throw new IllegalStateException("run=%s (expected one that is out)".formatted(run));
        }
        Runnable action = atGive;
        atGive = NOBODY;
        interrupt(action);
    }

    @Override
    public int pageSizeBytes() {
        if (pageSizeMoment.getAsBoolean()) {
            pageSizeMoment = () -> false;
            interrupt(atPageSize);
        }
        return PAGE;
    }

    @Override
    public MemoryAllocationException denied(int pages) {
        return new MemoryAllocationException("pages=" + pages);
    }

    @Override
    public long maxBytes() {
        return 1 << 20;
    }

    @Override
    public String owner() {
        return "test";
    }

    @Override
    public void close() {
        releases.forEach(Runnable::run);
    }
}
