package io.plimsoll.memory;

import io.plimsoll.memory.budget.figures.BudgetOrigin;
import io.plimsoll.memory.leak.LeakDetection;
import io.plimsoll.memory.leak.LeakReport;
import io.plimsoll.memory.leak.MisuseReport;
import io.plimsoll.memory.process.MemoryLimit;
import io.plimsoll.memory.process.SystemMemory;
import io.plimsoll.memory.region.RegionSource;
import io.plimsoll.memory.report.ReportTakers;
import io.plimsoll.memory.request.TimeSource;
import io.plimsoll.memory.request.VictimStrategy;
import io.plimsoll.memory.snapshot.MemoryListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects the options of a manager. Not for use by several threads. */
public final class MemoryManagerBuilder {

    private static final String PLANNED_BUDGET = "plimsoll.plan.managedBytes";
    private static final String PLANNED_RESIDENT_SET = "plimsoll.plan.residentBytes";

    long memorySizeBytes;
    @Nullable BudgetOrigin origin;
    long maxMemorySizeBytes;
    double reservedFraction;
    long processLimitBytes;
    private boolean limitIsPlanned;
    int pageSizeBytes = MemoryManager.DEFAULT_PAGE_SIZE;
    boolean hugePages;
    boolean preTouch;
    LeakDetection leakDetection =
            MemoryManager.class.desiredAssertionStatus()
                    ? LeakDetection.PARANOID
                    : LeakDetection.SIMPLE;
    long leakSampleBytes;
    int logEntries;
    @Nullable Consumer<LeakReport> leakListener;
    @Nullable Consumer<MisuseReport> misuseListener;
    final List<MemoryListener> listeners = new ArrayList<>();
    TimeSource time = TimeSource.system();
    VictimStrategy victims = VictimStrategy.leastRecentlyUsed();
    @Nullable RegionSource regions;

    MemoryManagerBuilder() {}

