package io.plimsoll.memory.budget.figures;

import org.jspecify.annotations.Nullable;

/**
 * That the budget denied a pool memory: what was asked, and what stood against it. Who holds the
 * memory, and what to do, arbitration adds.
 *
 * @param kind what was asked for
 * @param poolPath path of the pool that asked, or that was to open
 * @param request what it asked for, in words
 * @param requestedBytes the same in bytes
 * @param lackingBytes how many bytes were looked for: for a minimum in the pool above, and only
 *     those that it does not have yet
 * @param refusal what the platform or the process said, where the budget had room and one of them
 *     refused memory; else null
 */
public record Denial(
        Kind kind,
        String poolPath,
        String request,
        long requestedBytes,
        long lackingBytes,
        @Nullable String refusal) {

    /** What was asked for. */
    public enum Kind {
        /** Pages or bytes of a pool. */
        MEMORY,
        /** The minimum of a pool that was to open. */
        NEW_POOL,
        /** A larger minimum of a pool that is open. */
        LIMITS
    }

    /** For pages of a pool. */
    public static Denial ofPages(String path, int count, long bytes, @Nullable String refusal) {
        String request = count + (count == 1 ? " page (" : " pages (") + bytes + " bytes)";
        return new Denial(Kind.MEMORY, path, request, bytes, bytes, refusal);
    }

    /** For bytes of a pool. */
    public static Denial ofReservation(String path, long bytes) {
        return new Denial(Kind.MEMORY, path, bytes + " bytes", bytes, bytes, null);
    }

    /** For the minimum of a pool that was to open. */
    public static Denial ofNewPool(String path, long minBytes) {
        return new Denial(Kind.NEW_POOL, path, minimum(minBytes), minBytes, minBytes, null);
    }

    /** For a larger minimum of a pool, whose parent lacks some bytes for it. */
    public static Denial ofMinimum(String path, long minBytes, long lackingBytes) {
        return new Denial(Kind.LIMITS, path, minimum(minBytes), minBytes, lackingBytes, null);
    }

    private static String minimum(long bytes) {
        return "a minimum of " + bytes + " bytes";
    }
}
