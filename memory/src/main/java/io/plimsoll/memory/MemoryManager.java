package io.plimsoll.memory;

import io.plimsoll.memory.arbitration.Arbiter;
import io.plimsoll.memory.budget.Holding;
import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.budget.PoolTree;
import io.plimsoll.memory.budget.TreeFigures;
import io.plimsoll.memory.leak.AllocationLog;
import io.plimsoll.memory.leak.LeakDetection;
import io.plimsoll.memory.leak.LeakReport;
import io.plimsoll.memory.leak.MisuseReport;
import io.plimsoll.memory.pages.PageStore;
import io.plimsoll.memory.pages.ResidentLimit;
import io.plimsoll.memory.process.MemoryLimit;
import io.plimsoll.memory.process.SystemMemory;
import io.plimsoll.memory.region.RegionException;
import io.plimsoll.memory.region.RegionSource;
import io.plimsoll.memory.request.TimeSource;
import io.plimsoll.memory.request.VictimStrategy;
import io.plimsoll.memory.snapshot.ArbitrationFigures;
import io.plimsoll.memory.snapshot.MemoryListener;
import io.plimsoll.memory.snapshot.MemorySnapshot;
import io.plimsoll.memory.tracking.EventRing;
import io.plimsoll.memory.tracking.LeaseTracker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
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
public final class MemoryManager implements AutoCloseable {

    /** Page size unless another is chosen. */
    public static final int DEFAULT_PAGE_SIZE = 32 * 1024;

    /** The smallest page size. */
    public static final int MIN_PAGE_SIZE = 4 * 1024;

    private final PoolTree tree;
    private final PageTable table;
    private final MemoryPool rootPool;
    private final OwnerLedger owners;
    private final LeaseTracker tracker;
    private final @Nullable EventRing log;
    private final EventDesk events;
    private final AllocatorList allocators = new AllocatorList();
    private final long memorySizeBytes;
    private final String sizeSource;
    private final TimeSource time;
    private final VictimStrategy victims;

    /** Made at first need, under this manager's monitor: most programs never wait. */
    private volatile @Nullable MemoryRequestHandler requests;

    private MemoryManager(Builder builder) {
        RegionSource regions =
                builder.regions == null
                        ? RegionSource.forThisPlatform(builder.hugePages)
                        : builder.regions;
        long sizeBytes = builder.memorySizeBytes;
        ResidentLimit limit =
                builder.processLimitBytes == 0
                        ? null
                        : ResidentLimit.ofThisProcess(builder.processLimitBytes);
        PageStore store =
                new PageStore(regions, sizeBytes, sizeBytes, builder.pageSizeBytes, limit);
        this.events = new EventDesk(builder.listeners());
        this.memorySizeBytes = sizeBytes;
        this.sizeSource = builder.sizeSource;
        this.time = builder.time;
        this.victims = builder.victims;
        this.tree = new PoolTree(store, builder.memorySizeBytes);
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
        tree.onPressure(desk::onPressure);
        this.rootPool = new MemoryPool(this, tree.root(), table, null, null);
        this.owners = new OwnerLedger(rootPool);
        if (builder.preTouch) {
            preTouch(store);
        }
    }

    /** Creates a manager with default options. */
    MemoryManager(long memorySizeBytes, int pageSizeBytes) {
        this(builder().memorySizeBytes(memorySizeBytes).pageSizeBytes(pageSizeBytes));
    }

    private void preTouch(PageStore store) {
        try {
            store.preTouch();
        } catch (RegionException refused) {
            shutdown();
            throw refused;
        }
    }

    /** Returns a manager with a budget, and pages of a size that is a power of two. */
    public static MemoryManager create(long memorySizeBytes, int pageSizeBytes) {
        return new MemoryManager(memorySizeBytes, pageSizeBytes);
    }

