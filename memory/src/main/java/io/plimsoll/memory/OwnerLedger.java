package io.plimsoll.memory;

import io.plimsoll.memory.segment.MemorySegment;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Who owns what of the memory taken in the name of an owner: one pool and one set of pages each,
 * opened at first need and closed when nothing is left.
 *
 * <p>A thread enters an owner's account, works on it and leaves it; the last one to leave an empty
 * account closes it. No lock is held meanwhile: memory that comes back may wake others, whose code
 * must be free to call this ledger.
 *
 * <p><b>Threads:</b> any thread may call any method.
 */
final class OwnerLedger {

    private final MemoryPool root;
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

    /** Takes a page back; one that was released before is refused where that is followed. */
    void release(@Nullable MemorySegment segment) {
        if (segment != null && segment.isFreed()) {
            segment.free();
        }
        Object owner = segment == null ? null : segment.getOwner();
        Account account = owner == null ? null : enter(owner);
        if (segment != null && account != null) {
            try {
                if (account.pages.remove(segment)) {
                    account.pool.pages().releaseOnce(segment);
                }
            } finally {
                leave(account);
            }
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
            return root.newChild(PoolOptions.named("owner:" + owner), owner);
        } catch (MemoryReservationException impossible) {
            throw new IllegalStateException("a pool without minimum was refused", impossible);
        }
    }

    private void leave(Account account) {
        if (account.leaveAndEndIfEmpty()) {
            accounts.remove(account.owner, account);
            account.pool.close();
        }
    }

    /** One owner's memory. */
    private static final class Account {

        private static final long ENDED = -1;
        private static final long INSIDE_MASK = (1L << Integer.SIZE) - 1;
        private static final long ENTRY = (1L << Integer.SIZE) + 1;

        final Object owner;
        final MemoryPool pool;
        final Set<MemorySegment> pages = ConcurrentHashMap.newKeySet();

        /** Not more than the pool has reserved: raised after it and lowered before it. */
        final AtomicLong reservedBytes = new AtomicLong();

        /**
         * Number of threads inside, of which the one who opens is the first, and above it how many
         * entered in all: whoever found the account empty and himself alone notices if somebody
         * came and went meanwhile.
         */
        private final AtomicLong users = new AtomicLong(ENTRY);

        Account(Object owner, MemoryPool pool) {
            this.owner = owner;
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

        /** Leaves; true if nobody is inside, nothing is left, and nobody will enter again. */
        boolean leaveAndEndIfEmpty() {
            while (true) {
                long seen = users.get();
                boolean alone = (seen & INSIDE_MASK) == 1;
                boolean ends = alone && pages.isEmpty() && reservedBytes.get() == 0;
                if (users.compareAndSet(seen, ends ? ENDED : seen - 1)) {
                    return ends;
                }
            }
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