    /**
     * Sets the budget, of a page at least; a part smaller than a page can be reserved only. A
     * manager is not built without this, {@link #containerFraction} or {@link #fromPlan}; of
     * several calls of these the last one counts.
     */
    public MemoryManagerBuilder memorySizeBytes(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException(
                    "memorySizeBytes=" + bytes + " (expected 0 or more)");
        }
        memorySizeBytes = bytes;
        origin = BudgetOrigin.ofProgram(bytes);
        return this;
    }

    /**
     * Sets the budget to a fraction of the container's limit, or of the machine's memory if that is
     * less. Of several calls that set the budget the last one counts.
     *
     * @param fraction more than 0 and at most 1
     * @throws IllegalStateException if neither is known; the message says where they were looked
     *     for
     */
    public MemoryManagerBuilder containerFraction(double fraction) {
        return containerFraction(fraction, SystemMemory.ofThisMachine());
    }

    /** As above, on a machine that a test describes. */
    MemoryManagerBuilder containerFraction(double fraction, SystemMemory system) {
        if (!(fraction > 0 && fraction <= 1)) {
            throw new IllegalArgumentException(
                    "containerFraction=" + fraction + " (expected more than 0 and at most 1)");
        }
        MemoryLimit available =
                system.available()
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "containerFraction=%s of nothing known (expected a limit of a control group in /proc/self/cgroup, or MemTotal in /proc/meminfo)"
                                                .formatted(fraction)));
        String words = "containerFraction=%s of %s".formatted(fraction, available);
        origin = new BudgetOrigin(BudgetOrigin.Kind.CONTAINER, words, available.bytes(), false);
        memorySizeBytes = (long) (available.bytes() * fraction);
        return this;
    }

    /**
     * Sets the budget, and the {@linkplain #processLimitBytes limit of the process}, as they were
     * planned for this JVM: {@code plimsoll plan --role jvm --size SIZE --managed SIZE -o
     * java-opts} divides a process and prints arguments, of which the properties {@value
     * #PLANNED_BUDGET} and {@value #PLANNED_RESIDENT_SET} are two.
     *
     * @throws IllegalStateException if one of them is not set, or no number of bytes
     */
    public MemoryManagerBuilder fromPlan() {
        memorySizeBytes(plannedBytes(PLANNED_BUDGET));
        String words = "fromPlan: " + PLANNED_BUDGET + "=" + memorySizeBytes;
        origin = new BudgetOrigin(BudgetOrigin.Kind.PLAN, words, 0, false);
        processLimitBytes(plannedBytes(PLANNED_RESIDENT_SET));
        limitIsPlanned = true;
        return this;
    }

    private static long plannedBytes(String property) {
        String value = System.getProperty(property);
        try {
            long bytes = Long.parseLong(String.valueOf(value));
            if (bytes >= 1) {
                return bytes;
            }
        } catch (NumberFormatException ignored) {
            // said below
        }
        throw new IllegalStateException(
                "%s=%s (expected a number of bytes: start the JVM with what `plimsoll plan --role jvm --size SIZE --managed SIZE -o java-opts` prints)"
                        .formatted(property, value == null ? "(not set)" : value));
    }

    /**
     * Sets the largest budget that {@link MemoryManager#resize} may be given: no less than the
     * first one, which it is unless set. It costs addresses, not memory.
     */
    public MemoryManagerBuilder maxMemorySizeBytes(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException(
                    "maxMemorySizeBytes=" + bytes + " (expected 1 or more)");
        }
        maxMemorySizeBytes = bytes;
        return this;
    }

    /**
     * Keeps a part of the budget back: only pools opened with {@link PoolOptions#mayUseReserve} may
     * use the last bytes of it, others are denied as if the budget were smaller. 0 by default.
     *
     * @param fraction 0 or more and less than 1
     */
    public MemoryManagerBuilder reservedFraction(double fraction) {
        if (!(fraction >= 0 && fraction < 1)) {
            throw new IllegalArgumentException(
                    "reservedFraction=" + fraction + " (expected 0 or more and less than 1)");
        }
        reservedFraction = fraction;
        return this;
    }

    /**
     * Sets the most that the resident set of the whole process may be. Before the manager lets
     * fresh memory be touched, it looks at the resident set and denies what would take it over the
     * limit, with that cause; idle memory goes back first. What other parts of the process take
     * afterwards it cannot prevent. No limit by default, and none where the resident set cannot be
     * known (other systems than Linux).
     */
    public MemoryManagerBuilder processLimitBytes(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException(
                    "processLimitBytes=" + bytes + " (expected 1 or more)");
        }
        processLimitBytes = bytes;
        limitIsPlanned = false;
        return this;
    }

    /**
     * Sets the page size: a power of two, {@value MemoryManager#MIN_PAGE_SIZE} or more, and no less
     * than the page of the operating system, which {@link #build} checks.
     */
    public MemoryManagerBuilder pageSizeBytes(int bytes) {
        if (bytes < MemoryManager.MIN_PAGE_SIZE || Integer.bitCount(bytes) != 1) {
            throw new IllegalArgumentException(
                    "pageSizeBytes=%d (expected a power of two, %d or more)"
                            .formatted(bytes, MemoryManager.MIN_PAGE_SIZE));
        }
        pageSizeBytes = bytes;
        return this;
    }

    /** Asks for transparent huge pages: faster, but memory becomes resident in steps of 2 MiB. */
    public MemoryManagerBuilder hugePages(boolean wanted) {
        hugePages = wanted;
        return this;
    }

    /** Makes the whole budget resident at once rather than page by page. */
    public MemoryManagerBuilder preTouch(boolean wanted) {
        preTouch = wanted;
        return this;
    }

    /**
     * Sets how closely leases are followed. {@link LeakDetection#SIMPLE} by default, {@link
     * LeakDetection#PARANOID} if assertions are on.
     */
    public MemoryManagerBuilder leakDetection(LeakDetection level) {
        leakDetection = Objects.requireNonNull(level, "level");
        return this;
    }

    /**
     * Sets how many bytes are leased on average between two leases of which {@link
     * LeakDetection#SIMPLE} takes the stack: 512 KiB, or a 2048th of a budget above 1 GiB, by
     * default; 1 takes nearly all. The manager stretches it where leases follow each other so fast
     * that their stacks would cost more than a thousandth of the time.
     */
    public MemoryManagerBuilder leakSampleBytes(long meanBytes) {
        if (meanBytes < 1) {
            throw new IllegalArgumentException(
                    "leakSampleBytes=" + meanBytes + " (expected 1 or more)");
        }
        leakSampleBytes = meanBytes;
        return this;
    }

    /**
     * Keeps a log of the last allocations and releases, so many of them at least; none by default.
     * An entry takes some 60 bytes of the heap, and writing one some 50 ns.
     */
    public MemoryManagerBuilder allocationLogEntries(int entries) {
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
    public MemoryManagerBuilder onLeak(Consumer<LeakReport> listener) {
        leakListener = Objects.requireNonNull(listener, "listener");
        return this;
    }

    /** Sets in which order holders are asked to give memory back; by default LRU. */
    public MemoryManagerBuilder victims(VictimStrategy strategy) {
        victims = Objects.requireNonNull(strategy, "strategy");
        return this;
    }

    /** Adds one who hears what happens to memory; there may be several. */
    public MemoryManagerBuilder listener(MemoryListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /** Sets the clock of requests' deadlines. */
    public MemoryManagerBuilder time(TimeSource source) {
        time = Objects.requireNonNull(source, "source");
        return this;
    }

    /**
     * Says who learns of writes to released memory, which {@link LeakDetection#PARANOID} finds; by
     * default the system logger, as errors. Called as {@link MemoryListener#onMisuse} is.
     */
    public MemoryManagerBuilder onMisuse(Consumer<MisuseReport> listener) {
        misuseListener = Objects.requireNonNull(listener, "listener");
        return this;
    }

    /** Sets another source than the platform's, for tests. */
    MemoryManagerBuilder regions(RegionSource source) {
        regions = source;
        return this;
    }

    /**
     * Returns the manager.
     *
     * @throws IllegalStateException if nothing was said of the size of the budget
     * @throws IllegalArgumentException if the budget is less than a page, more than {@link
     *     #maxMemorySizeBytes} or more pages than an int counts, or pages are smaller than the
     *     operating system's (64 KiB on some AArch64)
     * @throws IllegalCallerException if native access is denied to this module
     */
    public MemoryManager build() {
        BudgetOrigin sized = origin;
        if (sized == null) {
            throw new IllegalStateException(
                    "the budget has no size (expected memorySizeBytes, containerFraction or fromPlan to be set)");
        }
        if (memorySizeBytes < pageSizeBytes) {
            throw new IllegalArgumentException(
                    "%s is a budget of %d bytes (expected at least one page: pageSizeBytes=%d)"
                            .formatted(sized.words(), memorySizeBytes, pageSizeBytes));
        }
        if (maxMemorySizeBytes != 0 && maxMemorySizeBytes < memorySizeBytes) {
            throw new IllegalArgumentException(
                    "maxMemorySizeBytes=%d (expected no less than the budget: %d, of %s)"
                            .formatted(maxMemorySizeBytes, memorySizeBytes, sized.words()));
        }
        return MemoryManager.of(
                this,
                new BudgetOrigin(
                        sized.kind(), sized.words(), sized.availableBytes(), limitIsPlanned));
    }

    /** Those who take reports, or else the log, and then the listeners. */
    List<MemoryListener> listeners() {
        List<MemoryListener> all = new ArrayList<>();
        all.add(new ReportTakers(leakListener, misuseListener));
        all.addAll(listeners);
        return all;
    }
}
