package io.plimsoll.memory.budget;

import io.plimsoll.memory.budget.allowance.Allowance;
import io.plimsoll.memory.budget.allowance.ByteSlack;
import io.plimsoll.memory.pages.PageStore;
import java.util.BitSet;

/**
 * Checks of a whole tree of pools; every method needs the lock of the {@link PoolTree}. What is at
 * hand can be counted exactly only while no thread takes or gives back memory.
 */
final class TreeCheck {

    private TreeCheck() {}

    /** Returns the pages that nobody leases: those in the store and those at hand at a pool. */
    static BitSet verify(PoolNode root, PageStore store) {
        BitSet free = store.free();
        long heldPages = heldPages(root);
        require(
                heldPages == store.heldPages(),
                "I1: pools hold %d pages, the store has handed out %d"
                        .formatted(heldPages, store.heldPages()));
        long heldBytes = root.allowance.heldBytes();
        long idleBytes = store.idleBytes();
        require(
                heldBytes + idleBytes <= Math.max(root.allowance.maxBytes(), heldBytes),
                "I3: %d bytes are held and %d idle, more than the budget"
                        .formatted(heldBytes, idleBytes));
        verifyPool(root, store.pageSizeBytes());
        addPagesAtHand(root, free);
        return free;
    }

    private static void verifyPool(PoolNode pool, long pageSizeBytes) {
        Allowance allowance = pool.allowance;
        long own = pool.heldPages * pageSizeBytes + pool.grantedBytes;
        long charged = 0;
        long held = own;
        long borrowed = 0;
        int stockedLeaves = pool.children.isEmpty() ? pool.stockedLeaves : 0;
        for (PoolNode child : pool.children) {
            stockedLeaves += child.stockedLeaves;
            charged += child.allowance.chargedBytes();
            held += child.allowance.heldBytes();
            borrowed += child.allowance.borrowedBytes();
            verifyPool(child, pageSizeBytes);
        }
        String path = pool.path();
        require(own == 0 || pool.children.isEmpty(), path + " is not a leaf and holds memory");
        require(pool.stockedLeaves == stockedLeaves, path + " miscounts who has memory at hand");
        requireSum(path, "held", allowance.heldBytes(), held);
        if (pool.children.isEmpty()) {
            requireSum(path, "inside", allowance.insideBytes(), own - allowance.borrowedBytes());
            verifyAtHand(pool);
        } else {
            requireSum(path, "inside", allowance.insideBytes(), charged);
            requireSum(path, "borrowed", allowance.borrowedBytes(), borrowed);
        }
        verifyLimits(path, allowance);
    }

    private static void requireSum(String path, String what, long counted, long parts) {
        require(
                counted == parts,
                "I2: %s counts %d bytes %s, its parts are %d"
                        .formatted(path, counted, what, parts));
    }

    /** A maximum that was lowered below what is charged holds from when that has come back. */
    private static void verifyLimits(String path, Allowance allowance) {
        require(
                allowance.ceilingBytes() == allowance.maxBytes() || allowance.overhangBytes() > 0,
                path + " has a ceiling above its maximum and needs none");
        long charged = Math.max(allowance.chargedBytes(), allowance.heldBytes());
        require(
                charged <= allowance.ceilingBytes(),
                "I2: %s is charged %d of %d".formatted(path, charged, allowance.ceilingBytes()));
        require(allowance.borrowedBytes() >= 0, "I2: " + path + " borrows less than nothing");
    }

    private static void verifyAtHand(PoolNode leaf) {
        String path = leaf.path();
        long pagesAtHand = leaf.rack == null ? 0 : leaf.rack.count();
        require(pagesAtHand <= leaf.heldPages, "I1: " + path + " has more than it holds");
        ByteSlack slack = leaf.slack;
        boolean nothing = pagesAtHand == 0 && (slack == null || slack.chargedBytes() == 0);
        require(
                nothing || leaf.stockedLeaves == 1,
                path + " has memory at hand where nobody looks for it");
        if (slack != null) {
            require(
                    slack.slackBytes() <= slack.chargedBytes()
                            && slack.chargedBytes() <= leaf.grantedBytes,
                    "I2: %s has %d bytes of slack in %d, of %d granted"
                            .formatted(
                                    path,
                                    slack.slackBytes(),
                                    slack.chargedBytes(),
                                    leaf.grantedBytes));
        }
    }

    private static void addPagesAtHand(PoolNode pool, BitSet free) {
        if (pool.rack != null) {
            BitSet atHand = new BitSet();
            pool.rack.addTo(atHand);
            require(
                    !atHand.intersects(free) && atHand.cardinality() == pool.rack.count(),
                    "I4: a page at hand of %s is free as well, or twice there"
                            .formatted(pool.path()));
            free.or(atHand);
        }
        for (PoolNode child : pool.children) {
            addPagesAtHand(child, free);
        }
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
