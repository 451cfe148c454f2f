package io.plimsoll.memory.arbitration;

import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.request.MemoryPoolFailedException;
import io.plimsoll.memory.request.MemoryReclaimer;
import java.util.Arrays;

/**
 * What arbitration knows of one pool: its reclaimers, and whether one thread uses it or several.
 *
 * <p><b>Threads:</b> any thread may call any method. {@link #reclaimIfRequested} runs code of the
 * user, and belongs to the thread that uses the pool.
 */
public final class PoolDesk {

    private static final Giver.Reclaiming[] NONE = {};
    private static final long NOBODY = -1;

    private final Arbiter arbiter;
    private final PoolNode pool;

    /** Replaced as a whole, by one thread at a time ({@code synchronized}). */
    private volatile Giver.Reclaiming[] reclaimers = NONE;

    /** The first thread that requested from the pool, by its number. */
    private volatile long userThreadId = NOBODY;

    private volatile boolean shared;

    PoolDesk(Arbiter arbiter, PoolNode pool) {
        this.arbiter = arbiter;
        this.pool = pool;
    }

    /** The pool. */
    public PoolNode pool() {
        return pool;
    }

    /** Makes a reclaimer known; the action returned makes it unknown again. */
    public synchronized Runnable add(MemoryReclaimer reclaimer) {
        Giver.Reclaiming giver = arbiter.givers().add(pool, reclaimer);
        Giver.Reclaiming[] more = Arrays.copyOf(reclaimers, reclaimers.length + 1);
        more[more.length - 1] = giver;
        reclaimers = more;
        return () -> remove(giver);
    }

    private synchronized void remove(Giver.Reclaiming giver) {
        giver.withdraw();
        reclaimers =
                Arrays.stream(reclaimers)
                        .filter(other -> other != giver)
                        .toArray(Giver.Reclaiming[]::new);
    }

    /** Says how many bytes this pool's reclaimers are asked for. */
    public long requestedBytes() {
        long bytes = 0;
        for (Giver.Reclaiming giver : reclaimers) {
            bytes += giver.requestedBytes();
        }
        return bytes;
    }

    /**
     * Marks a safe point: reclaimers that were asked run now, on this thread.
     *
     * @return bytes given back
     * @throws MemoryPoolFailedException if one of them threw
     */
    public long reclaimIfRequested() {
        if (requestedBytes() == 0) {
            return 0;
        }
        long freed = honour();
        MemoryPoolFailedException failure = pool.failure();
        if (failure != null) {
            throw new MemoryPoolFailedException(failure.getMessage(), failure);
        }
        return freed;
    }

    /** Does the same, but leaves a failure to the next allocation. */
    long honour() {
        long freed = 0;
        for (Giver.Reclaiming giver : reclaimers) {
            if (giver.isPending()) {
                freed += arbiter.givers().run(giver);
            }
        }
        return freed;
    }

    /** Notes that this thread requests from the pool. */
    void noteUser() {
        long self = Thread.currentThread().threadId();
        if (userThreadId == NOBODY) {
            userThreadId = self;
        } else if (userThreadId != self) {
            shared = true;
        }
    }

    /** Whether several threads have requested, so that one of them waiting says little. */
    boolean isShared() {
        return shared;
    }
}
