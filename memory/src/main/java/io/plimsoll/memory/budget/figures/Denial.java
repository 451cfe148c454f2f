package io.plimsoll.memory.budget.figures;

import io.plimsoll.memory.snapshot.PoolFigures;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why a pool was denied memory: what it asked, what is full, who holds the memory there, and which
 * option to raise.
 *
 * @param poolPath path of the pool that asked
 * @param request what it asked for, in words
 * @param requestedBytes the same in bytes
 * @param availableBytes what it could have had
 * @param fullPool the nearest pool towards the root that is too full, without those below; null if
 *     none is: the platform or the process refused memory, or some has come free since
 * @param holders who holds or is guaranteed most below that one, most first
 * @param evictableBytes what pools below it hold that can be taken from them at once
 * @param mapFailure what the platform said when it refused memory; null if it did not
 * @param remedy what to raise, or what else to do
 */
public record Denial(
        String poolPath,
        String request,
        long requestedBytes,
        long availableBytes,
        @Nullable PoolFigures fullPool,
        List<PoolFigures> holders,
        long evictableBytes,
        @Nullable String mapFailure,
        String remedy) {

    /** Keeps a copy of the list. */
    public Denial {
        holders = List.copyOf(holders);
    }

    /** How much would have to come free. */
    public long missingBytes() {
        return Math.max(0, requestedBytes - availableBytes);
    }

    /** All of it in one sentence. */
    public String message() {
        String asked = "pool=%s: %s requested".formatted(poolPath, request);
        PoolFigures full = fullPool;
        if (full == null) {
            return mapFailure == null
                    ? asked + "; memory was released since, try again"
                    : asked + " within the budget, but memory was refused: " + mapFailure;
        }
        return asked
                + ", %d bytes available; pool %s is full: maxBytes=%d, %d used"
                        .formatted(availableBytes, full.path(), full.maxBytes(), full.usedBytes())
                + (holders.isEmpty() ? "" : "; top holders: " + words(holders))
                + (evictableBytes == 0
                        ? ""
                        : "; %d bytes could be taken from evictable pools"
                                .formatted(evictableBytes))
                + "; "
                + remedy;
    }

    private static String words(List<PoolFigures> holders) {
        return holders.stream().map(Denial::words).collect(Collectors.joining(", "));
    }

    private static String words(PoolFigures holder) {
        String use = "%s uses %d bytes".formatted(holder.path(), holder.usedBytes());
        return holder.closed() || holder.minBytes() == 0
                ? use
                : use + " (%d are guaranteed to it)".formatted(holder.minBytes());
    }
}