    /** Returns a builder. */
    public static Builder builder() {
        return new Builder();
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
                    known = new MemoryRequestHandler(new Arbiter(tree, time, victims, events));
                    requests = known;
                }
            }
        }
        return known;
    }

    /**
     * Leases pages for an owner.
     *
     * @throws MemoryAllocationException if not all are to be had; none is leased then
     * @throws IllegalStateException if the manager has been shut down
     */
    public List<MemorySegment> allocatePages(Object owner, int numPages)
            throws MemoryAllocationException {
        requireNotNegative(numPages, "numPages");
        List<MemorySegment> pages = new ArrayList<>();
        allocatePages(owner, pages, numPages);
        return pages;
    }

    /**
     * Leases pages for an owner into a collection.
     *
     * @throws MemoryAllocationException if not all are to be had; none is leased then
     * @throws IllegalArgumentException if there are not that many pages at all
     * @throws IllegalStateException if the manager has been shut down
     */
    public void allocatePages(Object owner, Collection<MemorySegment> target, int numberOfPages)
            throws MemoryAllocationException {
        Objects.requireNonNull(owner, "owner");
        requireNotNegative(numberOfPages, "numberOfPages");
        requireNotShutdown();
        if (numberOfPages > tree.store().pageCount()) {
            throw new IllegalArgumentException(
                    "numberOfPages=%d (expected at most the %d of the manager)"
                            .formatted(numberOfPages, tree.store().pageCount()));
        }
        if (numberOfPages > 0) {
            target.addAll(owners.allocatePages(owner, numberOfPages));
        }
    }

    /**
     * Takes a page back from its owner. Null, and a segment that is no page of this manager or was
     * released already, are ignored.
     */
    public void release(@Nullable MemorySegment segment) {
        requireNotShutdown();
        owners.release(segment);
    }

    /** Takes pages back from their owners, whoever they are, and empties the collection. */
    public void release(@Nullable Collection<MemorySegment> segments) {
        requireNotShutdown();
        if (segments != null) {
            for (MemorySegment segment : new ArrayList<>(segments)) {
                owners.release(segment);
            }
            segments.clear();
        }
    }

    /** Takes all pages of an owner back. */
    public void releaseAll(@Nullable Object owner) {
        requireNotShutdown();
        if (owner != null) {
            owners.releaseAllPages(owner);
        }
    }

    /**
     * Reserves bytes for an owner who takes the memory elsewhere.
     *
     * @throws MemoryReservationException if they are not to be had
     */
    public void reserveMemory(Object owner, long size) throws MemoryReservationException {
        Objects.requireNonNull(owner, "owner");
        requireNotNegative(size, "size");
        requireNotShutdown();
        owners.reserve(owner, size);
    }

    /** Gives reserved bytes of an owner back; at most as many as the owner has. */
    public void releaseMemory(Object owner, long size) {
        Objects.requireNonNull(owner, "owner");
        requireNotNegative(size, "size");
        requireNotShutdown();
        owners.unreserve(owner, size);
    }

    /** Gives all reserved bytes of an owner back; the owner's pages stay. */
    public void releaseAllMemory(Object owner) {
        Objects.requireNonNull(owner, "owner");
        requireNotShutdown();
        owners.unreserve(owner, Long.MAX_VALUE);
    }

    /** Returns the page size in bytes. */
    public int getPageSize() {
        return tree.store().pageSizeBytes();
    }

    /** Returns the budget in bytes. */
    public long getMemorySize() {
        return memorySizeBytes;
    }

    /**
     * Returns where the budget came from when the manager was made, in words: the size that was
     * set, or the fraction of which limit, found where.
     */
    public String memorySizeSource() {
        return sizeSource;
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

    /** Returns how many pages a fraction (0 exclusive to 1 inclusive) of the budget is. */
    public int computeNumberOfPages(double fraction) {
        return (int) (computeMemorySize(fraction) / getPageSize());
    }

    /** Returns how many bytes a fraction (0 exclusive to 1 inclusive) of the budget is. */
    public long computeMemorySize(double fraction) {
        if (!(fraction > 0 && fraction <= 1)) {
            throw new IllegalArgumentException(
                    "fraction=" + fraction + " (expected more than 0 and at most 1)");
        }
        return (long) Math.floor(memorySizeBytes * fraction);
    }

    /** Whether nothing is leased or reserved. */
    public boolean verifyEmpty() {
        return usedBytes() == 0;
    }

    /** Returns what is leased and reserved, by pool. */
    public LeakReport outstanding() {
        return report(tree.root(), LeakReport.Cause.OUTSTANDING);
    }

    /**
     * Returns how all of this manager is now: pools, pages, requests, leases, events. It takes
     * microseconds for a few pools, and some hundred nanoseconds for each more.
     */
    public MemorySnapshot snapshot() {
        TreeFigures figures = tree.figures();
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
        return tree.trimIdle();
    }

    /**
     * Checks all structures against the invariants in the package documentation. To be called while
     * no thread takes or gives back memory.
     *
     * @throws IllegalStateException if one does not hold, naming it
     */
    public void verify() {
        BitSet free = tree.verify();
        long leased = table.countLeased(free);
        long counted = tree.holdings(tree.root()).stream().mapToLong(Holding::pages).sum();
        if (leased != counted) {
            throw new IllegalStateException(
                    "I4: %d pages have a lessee, pools count %d".formatted(leased, counted));
        }
    }

    /**
     * Ends the manager: every page is freed, whoever leases it, and all memory goes back to the
     * operating system. Every other operation that takes or gives memory then throws {@link
     * IllegalStateException}. Shutting down again has no effect.
     */
    public void shutdown() {
        tree.close(tree.root());
        tracker.shutdown();
        table.revokeAll();
        tree.shutdown();
    }

    /** Whether the manager was shut down. */
    public boolean isShutdown() {
        return tree.isShutdown();
    }

    /** Reports what is still out, if anything is, and shuts down. */
    @Override
    public void close() {
        rootPool.close();
        shutdown();
    }

    LeakReport report(PoolNode node, LeakReport.Cause cause) {
        return LeakLedger.report(node, tracker, cause);
    }

    AllocatorList allocators() {
        return allocators;
    }

    void reportLeaks(LeakReport report) {
        if (!report.isEmpty()) {
            events.onLeak(report);
        }
    }

    private void requireNotShutdown() {
        if (tree.isShutdown()) {
            throw new IllegalStateException("the memory manager has been shut down");
        }
    }

    private static void requireNotNegative(long value, String what) {
        if (value < 0) {
            throw new IllegalArgumentException(what + "=" + value + " (expected 0 or more)");
        }
    }

    /** Collects the options of a manager. Not for use by several threads. */
    public static final class Builder {
        private long memorySizeBytes;
        private String sizeSource = "memorySizeBytes=0";
        private long processLimitBytes;
        private int pageSizeBytes = DEFAULT_PAGE_SIZE;
        private boolean hugePages;
        private boolean preTouch;
        private LeakDetection leakDetection =
                MemoryManager.class.desiredAssertionStatus()
                        ? LeakDetection.PARANOID
                        : LeakDetection.SIMPLE;
        private long leakSampleBytes;
        private int logEntries;
        private @Nullable Consumer<LeakReport> leakListener;
        private @Nullable Consumer<MisuseReport> misuseListener;
        private final List<MemoryListener> listeners = new ArrayList<>();
        private TimeSource time = TimeSource.system();
        private VictimStrategy victims = VictimStrategy.leastRecentlyUsed();
        private @Nullable RegionSource regions;

        private Builder() {}

        /** Sets the budget; a part smaller than a page can be reserved only. */
        public Builder memorySizeBytes(long bytes) {
            if (bytes < 0) {
                throw new IllegalArgumentException(
                        "memorySizeBytes=" + bytes + " (expected 0 or more)");
            }
            memorySizeBytes = bytes;
            sizeSource = "memorySizeBytes=" + bytes;
            return this;
        }

        /**
         * Sets the budget to a fraction of the container's limit, or of the machine's memory if
         * that is less.
         *
         * @param fraction more than 0 and at most 1
         * @throws IllegalStateException if neither is known; the message says where they were
         *     looked for
         */
        public Builder containerFraction(double fraction) {
            return containerFraction(fraction, SystemMemory.ofThisMachine());
        }

        /** As above, on a machine that a test describes. */
        Builder containerFraction(double fraction, SystemMemory system) {
            if (!(fraction > 0 && fraction <= 1)) {
                throw new IllegalArgumentException(
                        "fraction=" + fraction + " (expected more than 0 and at most 1)");
            }
            MemoryLimit available =
                    system.available()
                            .orElseThrow(() ->
                                    new IllegalStateException(
                                            "containerFraction=%s of nothing known (expected a limit of a control group in /proc/self/cgroup, or MemTotal in /proc/meminfo)"
                                                    .formatted(fraction)));
            sizeSource = "containerFraction=%s of %s".formatted(fraction, available);
            memorySizeBytes = (long) (available.bytes() * fraction);
            return this;
        }

        /**
         * Sets the most that the resident set of the whole process may be. Before the manager lets
         * fresh memory be touched, it looks at the resident set and denies what would take it over
         * the limit, with that cause; idle memory goes back first. What other parts of the process
         * take afterwards it cannot prevent. No limit by default, and none where the resident set
         * cannot be known (other systems than Linux).
         */
        public Builder processLimitBytes(long bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException(
                        "processLimitBytes=" + bytes + " (expected 1 or more)");
            }
            processLimitBytes = bytes;
            return this;
        }

        /** Sets the page size: a power of two, {@value #MIN_PAGE_SIZE} or more. */
        public Builder pageSizeBytes(int bytes) {
            if (bytes < MIN_PAGE_SIZE || Integer.bitCount(bytes) != 1) {
                throw new IllegalArgumentException(
                        "pageSizeBytes=%d (expected a power of two, %d or more)"
                                .formatted(bytes, MIN_PAGE_SIZE));
            }
            pageSizeBytes = bytes;
            return this;
        }

        /**
         * Asks for transparent huge pages: faster, but memory becomes resident in steps of 2 MiB.
         */
        public Builder hugePages(boolean wanted) {
            hugePages = wanted;
            return this;
        }

        /** Makes the whole budget resident at once rather than page by page. */
        public Builder preTouch(boolean wanted) {
            preTouch = wanted;
            return this;
        }

        /**
         * Sets how closely leases are followed. {@link LeakDetection#SIMPLE} by default, {@link
         * LeakDetection#PARANOID} if assertions are on.
         */
        public Builder leakDetection(LeakDetection level) {
            leakDetection = Objects.requireNonNull(level, "level");
            return this;
        }

        /**
         * Sets how many bytes are leased on average between two leases of which {@link
         * LeakDetection#SIMPLE} takes the stack: 512 KiB, or a 2048th of a budget above 1 GiB, by
         * default; 1 takes nearly all. The manager stretches it where leases follow each other so
         * fast that their stacks would cost more than half a percent of the time.
         */
        public Builder leakSampleBytes(long meanBytes) {
            if (meanBytes < 1) {
                throw new IllegalArgumentException(
                        "leakSampleBytes=" + meanBytes + " (expected 1 or more)");
            }
            leakSampleBytes = meanBytes;
            return this;
        }

        /**
         * Keeps a log of the last allocations and releases, so many of them at least; none by
         * default. An entry takes some 60 bytes of the heap, and writing one some 50 ns.
         */
        public Builder allocationLogEntries(int entries) {
            if (entries < 0) {
                throw new IllegalArgumentException(
                        "allocationLogEntries=" + entries + " (expected 0 or more)");
            }
            logEntries = entries;
            return this;
        }

        /**
         * Says who learns of leaks; by default the system logger, as warnings, at most one in five
         * seconds after the first twenty.
         */
        public Builder onLeak(Consumer<LeakReport> listener) {
            leakListener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /** Sets in which order holders are asked to give memory back; by default LRU. */
        public Builder victims(VictimStrategy strategy) {
            victims = Objects.requireNonNull(strategy, "strategy");
            return this;
        }

        /** Adds one who hears what happens to memory; there may be several. */
        public Builder listener(MemoryListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /** Sets the clock of requests' deadlines. */
        public Builder time(TimeSource source) {
            time = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Says who learns of writes to released memory, which {@link LeakDetection#PARANOID} finds;
         * by default the system logger, as errors. Called as {@link MemoryListener#onMisuse} is.
         */
        public Builder onMisuse(Consumer<MisuseReport> listener) {
            misuseListener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /** Sets another source than the platform's, for tests. */
        Builder regions(RegionSource source) {
            regions = source;
            return this;
        }

        /**
         * Returns the manager.
         *
         * @throws IllegalArgumentException if the budget has more pages than an int counts
         * @throws IllegalCallerException if native access is denied to this module
         */
        public MemoryManager build() {
            return new MemoryManager(this);
        }

        /** Those who take reports, or else the log, and then the listeners. */
        private List<MemoryListener> listeners() {
            List<MemoryListener> all = new ArrayList<>();
            all.add(new ReportTakers(leakListener, misuseListener));
            all.addAll(listeners);
            return all;
        }
    }
}
