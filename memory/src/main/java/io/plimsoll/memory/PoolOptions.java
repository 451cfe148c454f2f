package io.plimsoll.memory;

import io.plimsoll.memory.budget.allowance.PoolTerms;
import java.util.Objects;

/**
 * What a {@link MemoryPool} is opened with.
 *
 * @param name part of the path in reports: not empty, without slashes, which divide the path, and
 *     without control characters. It need not be unique: what is opened twice, by jobs that do not
 *     know each other, has two pools of one name, and reports show both
 * @param minBytes guaranteed to the pool from the moment it opens
 * @param maxBytes the most that it may use; at any time also cut to that of the pools above
 * @param priority the higher, the later the pool is asked to give memory back and the sooner its
 *     requests are served; 0, the default, stands for that of the pool above
 * @param evictable whether all it holds can be taken from it at once without harm, as from a cache
 * @param mayUseReserve whether it may use the part of the budget that the manager keeps back
 */
public record PoolOptions(
        String name,
        long minBytes,
        long maxBytes,
        int priority,
        boolean evictable,
        boolean mayUseReserve) {

    /**
     * Checks name and limits.
     *
     * @throws IllegalArgumentException if the name is empty, or has a slash or a control character,
     *     or if not 0 &lt;= minBytes &lt;= maxBytes
     */
    public PoolOptions {
        Objects.requireNonNull(name, "name");
        if (name.isBlank() || name.chars().anyMatch(PoolOptions::isForbidden)) {
            throw new IllegalArgumentException(
                    "name='%s' (expected a name without slashes and control characters, and not a blank one)"
                            .formatted(name));
        }
        if (minBytes < 0 || maxBytes < minBytes) {
            throw new IllegalArgumentException(
                    "minBytes=%d, maxBytes=%d (expected 0 <= minBytes <= maxBytes)"
                            .formatted(minBytes, maxBytes));
        }
    }

    private static boolean isForbidden(int character) {
        return character == '/' || Character.isISOControl(character);
    }

    /**
     * Returns the options of {@link #named} for what names itself, with underscores in place of
     * what is no part of a name.
     */
    static PoolOptions describedBy(String kind, Object described) {
        StringBuilder name = new StringBuilder(kind + ":");
        String.valueOf(described)
                .codePoints()
                .map(character -> isForbidden(character) ? '_' : character)
                .forEach(name::appendCodePoint);
        return named(name.toString());
    }

    /** Returns options without minimum or maximum, of priority 0, and without privileges. */
    public static PoolOptions named(String name) {
        return new PoolOptions(name, 0, Long.MAX_VALUE, 0, false, false);
    }

    /** Returns these options with another minimum, and a maximum that is no smaller. */
    public PoolOptions withMinBytes(long bytes) {
        return withLimits(bytes, Math.max(bytes, maxBytes));
    }

    /** Returns these options with another maximum. */
    public PoolOptions withMaxBytes(long bytes) {
        return withLimits(minBytes, bytes);
    }

    /** Returns these options with another minimum and maximum. */
    public PoolOptions withLimits(long newMinBytes, long newMaxBytes) {
        return new PoolOptions(name, newMinBytes, newMaxBytes, priority, evictable, mayUseReserve);
    }

    /** Returns these options with another priority. */
    public PoolOptions withPriority(int value) {
        return new PoolOptions(name, minBytes, maxBytes, value, evictable, mayUseReserve);
    }

    /** Returns these options for a pool from which memory can be taken at once, or not. */
    public PoolOptions withEvictable(boolean value) {
        return new PoolOptions(name, minBytes, maxBytes, priority, value, mayUseReserve);
    }

    /** Returns these options for a pool that may use what the manager keeps back, or may not. */
    public PoolOptions withReserve(boolean value) {
        return new PoolOptions(name, minBytes, maxBytes, priority, evictable, value);
    }

    PoolTerms terms() {
        return new PoolTerms(name, minBytes, maxBytes, priority, evictable, mayUseReserve);
    }
}
