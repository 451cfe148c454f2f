package io.plimsoll.memory.budget;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Words for a denial: which pool asked, for how much, which pool is full, who holds most below that
 * one and what to raise. Every method needs the lock of the {@link PoolTree}.
 */
final class Shortage {

    private static final int TOP_HOLDERS = 5;

    private Shortage() {}

    static String ofPages(PoolNode pool, PoolNode blocker, int count, long bytes) {
        return full(pool, "%d pages (%d bytes)".formatted(count, bytes), blocker);
    }

    static String ofReservation(PoolNode pool, PoolNode blocker, long bytes) {
        return full(pool, bytes + " bytes", blocker);
    }

    static String ofGuarantee(PoolNode child, PoolNode blocker) {
        return full(child, "a minimum of " + child.minBytes() + " bytes", blocker);
    }

    /** For a denial within the budget: either no region was to be had, or room has come since. */
    static String ofRegions(PoolNode pool, int count, long bytes, @Nullable String mapFailure) {
        String request =
                "pool=%s: %d pages (%d bytes) requested".formatted(pool.path(), count, bytes);
        return mapFailure == null
                ? request + "; memory was released since, try again"
                : request + " within the budget, but the platform refused: " + mapFailure;
    }

    private static String full(PoolNode pool, String request, PoolNode blocker) {
        return "pool=%s: %s requested, %d bytes available; pool %s is full: maxBytes=%d, %d used"
                        .formatted(
                                pool.path(),
                                request,
                                pool.availableBytes(),
                                blocker.path(),
                                blocker.maxBytes,
                                blocker.usedBytes())
                + holders(blocker)
                + remedy(blocker);
    }

    private static String holders(PoolNode blocker) {
        List<PoolNode> leaves = new ArrayList<>();
        collectLeaves(blocker, leaves);
        String top =
                leaves.stream()
                        .filter(leaf -> leaf.chargedBytes() > 0)
                        .sorted(Comparator.comparingLong(PoolNode::chargedBytes).reversed())
                        .limit(TOP_HOLDERS)
                        .map(Shortage::holder)
                        .collect(Collectors.joining(", "));
        return top.isEmpty() ? "" : "; top holders: " + top;
    }

    private static void collectLeaves(PoolNode pool, List<PoolNode> leaves) {
        if (pool.children.isEmpty()) {
            leaves.add(pool);
        }
        pool.children.forEach(child -> collectLeaves(child, leaves));
    }

    private static String holder(PoolNode leaf) {
        String use = "%s uses %d bytes".formatted(leaf.path(), leaf.usedBytes());
        return leaf.guaranteeBytes == 0
                ? use
                : use + " (%d are guaranteed to it)".formatted(leaf.guaranteeBytes);
    }

    private static String remedy(PoolNode blocker) {
        return blocker.parent == null
                ? "; raise memorySizeBytes of the memory manager, or take less"
                : "; raise maxBytes of pool " + blocker.path() + ", or take less";
    }
}
