package io.plimsoll.memory.budget.allowance;

/**
 * What a pool is opened with.
 *
 * @param name last part of its path
 * @param minBytes guaranteed to it from the moment it opens
 * @param maxBytes the most that it may use
 * @param priority the higher, the later it is asked to give memory back
 * @param evictable whether what it holds can be taken from it at once
 * @param mayUseReserve whether it may use the part of the budget that is kept back from others
 */
public record PoolTerms(
        String name,
        long minBytes,
        long maxBytes,
        int priority,
        boolean evictable,
        boolean mayUseReserve) {

    /** Checks the limits. */
    public PoolTerms {
        requireLimits(minBytes, maxBytes);
    }

    /** The same terms with another minimum. */
    public PoolTerms withMinBytes(long bytes) {
        return new PoolTerms(name, bytes, maxBytes, priority, evictable, mayUseReserve);
    }

    /** Checks that 0 &lt;= minBytes &lt;= maxBytes. */
    public static void requireLimits(long minBytes, long maxBytes) {
        if (minBytes < 0 || maxBytes < minBytes) {
            throw new IllegalArgumentException(
                    "minBytes=%d, maxBytes=%d (expected 0 <= minBytes <= maxBytes)"
                            .formatted(minBytes, maxBytes));
        }
    }

    /** The terms of a pool above all others. */
    public static PoolTerms ofRoot(long maxBytes) {
        return new PoolTerms("root", 0, maxBytes, 0, false, false);
    }
}
