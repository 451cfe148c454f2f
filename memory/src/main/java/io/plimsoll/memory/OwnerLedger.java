package io.plimsoll.memory;

import io.plimsoll.memory.segment.MemorySegment;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Who owns what of the memory taken in the name of an owner: one pool and one set of pages each,
 * opened at first need and closed some time after nothing is left.
 *
 * <p>A thread enters an owner's account, works on it and leaves it. The last one to leave an empty
 * account puts it among the few idle ones, from where its owner can go on as if it had never left;
 * whom it displaces there is closed, if still empty. No lock is held meanwhile: memory that comes
 * back may wake others, whose code must be free to call this ledger.
 *
 * <p><b>Threads:</b> any thread may call any method.
 */
final class OwnerLedger {

    /** How many idle accounts are kept at most: a power of two. */
    static final int MAX_IDLE = 8;

    private final MemoryPool root;

    /** Accounts that nothing was left in when they came here, each at a place of its owner's. */
    private final AtomicReferenceArray<@Nullable Account> idle =
            new AtomicReferenceArray<>(MAX_IDLE);

    private final ConcurrentHashMap<Object, Account> accounts = new ConcurrentHashMap<>();

    OwnerLedger(MemoryPool root) {
        this.root = root;
    }

    List<MemorySegment> allocatePages(Object owner, int count) throws MemoryAllocationException {
        Account account = enterOrOpen(owner);
        try {
            List<MemorySegment> pages = account.pool.allocatePages(count);
            account.pages.addAll(pages);
            return pages;
        } finally {
            leave(account);
        }
    }

    /**
     * Takes a page back from its owner or, if it has none, from the pool that leased it. One that
     * was released before, and any other segment, is ignored.
     */
    void release(@Nullable MemorySegment segment) {
        if (segment == null) {
            return;
        }
        Object owner = segment.getOwner();
        if (owner != null
                && !releaseFromAccount(owner, segment)
                && owner instanceof MemoryPool pool) {
            if (pool.node().tree() == root.node().tree()) {
                pool.pages().releaseOnce(segment);
            }
        }
    }

    /** Takes a page back from an owner, and says whether it was there. */
    private boolean releaseFromAccount(Object owner, MemorySegment segment) {
        Account account = enter(owner);
        if (account == null) {
            return false;
        }
        try {
            boolean found = account.pages.remove(segment);
            if (found) {
                account.pool.pages().releaseOnce(segment);
            }
            return found;
        } finally {
            leave(account);
        }
    }

    void releaseAllPages(Object owner) {
        Account account = enter(owner);
        if (account != null) {
            try {
                for (MemorySegment page : List.copyOf(account.pages)) {
                    if (account.pages.remove(page)) {
                        account.pool.pages().releaseOnce(page);
                    }
                }
            } finally {
                leave(account);
            }
        }
    }

    void reserve(Object owner, long bytes) throws MemoryReservationException {
        Account account = enterOrOpen(owner);
        try {
            account.pool.reserve(bytes);
            account.reservedBytes.addAndGet(bytes);
        } finally {
            leave(account);
        }
    }

    /** Gives back that many bytes, or all if the owner has fewer. */
    void unreserve(Object owner, long bytes) {
        Account account = enter(owner);
        if (account != null) {
            try {
                account.pool.unreserve(account.takeReserved(bytes));
            } finally {
                leave(account);
            }
        }
    }

    /** Enters the account of an owner; null if there is none. */
    private @Nullable Account enter(Object owner) {
        while (true) {
            Account account = accounts.get(owner);
            if (account == null || account.tryEnter()) {
                return account;
            }
            // the last one to leave is closing it
            Thread.onSpinWait();
        }
    }

    private Account enterOrOpen(Object owner) {
        Account account = enter(owner);
        while (account == null) {
            Account opened = new Account(owner, open(owner));
            if (accounts.putIfAbsent(owner, opened) == null) {
                return opened;
            }
            opened.pool.close();
            account = enter(owner);
        }
        return account;
    }

    private MemoryPool open(Object owner) {
        try {
            return root.newChild(PoolOptions.describedBy("owner", owner), owner);
        } catch (MemoryReservationException impossible) {
            throw new IllegalStateException("a pool without minimum was refused", impossible);
        }
    }

    private void leave(Account account) {
        // volatile, as who closes idle accounts swaps first and looks at the users then
        if (account.leaveAndLeaveEmpty() && idle.get(account.place) != account) {
            close(idle.getAndSet(account.place, account));
        }
    }

    /** Closes the accounts that are idle now. */
    void closeIdle() {
        for (int place = 0; place < MAX_IDLE; place++) {
            if (idle.getOpaque(place) != null) {
                close(idle.getAndSet(place, null));
            }
        }
    }

    /** Closes an account that was idle, unless its owner came back. */
    private void close(@Nullable Account account) {
        if (account != null && account.endIfIdle()) {
            accounts.remove(account.owner, account);
            account.pool.close();
        }
    }

    /** One owner's memory. */
    private static final class Account {

        private static final long ENDED = -1;
        private static final long INSIDE_MASK = (1L << Integer.SIZE) - 1;

        /** Fibonacci hashing: the upper bits depend on all of the hash code. */
        private static final int SPREAD = 0x9E3779B9;

        private static final int PLACE_SHIFT = Integer.numberOfLeadingZeros(MAX_IDLE) + 1;
        private static final long ENTRY = (1L << Integer.SIZE) + 1;

        final Object owner;
        final int place;
        final MemoryPool pool;
        final Set<MemorySegment> pages = ConcurrentHashMap.newKeySet();

        /** Not more than the pool has reserved: raised after it and lowered before it. */
        final AtomicLong reservedBytes = new AtomicLong();

        /**
         * Number of threads inside, of which the one who opens is the first, and above it how many
         * entered in all: whoever found the account empty and nobody inside notices if somebody
         * came and went meanwhile.
         */
        private final AtomicLong users = new AtomicLong(ENTRY);

        Account(Object owner, MemoryPool pool) {
            this.owner = owner;
            this.place = (owner.hashCode() * SPREAD) >>> PLACE_SHIFT;
            this.pool = pool;
        }

        boolean tryEnter() {
            while (true) {
                long seen = users.get();
                if (seen == ENDED) {
                    return false;
                }
                if (users.compareAndSet(seen, (seen + ENTRY) & Long.MAX_VALUE)) {
                    return true;
                }
            }
        }

        /** Leaves; true if nobody is inside any more, and nothing is left. */
        boolean leaveAndLeaveEmpty() {
            while (true) {
                long seen = users.get();
                boolean leavesEmpty = (seen & INSIDE_MASK) == 1 && isEmpty();
                if (users.compareAndSet(seen, seen - 1)) {
                    return leavesEmpty;
                }
            }
        }

        /** Ends the account if nobody is inside and nothing is left: nobody will enter again. */
        boolean endIfIdle() {
            long seen = users.get();
            return seen != ENDED
                    && (seen & INSIDE_MASK) == 0
                    && isEmpty()
                    && users.compareAndSet(seen, ENDED);
        }

        private boolean isEmpty() {
            return reservedBytes.get() == 0 && pages.isEmpty();
        }

        /** Takes up to that many off the count of reserved bytes and returns how many it took. */
        long takeReserved(long bytes) {
            while (true) {
                long reserved = reservedBytes.get();
                long taken = Math.min(bytes, reserved);
                if (reservedBytes.compareAndSet(reserved, reserved - taken)) {
                    return taken;
                }
            }
        }
    }
}
