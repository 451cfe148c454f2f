package io.plimsoll.memory.tracking;

import io.plimsoll.memory.leak.AgeHistogram;
import io.plimsoll.memory.leak.BlockTracker;
import io.plimsoll.memory.leak.LeakDetection;
import io.plimsoll.memory.leak.LeakSite;
import io.plimsoll.memory.leak.LeaseKind;
import io.plimsoll.memory.snapshot.LeaseFigures;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Follows the leases of one memory manager, as closely as its level asks.
 *
 * <p>Whoever leases memory counts it on the {@link #countdown}: as a rule that is all, a
 * subtraction and a branch that is always predicted. When the countdown has ended, {@link #begin}
 * decides what is to be known of the lease.
 *
 * <p><b>Threads:</b> any thread may call any method.
 */
public final class LeaseTracker {

    /**
     * A sample is taken at most every so many bytes of the budget on average, so that the stacks of
     * all samples that are out at once take two megabytes or so of the heap.
     */
    private static final int MAX_SAMPLES_OUT = 2048;

    private final LeakDetection level;
    private final ByteSampler sampler;
    private final Set<Lease> live = ConcurrentHashMap.newKeySet();
    private final @Nullable Function<List<Lease>, Runnable> lost;

    private final LeaseCountdown countdown;

    /** Held while what was lost is given back, so that a shutdown waits for that. */
    private final ReentrantLock recovery = new ReentrantLock();

    private volatile boolean ended;

    /**
     * Creates a tracker.
     *
     * @param sampleBytes mean distance of samples, or 0 for the usual one
     * @param lost gives back what the collector found unclosed, on a thread of its own, and returns
     *     what reports it, which may call users; each of the leases has just been ended
     */
    public LeaseTracker(
            LeakDetection level,
            long budgetBytes,
            long sampleBytes,
            @Nullable Function<List<Lease>, Runnable> lost) {
        long mean =
                sampleBytes > 0 ? sampleBytes : Math.max(512 << 10, budgetBytes / MAX_SAMPLES_OUT);
        this.level = level;
        this.sampler = new ByteSampler(mean, System.nanoTime());
        this.lost = lost;
        this.countdown = new LeaseCountdown(this);
    }

    /** The level. */
    public LeakDetection level() {
        return level;
    }

    /** Whether all leases are followed. */
    public boolean followsAll() {
        return level.isAtLeast(LeakDetection.ADVANCED);
    }

    /** Counts what is leased. */
    public LeaseCountdown countdown() {
        return countdown;
    }

    /** The mean of the distances that are drawn now. */
    long meanBytes() {
        return sampler.meanBytes();
    }

    /** How many bytes to lease from now until a lease is to be looked at. */
    long distanceBytes(long meanBytes) {
        return switch (level) {
            case DISABLED -> Long.MAX_VALUE;
            case SIMPLE -> ByteSampler.distanceBytes(ThreadLocalRandom.current(), meanBytes);
            case ADVANCED, PARANOID -> 0;
        };
    }

    /**
     * Begins to follow a lease on which a countdown ended.
     *
     * @param holder to whom it is leased
     * @param id what it is to the holder
     */
    public @Nullable Lease begin(LeaseKind kind, Object holder, long id, long bytes) {
        if (level == LeakDetection.DISABLED) {
            return null;
        }
        if (followsAll()) {
            return add(new Lease(kind, holder, id, bytes, bytes, new StackSample("leased", null)));
        }
        long start = System.nanoTime();
        long weight = ByteSampler.weightBytes(bytes, countdown.endedMeanBytes());
        Lease lease =
                add(new Lease(kind, holder, id, bytes, weight, new StackSample("leased", null)));
        sampler.noteCost(start, System.nanoTime());
        return lease;
    }

    /**
     * Begins to follow that a pool is open, and watches the object through which it is closed; null
     * if that is not followed.
     */
    public @Nullable Lease beginOpening(Object pool, Object handle) {
        Lease opening = followsAll() ? begin(LeaseKind.POOL, pool, 0, 0) : null;
        if (opening != null) {
            watch(opening, handle);
        }
        return opening;
    }

    /**
     * Begins to follow a hold on something shared, and watches the object through which it ends;
     * null if that is not followed.
     */
    public @Nullable Lease beginHold(LeaseKind kind, Object holder, long bytes, Object hold) {
        Lease lease = followsAll() ? begin(kind, holder, 0, bytes) : null;
        if (lease != null) {
            watch(lease, hold);
        }
        return lease;
    }

    /**
     * Watches the owner of this tracker. Unlike a lease it is watched though nothing that it owns
     * can be reached any more, this tracker included.
     *
     * @param bytes what the owner may have taken
     * @param told hears that the owner was lost; must not lead to it
     * @return ends the watch when run
     */
    public Runnable watchOwner(Object owner, long bytes, Consumer<Lease> told) {
        if (!followsAll()) {
            return () -> {};
        }
        Lease lease =
                new Lease(LeaseKind.MANAGER, "", 0, bytes, bytes, new StackSample("opened", null));
        return new LostLeases.RootedWatch(owner, lease, told);
    }

    /** Begins to follow what is left of a lease of which a part was given back. */
    public Lease beginPart(Lease whole, long bytes) {
        return add(
                new Lease(whole.kind(), whole.holder(), whole.id(), bytes, bytes, whole.begin()));
    }

    private Lease add(Lease lease) {
        live.add(lease);
        return lease;
    }

    /**
     * Returns what follows the blocks of an allocator; null if not all leases are followed: what
     * pages an allocator takes, and from where, is seen as any lease of pages is.
     *
     * @param holder to whom the allocator's memory is leased
     * @param linkBytes how many bytes at the start of a free block the allocator uses itself
     * @param listener hears of blocks that leak or are written to when they are free
     */
    public @Nullable BlockTracker blocks(Object holder, int linkBytes, BlockListener listener) {
        return followsAll() ? new BlockLeases(this, holder, linkBytes, listener) : null;
    }

    /**
     * Watches the object through which alone a lease can be ended: if the collector finds that
     * nobody has it any more, the lease is lost.
     */
    public void watch(Lease lease, Object object) {
        if (followsAll() && lost != null) {
            lease.watch(new LostLeases.Watch(object, lease, this));
        }
    }

    /**
     * Ends a lease.
     *
     * @return false if it had ended before
     */
    public boolean end(Lease lease) {
        return end(lease, followsAll() ? new StackSample("released", lease.begin()) : null);
    }

    /** Ends a lease that nobody released, when its manager shuts down. */
    public boolean revoke(Lease lease) {
        return end(lease, null);
    }

    /** Ends a lease with what is known of its end. */
    boolean end(Lease lease, @Nullable StackSample stack) {
        boolean first = lease.end(stack);
        if (first) {
            live.remove(lease);
            lease.unwatch();
        }
        return first;
    }

    /**
     * Ends the tracking: what is lost from now on is neither given back nor reported. Waits for
     * what is being given back, whose memory may be gone afterwards.
     */
    public void shutdown() {
        recovery.lock();
        try {
            ended = true;
        } finally {
            recovery.unlock();
        }
    }

    /** Hands on what the collector found, on the thread that found it. */
    void lose(List<Lease> leases) {
        if (lost == null) {
            return;
        }
        Runnable report;
        recovery.lock();
        try {
            if (ended) {
                return;
            }
            report = lost.apply(leases);
        } finally {
            recovery.unlock();
        }
        report.run();
    }

    /** Calls somebody for each live lease. */
    public void forEach(Consumer<Lease> action) {
        live.forEach(action);
    }

    /** Counts live leases of memory. */
    public LeaseFigures figures() {
        long now = System.nanoTime();
        long followed = 0;
        long bytes = 0;
        long[] ages = new long[AgeHistogram.CLASSES];
        for (Lease lease : live) {
            LeaseKind kind = lease.kind();
            if (kind != LeaseKind.POOL && kind != LeaseKind.RESOURCE) {
                followed++;
                // blocks lie in pages
                bytes += kind == LeaseKind.BLOCK ? 0 : lease.weightBytes();
                ages[AgeHistogram.classOf(now - lease.begin().nanoTime())]++;
            }
        }
        return new LeaseFigures(level, followed, bytes, AgeHistogram.of(ages));
    }

    /** Groups those live leases that fulfil a condition by kind and site. */
    public List<LeakSite> sites(Predicate<Lease> which) {
        SiteGroups groups = new SiteGroups(!followsAll());
        for (Lease lease : live) {
            if (which.test(lease)) {
                groups.add(lease);
            }
        }
        return groups.toSites();
    }
}
