package io.plimsoll.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Words for a denial: which pool asked, for how much, whose maximum is in the way, who holds most
 * below it and what to raise. Called under the lock of the {@link PoolTree}.
 */
final class Shortage {

    private static final int TOP_HOLDERS = 5;

    private Shortage() {}

    static String ofPages(
            MemoryPool pool,
            MemoryPool blocker,
            int count,
            long bytes,
            @Nullable String mapFailure) {
        String request = "%d pages (%d bytes)".formatted(count, bytes);
        String message = message(pool, request, blocker);
        return mapFailure == null
                ? message
                : message + "; the operating system refused memory: " + mapFailure;
    }

    static String ofReservation(MemoryPool pool, MemoryPool blocker, long bytes) {
        return message(pool, bytes + " bytes", blocker);
    }

    static String ofGuarantee(MemoryPool child, MemoryPool blocker) {
        return message(child, "a guaranteed minimum of " + child.minBytes() + " bytes", blocker);
    }

    private static String message(MemoryPool pool, String request, MemoryPool blocker) {
        return "pool=%s: %s requested, %d bytes available; %s is full (maximum %d, used %d, promised %d)%s; %s"
                .formatted(
                        pool.path(),
                        request,
                        pool.availableUnderLock(),
                        blocker.path(),
                        blocker.maxBytes,
                        blocker.usedUnderLock(),
                        blocker.insideBytes,
                        holders(blocker),
                        remedy(blocker));
    }

    private static String holders(MemoryPool blocker) {
        List<MemoryPool> leaves = new ArrayList<>();
        collectLeaves(blocker, leaves);
        String top =
                leaves.stream()
                        .filter(leaf -> leaf.chargedBytes() > 0)
                        .sorted(Comparator.comparingLong(MemoryPool::chargedBytes).reversed())
                        .limit(TOP_HOLDERS)
                        .map(leaf ->
                                "%s uses %d bytes (guaranteed %d)"
                                        .formatted(
                                                leaf.path(),
                                                leaf.usedUnderLock(),
                                                leaf.guaranteeBytes))
                        .collect(Collectors.joining(", "));
        return top.isEmpty() ? "" : "; top holders: " + top;
    }

    private static void collectLeaves(MemoryPool pool, List<MemoryPool> leaves) {
        if (pool.children.isEmpty()) {
            leaves.add(pool);
        }
        pool.children.forEach(child -> collectLeaves(child, leaves));
    }

    private static String remedy(MemoryPool blocker) {
        return blocker.parent == null
                ? "raise memorySizeBytes of the memory manager, or lower what the holders take"
                : "raise maxBytes of pool " + blocker.path() + ", or lower what the holders take";
    }
}
