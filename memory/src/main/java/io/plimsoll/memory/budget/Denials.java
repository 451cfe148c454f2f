package io.plimsoll.memory.budget;

import io.plimsoll.memory.budget.allowance.Allowance;
import io.plimsoll.memory.budget.figures.Denial;
import io.plimsoll.memory.snapshot.PoolFigures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws the picture of a denial; every method needs the lock of the {@link PoolTree}. */
final class Denials {

    private static final int TOP_HOLDERS = 5;

    private Denials() {}

    static Denial ofPages(PoolNode pool, int count, long bytes, @Nullable String mapFailure) {
        return of(
                pool,
                fullPool(pool, bytes),
                count + " pages (" + bytes + " bytes)",
                bytes,
                mapFailure);
    }

    static Denial ofReservation(PoolNode pool, long bytes) {
        PoolNode full = fullPool(pool, bytes);
        return of(pool, full == null ? pool.root() : full, bytes + " bytes", bytes, null);
    }

    /** For a guarantee of a pool below another, be it new or to be raised. */
    static Denial ofGuarantee(
            String path, PoolNode parent, long minBytes, long missingBytes, boolean mayUseReserve) {
        PoolNode full = parent.holderOf(parent.allowance.blocker(missingBytes, mayUseReserve));
        PoolNode shown = full == null ? parent.root() : full;
        return new Denial(
                path,
                "a minimum of " + minBytes + " bytes",
                minBytes,
                Math.max(
                        0,
                        minBytes - missingBytes + Math.max(0, PoolCensus.availableBytes(parent))),
                PoolCensus.alone(shown),
                topHolders(shown),
                evictableBytes(shown),
                null,
                remedy(shown));
    }

    private static @Nullable PoolNode fullPool(PoolNode pool, long bytes) {
        Allowance inside = pool.allowance.blocker(bytes, pool.mayUseReserve);
        return pool.holderOf(inside == null ? pool.allowance.holdBlocker(bytes) : inside);
    }

    private static Denial of(
            PoolNode pool,
            @Nullable PoolNode full,
            String request,
            long bytes,
            @Nullable String mapFailure) {
        return new Denial(
                pool.path(),
                request,
                bytes,
                PoolCensus.availableBytes(pool),
                full == null ? null : PoolCensus.alone(full),
                full == null ? List.of() : topHolders(full),
                full == null ? 0 : evictableBytes(full),
                mapFailure,
                full == null ? "try again" : remedy(full));
    }

    private static List<PoolFigures> topHolders(PoolNode full) {
        List<PoolNode> leaves = new ArrayList<>();
        collectLeaves(full, leaves);
        leaves.sort(Comparator.comparingLong(Denials::weight).reversed());
        return leaves.stream().limit(TOP_HOLDERS).map(PoolCensus::alone).toList();
    }

    private static long weight(PoolNode leaf) {
        return Math.max(leaf.allowance.guaranteeBytes(), leaf.allowance.heldBytes());
    }

    private static void collectLeaves(PoolNode pool, List<PoolNode> leaves) {
        if (pool.children.isEmpty() && weight(pool) > 0) {
            leaves.add(pool);
        }
        pool.children.forEach(child -> collectLeaves(child, leaves));
    }

    private static long evictableBytes(PoolNode pool) {
        if (pool.isEvictable() && pool.evictor() != null) {
            return pool.usedBytes();
        }
        long bytes = 0;
        for (PoolNode child : pool.children) {
            bytes += evictableBytes(child);
        }
        return bytes;
    }

    private static String remedy(PoolNode full) {
        if (full.allowance.overhangBytes() > 0) {
            return "%d bytes above the lowered maximum of pool %s must come back first"
                    .formatted(full.allowance.overhangBytes(), full.path());
        }
        return full.parent == null
                ? "raise memorySizeBytes of the memory manager, or take less"
                : "raise maxBytes of pool " + full.path() + ", or take less";
    }
}
