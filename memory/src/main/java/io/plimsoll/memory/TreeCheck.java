package io.plimsoll.memory;

import java.util.BitSet;

/** Checks of a whole tree of pools, called under the lock of the {@link PoolTree}. */
final class TreeCheck {

    private TreeCheck() {}

    static void verify(MemoryPool root, PageStore store, long heldBytes) {
        BitSet free = new BitSet();
        store.collectFree(free);
        require(free.cardinality() == store.freePages(), "I1: free pages are not all on the list");
        long inside = verifyPool(root);
        require(inside == heldBytes, "I2: held bytes are not the sum over all pools");
        long heldPages = heldPages(root);
        require(
                heldPages + store.freePages() == store.carvedPages(),
                "I1: %d held + %d free pages are not the %d cut"
                        .formatted(heldPages, store.freePages(), store.carvedPages()));
        verifyOwners(store, free, root);
    }

    /** Returns the bytes of pages and reservations in a pool and all below it. */
    private static long verifyPool(MemoryPool pool) {
        long own = pool.heldPages * pool.pageSizeBytes() + pool.reservedBytes;
        long charged = 0;
        long below = 0;
        for (MemoryPool child : pool.children) {
            charged += child.chargedBytes();
            below += verifyPool(child);
        }
        require(own == 0 || pool.children.isEmpty(), "only leaves hold memory: " + pool.path());
        require(
                pool.insideBytes == own + charged,
                "I2: %s counts %d bytes inside, its parts are %d"
                        .formatted(pool.path(), pool.insideBytes, own + charged));
        require(
                pool.chargedBytes() <= pool.maxBytes,
                "I2: %s is charged %d of %d"
                        .formatted(pool.path(), pool.chargedBytes(), pool.maxBytes));
        require(
                pool.cache.size() <= pool.heldPages,
                "I1: more pages at hand than held: " + pool.path());
        return own + below;
    }

    private static long heldPages(MemoryPool pool) {
        long pages = pool.heldPages;
        for (MemoryPool child : pool.children) {
            pages += heldPages(child);
        }
        return pages;
    }

    /** A free page has no lessee, and a leased one has a lessee of this tree. */
    private static void verifyOwners(PageStore store, BitSet free, MemoryPool root) {
        for (int index = 0; index < store.carvedPages(); index++) {
            MemoryPool lessee = store.page(index).lessee();
            require(
                    lessee == null || !free.get(index),
                    "I4: page=" + index + " is both free and leased");
            require(
                    lessee == null || lessee.rootOf() == root,
                    "I4: page=" + index + " is leased by a pool of another manager");
        }
    }

    private static void require(boolean holds, String violated) {
        if (!holds) {
            throw new IllegalStateException(violated);
        }
    }
}
