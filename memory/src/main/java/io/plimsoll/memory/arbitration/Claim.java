package io.plimsoll.memory.arbitration;

import io.plimsoll.memory.budget.Opening;
import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.budget.PoolTree;
import io.plimsoll.memory.budget.allowance.PoolTerms;
import io.plimsoll.memory.budget.figures.Denial;
import io.plimsoll.memory.pages.PageStore;
import io.plimsoll.memory.request.MemoryRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a request takes from the tree: pages, bytes, or a pool's minimum.
 *
 * <p>It may be taken bit by bit; what was taken is then either used, all of it, or given back.
 *
 * <p><b>Threads:</b> used by one thread at a time: under the arbiter's lock while in its queue,
 * before and after by the one that asks.
 */
public abstract sealed class Claim {

    final PoolNode pool;

    /** Who asked, as long as what it claims is its own. */
    private PoolDesk.@Nullable User user;

    private Claim(PoolNode pool) {
        this.pool = pool;
    }

    /** Claims what a request says. */
    public static Claim of(PoolNode pool, MemoryRequest request) {
        return request.unit() == MemoryRequest.Unit.PAGES
                ? new Pages(pool, Math.toIntExact(request.amount()))
                : new Bytes(pool, request.amount());
    }

    /** Notes who asks. */
    final void beginUse(PoolDesk.User asker) {
        user = asker;
    }

    /**
     * Notes that whoever asked has none of it: that it was refused, or has all been given back.
     * Again has no effect.
     */
    public final void endUse() {
        PoolDesk.User asker = user;
        user = null;
        if (asker != null) {
            asker.leave();
        }
    }

    /** All that is claimed. */
    abstract long bytes();

    /** What is yet to be taken. */
    abstract long missingBytes();

    /** The most that could ever be had. */
    long mostBytes() {
        return pool.tree().contention().mostBytes(pool);
    }

    /** What was taken bit by bit. */
    final long gatheredBytes() {
        return bytes() - missingBytes();
    }

    /** Takes all that is missing, or nothing. */
    abstract boolean take();

    /** Takes what there is of what is missing. */
    abstract void gather();

    /** Gives back what was taken. */
    abstract void giveBack();

    /** The claim in words. */
    abstract String words();

    /** What is claimed. */
    Denial.Kind kind() {
        return Denial.Kind.MEMORY;
    }

    /** Path of the pool for which it is. */
    String path() {
        return pool.path();
    }

    /** The most that is to be had, as it seems now. */
    final long availableBytes() {
        return pool.tree().books().availableBytes(pool);
    }

    /** Pages of a leaf. */
    public static final class Pages extends Claim {

        private final PoolTree tree;
        private final int count;
        private int taken;
        private int chain = PageStore.NONE;

        private Pages(PoolNode pool, int count) {
            super(pool);
            this.tree = pool.tree();
            this.count = count;
        }

        /** The first page of a chain linked by {@link PageStore#next}, once all are taken. */
        public int chain() {
            return chain;
        }

        @Override
        long bytes() {
            return (long) count * tree.store().pageSizeBytes();
        }

        @Override
        long missingBytes() {
            return (long) (count - taken) * tree.store().pageSizeBytes();
        }

        @Override
        boolean take() {
            return taken == count || take(count - taken);
        }

        private boolean take(int pages) {
            int page = tree.takePages(pool, pages);
            if (page == PageStore.NONE) {
                return false;
            }
            taken += pages;
            while (page != PageStore.NONE) {
                int next = tree.store().next(page);
                chain = tree.store().chain(page, chain);
                page = next;
            }
            return true;
        }

        @Override
        void gather() {
            long pages = Math.min(count - taken, availableBytes() / tree.store().pageSizeBytes());
            if (pages > 0) {
                // if somebody was quicker, there is a next time
                take((int) pages);
            }
        }

        @Override
        void giveBack() {
            int page = chain;
            chain = PageStore.NONE;
            taken = 0;
            while (page != PageStore.NONE) {
                int next = tree.store().next(page);
                pool.giveBack(page);
                page = next;
            }
        }

        @Override
        String words() {
            return "%d %s (%d bytes)".formatted(count, count == 1 ? "page" : "pages", bytes());
        }
    }

    /** Bytes of a leaf. */
    public static final class Bytes extends Claim {

        private final PoolTree tree;
        private final long count;
        private long taken;

        private Bytes(PoolNode pool, long count) {
            super(pool);
            this.tree = pool.tree();
            this.count = count;
        }

        /** The bytes that are taken, once all are. */
        public long count() {
            return count;
        }

        @Override
        long bytes() {
            return count;
        }

        @Override
        long missingBytes() {
            return count - taken;
        }

        @Override
        boolean take() {
            return take(count - taken);
        }

        private boolean take(long bytes) {
            boolean granted = tree.tryReserve(pool, bytes);
            if (granted) {
                taken += bytes;
            }
            return granted;
        }

        @Override
        void gather() {
            long bytes = Math.min(count - taken, availableBytes());
            if (bytes > 0) {
                take(bytes);
            }
        }

        @Override
        void giveBack() {
            long bytes = taken;
            taken = 0;
            if (bytes > 0) {
                tree.unreserve(pool, bytes);
            }
        }

        @Override
        String words() {
            return count + " bytes";
        }
    }

    /**
     * A new pool with its minimum. While it is gathered the pool is there already, with as much of
     * the minimum as there was, and nobody has it.
     */
    public static final class NewPool extends Claim {

        private final PoolTree tree;
        private final PoolTerms terms;
        private @Nullable PoolNode opened;
        private long gatheredBytes;

        /** Claims a pool below another. */
        public NewPool(PoolNode parent, PoolTerms terms) {
            super(parent);
            this.tree = parent.tree();
            this.terms = terms;
        }

        /** The pool, once it is open. */
        public PoolNode opened() {
            return Objects.requireNonNull(opened, "opened");
        }

        @Override
        long bytes() {
            return terms.minBytes();
        }

        @Override
        long mostBytes() {
            return tree.contention().mostBytes(pool, terms.mayUseReserve());
        }

        @Override
        long missingBytes() {
            return terms.minBytes() - gatheredBytes;
        }

        @Override
        boolean take() {
            return take(missingBytes());
        }

        private boolean take(long bytes) {
            PoolNode node = opened;
            if (node == null) {
                PoolTerms gathered = terms.withMinBytes(bytes);
                if (tree.open(pool, gathered) instanceof Opening.Opened open) {
                    opened = open.pool();
                    gatheredBytes = bytes;
                }
            } else if (tree.limits().raiseMin(node, gatheredBytes + bytes)) {
                gatheredBytes += bytes;
            }
            return opened != null && missingBytes() == 0;
        }

        @Override
        void gather() {
            long bytes = Math.min(missingBytes(), availableBytes());
            if (bytes > 0) {
                take(bytes);
            }
        }

        @Override
        void giveBack() {
            PoolNode node = opened;
            opened = null;
            gatheredBytes = 0;
            if (node != null) {
                tree.close(node);
            }
        }

        @Override
        String words() {
            return "a minimum of %d bytes".formatted(terms.minBytes());
        }

        @Override
        Denial.Kind kind() {
            return Denial.Kind.NEW_POOL;
        }

        @Override
        String path() {
            return pool.path() + "/" + terms.name();
        }
    }
}
