package io.plimsoll.memory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who owns what of the memory taken in the name of an owner: one pool and one set of pages each,
 * opened at first need and closed when nothing is left.
 *
 * <p><b>Threads:</b> any thread may call any method. All work on one owner happens inside the map's
 * update of that owner; the lock of the {@link PoolTree} is taken within, never the other way
 * round.
 */
final class OwnerLedger {

    private final PoolTree tree;
    private final ConcurrentHashMap<Object, Account> accounts = new ConcurrentHashMap<>();

    OwnerLedger(PoolTree tree) {
        this.tree = tree;
    }

    void allocatePages(Object owner, Collection<MemorySegment> target, int count)
            throws MemoryAllocationException {
        List<MemorySegment> pages = new ArrayList<>(count);
        Denial denial = new Denial();
        accounts.compute(
                owner,
                (key, found) -> {
                    Account account = found == null ? open(owner) : found;
                    if (!tree.takePages(account.pool, count, pages)) {
                        denial.message = tree.pagesDenied(account.pool, count);
                    }
                    account.pages.addAll(pages);
                    return account.keptOrClosed();
                });
        if (denial.message != null) {
            throw new MemoryAllocationException(denial.message);
        }
        target.addAll(pages);
    }

    void release(@Nullable MemorySegment segment) {
        MemoryPool lessee = segment == null ? null : segment.lessee();
        if (segment == null || lessee == null) {
            return;
        }
        accounts.computeIfPresent(
                lessee.owner(),
                (key, account) -> {
                    if (account.pages.remove(segment)) {
                        account.pool.releaseOnce(segment);
                    }
                    return account.keptOrClosed();
                });
    }

    void release(Collection<MemorySegment> segments) {
        for (MemorySegment segment : new ArrayList<>(segments)) {
            release(segment);
        }
        segments.clear();
    }

    void releaseAllPages(Object owner) {
        accounts.computeIfPresent(
                owner,
                (key, account) -> {
                    account.pages.forEach(account.pool::releaseOnce);
                    account.pages.clear();
                    return account.keptOrClosed();
                });
    }

    void reserve(Object owner, long bytes) throws MemoryReservationException {
        Denial denial = new Denial();
        accounts.compute(
                owner,
                (key, found) -> {
                    Account account = found == null ? open(owner) : found;
                    if (!tree.tryReserve(account.pool, bytes)) {
                        denial.message = tree.reservationDenied(account.pool, bytes);
                    }
                    return account.keptOrClosed();
                });
        if (denial.message != null) {
            throw new MemoryReservationException(denial.message);
        }
    }

    /** Gives back that many bytes, or all if the owner has fewer. */
    void unreserve(Object owner, long bytes) {
        accounts.computeIfPresent(
                owner,
                (key, account) -> {
                    tree.unreserve(account.pool, Math.min(bytes, tree.reservedBytes(account.pool)));
                    return account.keptOrClosed();
                });
    }

    private Account open(Object owner) {
        try {
            MemoryPool root = tree.root();
            return new Account(tree.open(root, "owner:" + owner, 0, root.maxBytes(), owner));
        } catch (MemoryReservationException impossible) {
            throw new IllegalStateException("a pool without guarantee was refused", impossible);
        }
    }

    /** One owner's memory; used inside the map's update of that owner only. */
    private static final class Account {
        final MemoryPool pool;
        final Set<MemorySegment> pages = Collections.newSetFromMap(new IdentityHashMap<>());

        Account(MemoryPool pool) {
            this.pool = pool;
        }

        /** This account, or null after closing it because nothing is left. */
        @Nullable Account keptOrClosed() {
            if (pages.isEmpty() && pool.reservedBytes() == 0) {
                pool.close();
                return null;
            }
            return this;
        }
    }

    /** Carries the words of a denial out of the map's update. */
    private static final class Denial {
        @Nullable String message;
    }
}
