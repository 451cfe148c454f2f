package io.plimsoll.memory;

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
 * update of that owner; the lock of the tree of pools is taken within, never the other way round.
 */
final class OwnerLedger {

    private final MemoryPool root;
    private final ConcurrentHashMap<Object, Account> accounts = new ConcurrentHashMap<>();

    OwnerLedger(MemoryPool root) {
        this.root = root;
    }

    List<MemorySegment> allocatePages(Object owner, int count) throws MemoryAllocationException {
        Attempt<List<MemorySegment>, MemoryAllocationException> attempt = new Attempt<>();
        accounts.compute(
                owner,
                (key, found) -> {
                    Account account = found == null ? open(owner) : found;
                    try {
                        attempt.result = account.pool.allocatePages(count);
                        account.pages.addAll(attempt.result);
                    } catch (MemoryAllocationException denied) {
                        attempt.failure = denied;
                    }
                    return account.keptOrClosed();
                });
        if (attempt.failure != null) {
            throw attempt.failure;
        }
        return attempt.result == null ? List.of() : attempt.result;
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
        Attempt<Long, MemoryReservationException> attempt = new Attempt<>();
        accounts.compute(
                owner,
                (key, found) -> {
                    Account account = found == null ? open(owner) : found;
                    try {
                        account.pool.reserve(bytes);
                    } catch (MemoryReservationException denied) {
                        attempt.failure = denied;
                    }
                    return account.keptOrClosed();
                });
        if (attempt.failure != null) {
            throw attempt.failure;
        }
    }

    /** Gives back that many bytes, or all if the owner has fewer. */
    void unreserve(Object owner, long bytes) {
        accounts.computeIfPresent(
                owner,
                (key, account) -> {
                    account.pool.unreserve(Math.min(bytes, account.pool.reservedBytes()));
                    return account.keptOrClosed();
                });
    }

    private Account open(Object owner) {
        try {
            return new Account(root.newChild(PoolOptions.named("owner:" + owner), owner));
        } catch (MemoryReservationException impossible) {
            throw new IllegalStateException("a pool without minimum was refused", impossible);
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

    /** Carries an outcome out of the map's update. */
    private static final class Attempt<T, E extends Exception> {
        @Nullable T result;
        @Nullable E failure;
    }
}
