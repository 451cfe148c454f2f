package io.plimsoll.memory.arbitration;

import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.request.MemoryPoolFailedException;
import io.plimsoll.memory.request.MemoryReclaimer;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What arbitration knows of one pool: its reclaimers, and which threads use it.
 *
 * <p><b>Threads:</b> any thread may call any method. {@link #reclaimIfRequested} runs code of the
 * user, and belongs to the thread that uses the pool.
 */
public final class PoolDesk {

    private static final Giver.Reclaiming[] NONE = {};

    /** Of so many users one is likely to run: more at once are not told apart. */
    private static final int MAX_USERS = 16;

    /**
     * A thread that uses the pool: from its request on until that is refused, or what it was
     * granted has come back. What it takes without a request is not known here.
     */
    static final class User {

        private static final int FORGOTTEN = -1;

        /** Null for the crowd: all those that are not told apart. */
        private final @Nullable WeakReference<Thread> thread;

        /** Requests and grants; compared and set. */
        private final AtomicInteger uses = new AtomicInteger();

        private User(@Nullable Thread thread) {
            this.thread = thread == null ? null : new WeakReference<>(thread);
        }

        private boolean is(Thread other) {
            return thread != null && thread.refersTo(other);
        }

        /** Begins one more use, unless nobody knows of this user any more. */
        private boolean enter() {
            return uses.getAndUpdate(now -> now == FORGOTTEN ? now : now + 1) != FORGOTTEN;
        }

        /** Ends a use; its memory may have gone to another thread, which then says so. */
        void leave() {
            uses.decrementAndGet();
        }

        /** Whether it has left, or ended: if so it is not known from now on. */
        private boolean forget() {
            return !isAlive() || uses.compareAndSet(0, FORGOTTEN);
        }

        private boolean isAlive() {
            Thread user = thread == null ? null : thread.get();
            return thread == null || (user != null && user.isAlive());
        }

        private boolean isUsing() {
            return uses.get() > 0 && isAlive();
        }

        private boolean isOneOf(Set<Thread> threads) {
            Thread user = thread == null ? null : thread.get();
            return user != null && threads.contains(user);
        }
    }

    private final Arbiter arbiter;
    private final PoolNode pool;

    /** Replaced as a whole, by one thread at a time ({@code synchronized}). */
    private volatile Giver.Reclaiming[] reclaimers = NONE;

    /** Those that are told apart; replaced as a whole, as above. */
    private volatile List<User> users = List.of();

    /** Those for whom there was no place among the users. */
    private final User crowd = new User(null);

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

    /** Notes that this thread requests from the pool; whoever calls this has it leave again. */
    User noteUser() {
        Thread self = Thread.currentThread();
        for (User user : users) {
            if (user.is(self) && user.enter()) {
                return user;
            }
        }
        return crowd.isUsing() && crowd.enter() ? crowd : addUser(self);
    }

    private synchronized User addUser(Thread self) {
        List<User> known = new ArrayList<>(users);
        known.removeIf(User::forget);
        User user = crowd;
        if (known.size() < MAX_USERS) {
            user = new User(self);
            known.add(user);
        }
        user.uses.incrementAndGet();
        users = List.copyOf(known);
        return user;
    }

    /**
     * Whether each thread that is known to use the pool is one of some; if not, who waits says
     * little: another may be about to give something back.
     */
    boolean isEachUserOf(Set<Thread> threads) {
        for (User user : users) {
            if (user.isUsing() && !user.isOneOf(threads)) {
                return false;
            }
        }
        return !crowd.isUsing();
    }
}
