package io.plimsoll.memory.allocator;

import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.allocator.run.PageRun;
import io.plimsoll.memory.allocator.run.PageRuns;
import io.plimsoll.memory.region.Region;
import io.plimsoll.memory.region.RegionSource;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Pages of one region of memory, as many as the test allows at the moment; first fit. */
final class FakeRuns implements PageRuns, AutoCloseable {

    final int pageSizeBytes;
    final int slots;
    final long base;

    /** So many pages may be out. */
    volatile int limitPages;

    /** A region, as in earnest: to look whether memory is live makes no garbage then. */
    private final RegionSource source = RegionSource.forThisPlatform(false);

    private final Region region;
    private final BitSet taken = new BitSet();
    private int takes;
    private final AtomicReference<Runnable> atTake = new AtomicReference<>(() -> {});

    private final AtomicReference<Runnable> afterGive = new AtomicReference<>(() -> {});

    FakeRuns(int pageSizeBytes, int slots, int limitPages) {
        this.pageSizeBytes = pageSizeBytes;
        this.slots = slots;
        this.limitPages = limitPages;
        this.region = source.reserve((slots + 1L) * pageSizeBytes);
        source.commit(region);
        this.base = Math.ceilDiv(region.address(), pageSizeBytes) * pageSizeBytes;
    }

    /** Has somebody come between, once, while a run is taken: an evictor, say. */
    void onTake(Runnable action) {
        atTake.set(action);
    }

    /** Has something happen, once, when a run has been given back. */
    void onGive(Runnable action) {
        afterGive.set(action);
    }

    @Override
    public @Nullable PageRun take(int pages) {
        atTake.getAndSet(() -> {}).run();
        return takeNow(pages);
    }

    private synchronized @Nullable PageRun takeNow(int pages) {
        if (taken.cardinality() + pages > limitPages) {
            return null;
        }
        int start = taken.nextClearBit(0);
        while (start + pages <= slots) {
            int end = taken.nextSetBit(start);
            if (end < 0 || end - start >= pages) {
                taken.set(start, start + pages);
                takes++;
                return new PageRun(base + (long) start * pageSizeBytes, pages, null);
            }
            start = taken.nextClearBit(end);
        }
        return null;
    }

    @Override
    public void give(PageRun run) {
        giveNow(run);
        afterGive.getAndSet(() -> {}).run();
    }

    private synchronized void giveNow(PageRun run) {
        int start = (int) ((run.address() - base) / pageSizeBytes);
        if (taken.nextClearBit(start) < start + run.pages()) {
            throw new IllegalStateException("run=%s (expected one that is out)".formatted(run));
        }
        taken.clear(start, start + run.pages());
    }

    /** Pages that are out. */
    synchronized int takenPages() {
        return taken.cardinality();
    }

    /** How often a run was taken. */
    synchronized int takes() {
        return takes;
    }

    /** Whether all pages under a block are out. */
    synchronized boolean covers(long address, long bytes) {
        int first = (int) ((address - base) / pageSizeBytes);
        int last = (int) ((address + bytes - 1 - base) / pageSizeBytes);
        return address >= base && last < slots && taken.nextClearBit(first) > last;
    }

    @Override
    public MemoryAllocationException denied(int pages) {
        return new MemoryAllocationException("a run of " + pages + " pages was denied");
    }

    @Override
    public int pageSizeBytes() {
        return pageSizeBytes;
    }

    @Override
    public long maxBytes() {
        return (long) limitPages * pageSizeBytes;
    }

    @Override
    public String owner() {
        return "test";
    }

    @Override
    public void close() {
        source.release(region);
    }
}
