package io.plimsoll.memory.budget;

import io.plimsoll.memory.budget.allowance.Allowance;
import io.plimsoll.memory.budget.figures.Denial;
import io.plimsoll.memory.budget.figures.Denial.Kind;
import org.jspecify.annotations.Nullable;

/** Says what was denied; every method needs the lock of the {@link PoolTree}. */
final class Denials {

    private Denials() {}

    static Denial ofPages(PoolNode pool, int count, long bytes, @Nullable String mapFailure) {
        return new Denial(
                Kind.MEMORY,
                pool.path(),
                count + " pages (" + bytes + " bytes)",
                bytes,
                bytes,
                hasRoom(pool, bytes) ? mapFailure : null);
    }

    static Denial ofReservation(PoolNode pool, long bytes) {
        return new Denial(Kind.MEMORY, pool.path(), bytes + " bytes", bytes, bytes, null);
    }

    /** For the minimum of a pool that was to open below another. */
    static Denial ofNewPool(String path, long minBytes) {
        return new Denial(Kind.NEW_POOL, path, minimum(minBytes), minBytes, minBytes, null);
    }

    /** For a larger minimum of a pool, whose parent lacks some bytes for it. */
    static Denial ofMinimum(PoolNode pool, long minBytes, long lackingBytes) {
        return new Denial(
                Kind.LIMITS, pool.path(), minimum(minBytes), minBytes, lackingBytes, null);
    }

    private static String minimum(long bytes) {
        return "a minimum of " + bytes + " bytes";
    }

    private static boolean hasRoom(PoolNode pool, long bytes) {
        Allowance allowance = pool.allowance;
        return allowance.blocker(bytes, pool.mayUseReserve) == null
                && allowance.holdBlocker(bytes) == null;
    }
}
