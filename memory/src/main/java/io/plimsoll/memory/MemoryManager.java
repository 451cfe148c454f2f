package io.plimsoll.memory;

import io.plimsoll.memory.arbitration.Arbiter;
import io.plimsoll.memory.budget.Books.Holding;
import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.budget.PoolTree;
import io.plimsoll.memory.budget.figures.BudgetOrigin;
import io.plimsoll.memory.budget.figures.TreeFigures;
import io.plimsoll.memory.leak.AllocationLog;
import io.plimsoll.memory.leak.LeakReport;
import io.plimsoll.memory.pages.PageStore;
import io.plimsoll.memory.pages.ResidentLimit;
import io.plimsoll.memory.region.RegionSource;
import io.plimsoll.memory.report.AllocatorList;
import io.plimsoll.memory.report.EventDesk;
import io.plimsoll.memory.report.LeakLedger;
import io.plimsoll.memory.request.TimeSource;
import io.plimsoll.memory.request.VictimStrategy;
import io.plimsoll.memory.segment.PageTable;
import io.plimsoll.memory.snapshot.ArbitrationFigures;
import io.plimsoll.memory.snapshot.MemoryListener;
import io.plimsoll.memory.snapshot.MemorySnapshot;
import io.plimsoll.memory.tracking.EventRing;
import io.plimsoll.memory.tracking.LeaseTracker;
import java.time.Instant;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One budget of off-heap memory: the root of a tree of {@link MemoryPool}s.
 *
 * <p>There are two ways to take memory: from pools below {@link #rootPool}, or, as in Apache Flink,
 * in the name of an owner, any object with an identity of its own. Each owner has an implicit pool
 * without guarantee, so that both ways draw on the same budget and show in the same reports.
 *
 * <p><b>Threads:</b> any thread may call any method.
 */
public final class MemoryManager extends OwnerMemory implements AutoCloseable {

    /** Page size unless another is chosen. */
    public static final int DEFAULT_PAGE_SIZE = 32 * 1024;

    /** The smallest page size where the operating system's page is no larger. */
    public static final int MIN_PAGE_SIZE = 4 * 1024;

    private final PoolTree tree;
    private final PageTable table;
    private final MemoryPool rootPool;
    private final OwnerLedger owners;
    private final LeaseTracker tracker;
    private final @Nullable EventRing log;
    private final EventDesk events;
    private final SharedResources sharedResources;
    private final double reservedFraction;
    private final AllocatorList allocators = new AllocatorList();
    private final BudgetOrigin origin;
    private final TimeSource time;
    private final VictimStrategy victims;

    /** Ends the watch over this manager. */
    private final Runnable unwatch;

    /** Made at first need, under this manager's monitor: most programs never wait. */
    private volatile @Nullable MemoryRequestHandler requests;

    private MemoryManager(MemoryManagerBuilder builder, BudgetOrigin origin, PageStore store) {
        long sizeBytes = builder.memorySizeBytes;
        this.events = new EventDesk(builder.listeners());
        this.origin = origin;
        this.time = builder.time;
        this.victims = builder.victims;
        this.tree = new PoolTree(store, sizeBytes, builder.reservedFraction);
        this.reservedFraction = builder.reservedFraction;
        // no reference to this manager: the tracker is reachable from its own thread
        MemoryListener desk = events;
        this.tracker =
                new LeaseTracker(
                        builder.leakDetection,
                        builder.memorySizeBytes,
                        builder.leakSampleBytes,
                        leases -> LeakLedger.recover(leases, desk::onLeak));
        this.log = builder.logEntries == 0 ? null : new EventRing(builder.logEntries);
        this.table = new PageTable(store, tracker, log, events::onMisuse);
        tree.books().onPressure(desk::onPressure);
        this.rootPool = new MemoryPool(this, tree.root(), null, null);
        this.owners = new OwnerLedger(rootPool);
        tree.onRootUse(owners::closeIdle);
        this.sharedResources = new SharedResources(rootPool, tracker);
        this.unwatch =
                tracker.watchOwner(
                        this, sizeBytes, lost -> LeakLedger.reportManager(lost, desk::onLeak));
    }

    /** Builds a manager; if that fails, nothing is left reserved or open. */
    static MemoryManager of(MemoryManagerBuilder builder, BudgetOrigin origin) {
        PageStore store = storeOf(builder);
        MemoryManager manager;
        try {
            manager = new MemoryManager(builder, origin, store);
        } catch (RuntimeException | Error failed) {
            store.close();
            throw failed;
        }
        if (builder.preTouch) {
            manager.preTouch(store);
        }
        return manager;
    }

    private static PageStore storeOf(MemoryManagerBuilder builder) {
        RegionSource regions =
                builder.regions == null
                        ? RegionSource.forThisPlatform(builder.hugePages)
                        : builder.regions;
        ResidentLimit limit =
                builder.processLimitBytes == 0
                        ? null
                        : ResidentLimit.ofThisProcess(builder.processLimitBytes);
        try {
            return new PageStore(
                    regions,
                    builder.memorySizeBytes,
                    Math.max(builder.memorySizeBytes, builder.maxMemorySizeBytes),
                    builder.pageSizeBytes,
                    limit);
        } catch (RuntimeException | Error failed) {
            if (limit != null) {
                limit.measure().close();
            }
            throw failed;
        }
    }

    private void preTouch(PageStore store) {
        try {
            store.preTouch();
        } catch (RuntimeException | Error failed) {
            shutdown();
            throw failed;
        }
    }

    /** Returns a manager with a budget, and pages of a size that is a power of two. */
    public static MemoryManager create(long memorySizeBytes, int pageSizeBytes) {
        return builder().memorySizeBytes(memorySizeBytes).pageSizeBytes(pageSizeBytes).build();
    }

    /** Returns a builder. */
    public static MemoryManagerBuilder builder() {
        return new MemoryManagerBuilder();
    }

    /** Returns the pool of which all others are descendants; its maximum is the budget. */
    public MemoryPool rootPool() {
        return rootPool;
    }

    /** Returns what takes requests that may wait. */
    public MemoryRequestHandler requests() {
        MemoryRequestHandler known = requests;
        if (known == null) {
            synchronized (this) {
                known = requests;
                if (known == null) {
                    known =
                            new MemoryRequestHandler(
                                    new Arbiter(
                                            tree, origin, time, victims, events, events::onRecall));
                    requests = known;
                }
            }
        }
        return known;
    }

    /**
     * Changes the budget while it is in use. It may fall below what is used: nothing is taken away,
     * but nothing more is granted, except what is guaranteed to pools, until use has fallen that
     * far; what is idle goes back to the operating system at once.
     *
     * @throws IllegalArgumentException if it is more than {@link
     *     MemoryManagerBuilder#maxMemorySizeBytes}, or less than what is guaranteed to pools
     * @throws IllegalStateException if the manager has been shut down
     */
    public ResizeOutcome resize(long memorySizeBytes) {
        return new ResizeOutcome(tree.limits().resizeBudget(memorySizeBytes, reservedFraction));
    }

    /** Returns the page size in bytes. */
    @Override
    public int getPageSize() {
        return tree.store().pageSizeBytes();
    }

    /** Returns the budget in bytes. */
    @Override
    public long getMemorySize() {
        return tree.root().maxBytes();
    }

    /**
     * Returns where the budget came from when the manager was made, in words: the size that was
     * set, or the fraction of which limit, found where.
     */
    public String memorySizeSource() {
        return origin.words();
    }

    /** Returns the bytes that are neither used nor guaranteed to somebody. */
    public long availableMemory() {
        return rootPool.availableBytes();
    }

    /** Returns the bytes of pages leased and of reservations. */
    public long usedBytes() {
        return rootPool.usedBytes();
    }

    /**
     * Returns the most that {@link #usedBytes} has been, as exactly as {@link MemoryPool#peakBytes}
     * says.
     */
    public long peakUsedBytes() {
        return rootPool.peakBytes();
    }

    /** Whether nothing is leased or reserved. */
    public boolean verifyEmpty() {
        return usedBytes() == 0;
    }

    /** Returns what is leased and reserved, by pool. */
    public LeakReport outstanding() {
        return LeakLedger.outstanding(tree.root(), tracker);
    }

    /**
     * Returns how all of this manager is now: pools, pages, requests, leases, events. It takes
     * microseconds for a few pools, and some hundred nanoseconds for each more.
     */
    public MemorySnapshot snapshot() {
        owners.closeIdle();
        TreeFigures figures = tree.books().figures();
        MemoryRequestHandler handler = requests;
        return new MemorySnapshot(
                Instant.now(),
                figures.root().maxBytes(),
                figures.pressure(),
                figures.root(),
                figures.pages(),
                allocators.figures(),
                handler == null ? ArbitrationFigures.none() : handler.figures(),
                tracker.figures(),
                events.counts());
    }

    /** Returns the last allocations and releases, if a log is kept; else an empty one. */
    public AllocationLog allocationLog() {
        return log == null ? AllocationLog.none() : log;
    }

    /** Adds one who hears what happens to memory, after those who were added before. */
    public void addListener(MemoryListener listener) {
        events.add(Objects.requireNonNull(listener, "listener"));
    }

    /** Removes a listener; events that are under way may still reach it. */
    public void removeListener(MemoryListener listener) {
        events.remove(listener);
    }

    /**
     * Gives idle memory back to the operating system.
     *
     * @return bytes given back
     */
    public long trim() {
        owners.closeIdle();
        return tree.trim();
    }

    /**
     * Gives that memory back to the operating system that has been idle since this was called last.
     * To be called now and then, by a timer or between jobs: called every ten seconds, it gives
     * back what nobody has needed for ten to twenty. Nothing calls it by itself.
     *
     * @return bytes given back
     */
    public long trimIdle() {
        owners.closeIdle();
        return tree.trimIdle();
    }

    /**
     * Checks all structures against the invariants in the package documentation. To be called while
     * no thread takes or gives back memory. At level {@link
     * io.plimsoll.memory.leak.LeakDetection#PARANOID} it also looks whether released memory was
     * written to, and reports that where misuse is reported.
     *
     * @throws IllegalStateException if one does not hold, naming it
     */
    public void verify() {
        BitSet free = tree.books().verify();
        long leased = table.countLeased(free);
        long counted = tree.books().holdings(tree.root()).stream().mapToLong(Holding::pages).sum();
        if (leased != counted) {
            throw new IllegalStateException(
                    "I4: %d pages have a lessee, pools count %d".formatted(leased, counted));
        }
        table.inspect();
    }

    /**
     * Ends the manager: every page is freed, whoever leases it, and all memory goes back to the
     * operating system. Every other operation that takes or gives memory then throws {@link
     * IllegalStateException}. Shutting down again has no effect.
     */
    public void shutdown() {
        unwatch.run();
        tree.close(tree.root());
        tracker.shutdown();
        table.revokeAll();
        if (!tree.isShutdown()) {
            table.inspect();
        }
        tree.shutdown();
    }

    /** Whether the manager was shut down. */
    @Override
    public boolean isShutdown() {
        return tree.isShutdown();
    }

    /** Reports what is still out, if anything is, and shuts down. */
    @Override
    public void close() {
        rootPool.close();
        shutdown();
    }

    @Override
    public String toString() {
        return "MemoryManager[%d of %d bytes used, of %s, in pages of %d%s]"
                .formatted(
                        usedBytes(),
                        getMemorySize(),
                        origin.words(),
                        getPageSize(),
                        isShutdown() ? ", shut down" : "");
    }

    LeaseTracker tracker() {
        return tracker;
    }

    PageTable pageTable() {
        return table;
    }

    @Nullable EventRing log() {
        return log;
    }

    AllocatorList allocators() {
        return allocators;
    }

    @Override
    OwnerLedger owners() {
        return owners;
    }

    @Override
    SharedResources sharedResources() {
        return sharedResources;
    }

    @Override
    int pageCount() {
        return tree.store().pageCount();
    }

    EventDesk events() {
        return events;
    }

    /** Reports what a pool that was just closed, and those below it, have out. */
    void reportLeaks(PoolNode closed) {
        LeakReport report = LeakLedger.closed(closed, tracker);
        if (!report.isEmpty()) {
            events.onLeak(report);
        }
    }
}
