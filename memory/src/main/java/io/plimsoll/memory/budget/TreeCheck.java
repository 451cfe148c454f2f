package io.plimsoll.memory.budget;

import io.plimsoll.memory.pages.PageStore;
import java.util.BitSet;

/** Checks of a whole tree of pools; every method needs the lock of the {@link PoolTree}. */
final class TreeCheck {

    private TreeCheck() {}

    /** Returns the pages that no pool holds. */
    static BitSet verify(PoolNode root, PageStore store, long heldBytes) {
        BitSet free = store.free();
        long heldPages = heldPages(root);
        require(
                heldPages == store.heldPages(),
                "I1: pools hold %d pages, the store has handed out %d"
                        .formatted(heldPages, store.heldPages()));
        long idleBytes = store.idleBytes();
        require(
                heldBytes + idleBytes <= Math.max(root.maxBytes, heldBytes),
                "I3: %d bytes are held and %d idle, more than the budget"
                        .formatted(heldBytes, idleBytes));
        long inside = verifyPool(root, store.pageSizeBytes());
        require(
                inside == heldBytes,
                "I2: all pools hold %d bytes, not the %d counted".formatted(inside, heldBytes));
        return free;
    }

    /** Returns the bytes of pages and reservations in a pool and all below it. */
    private static long verifyPool(PoolNode pool, long pageSizeBytes) {
        long own = pool.heldPages * pageSizeBytes + pool.reservedBytes;
        long charged = 0;
        long below = 0;
        for (PoolNode child : pool.children) {
            charged += child.chargedBytes();
            below += verifyPool(child, pageSizeBytes);
        }
        String path = pool.path();
        require(own == 0 || pool.children.isEmpty(), path + " is not a leaf and holds memory");
        require(pool.atHand.size() <= pool.heldPages, "I1: " + path + " has more than it holds");
        require(
                pool.insideBytes == own + charged,
                "I2: %s counts %d bytes inside, its parts are %d"
                        .formatted(path, pool.insideBytes, own + charged));
        require(
                pool.chargedBytes() <= pool.maxBytes,
                "I2: %s is charged %d of %d".formatted(path, pool.chargedBytes(), pool.maxBytes));
        return own + below;
    }

    private static long heldPages(PoolNode pool) {
        long pages = pool.heldPages;
        for (PoolNode child : pool.children) {
            pages += heldPages(child);
        }
        return pages;
    }

    private static void require(boolean holds, String violated) {
        if (!holds) {
            throw new IllegalStateException(violated);
        }
    }
}
