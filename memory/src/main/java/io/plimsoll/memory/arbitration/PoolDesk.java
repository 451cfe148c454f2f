package io.plimsoll.memory.arbitration;

import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.request.MemoryPoolFailedException;
import io.plimsoll.memory.request.MemoryReclaimer;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What arbitration knows of one pool: its reclaimers, and which threads use it.
 *
 * <p><b>Threads:</b> any thread may call any method. {@link #reclaimIfRequested} runs code of the
 * user, and belongs to the thread that uses the pool.
 */
public final class PoolDesk {

    private static final Giver.Reclaiming[] NONE = {};

    /** Of so many users one is likely to run: more are not told apart. */
    private static final int MAX_USERS = 16;

    private final Arbiter arbiter;
    private final PoolNode pool;

    /** Replaced as a whole, by one thread at a time ({@code synchronized}). */
    private volatile Giver.Reclaiming[] reclaimers = NONE;

    /** Threads that have requested and live; replaced as a whole, as above. */
    private volatile List<WeakReference<Thread>> users = List.of();

    /** Whether there were too many at once. */
    private volatile boolean crowded;

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
        arbiter.givers().withdraw(giver);
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
        Thread self = Thread.currentThread();
        if (crowded) {
            return;
        }
        for (WeakReference<Thread> user : users) {
            if (user.refersTo(self)) {
                return;
            }
        }
        addUser(self);
    }

    private synchronized void addUser(Thread self) {
        List<WeakReference<Thread>> live = new ArrayList<>();
        for (WeakReference<Thread> user : users) {
            Thread thread = user.get();
            if (thread != null && thread.isAlive()) {
                live.add(user);
            }
        }
        live.add(new WeakReference<>(self));
        crowded = live.size() > MAX_USERS;
        users = crowded ? List.of() : List.copyOf(live);
    }

    /**
     * Whether each thread that has requested from the pool, and lives, is one of some; if not, who
     * waits says little: another may be about to give something back.
     */
    boolean isEachUserOf(Set<Thread> threads) {
        if (crowded) {
            return false;
        }
        for (WeakReference<Thread> user : users) {
            Thread thread = user.get();
            if (thread != null && thread.isAlive() && !threads.contains(thread)) {
                return false;
            }
        }
        return true;
    }
}
