package io.plimsoll.operators.cache;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.memory.PoolOptions;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a cache: a pool, and the manager if it is the cache's own.
 *
 * @param pool what all of the cache is charged to
 * @param maxPages the most pages that it may have
 * @param own what is closed in the end; null when it is the user's
 */
record CacheMemory(MemoryPool pool, int maxPages, @Nullable MemoryManager own)
        implements AutoCloseable {

    /** Fewer hold no index, no policy and entries of several sizes. */
    static final int MIN_PAGES = 16;

    /** A small cache has small pages, so that it still has that many. */
    private static final int WANTED_PAGES = 256;

    /** Memory that a cache has to itself. */
    static CacheMemory own(long maximumBytes) {
        int pageBytes =
                (int)
                        Math.clamp(
                                Long.highestOneBit(maximumBytes / WANTED_PAGES),
                                (long) MemoryManager.MIN_PAGE_SIZE,
                                (long) MemoryManager.DEFAULT_PAGE_SIZE);
        int pages = pages(maximumBytes, pageBytes);
        MemoryManager manager = MemoryManager.create((long) pages * pageBytes, pageBytes);
        try {
            MemoryPool pool = manager.rootPool().newChild(PoolOptions.named("cache"));
            return new CacheMemory(pool, pages, manager);
        } catch (MemoryReservationException e) {
            manager.close();
            throw new IllegalStateException("a pool without minimum was refused", e);
        }
    }

    /**
     * A part of memory that is shared with others, who come first.
     *
     * @param minimumBytes what nobody can take from the cache
     */
    static CacheMemory shared(MemoryPool parent, long minimumBytes, long maximumBytes) {
        long most = Math.min(maximumBytes, parent.maxBytes());
        int pages = pages(most, parent.pageSizeBytes());
        long bytes = (long) pages * parent.pageSizeBytes();
        PoolOptions options =
                PoolOptions.named("cache")
                        .withLimits(Math.min(minimumBytes, bytes), bytes)
                        .withPriority(below(parent.priority()))
                        .withEvictable(true);
        try {
            return new CacheMemory(parent.newChild(options), pages, null);
        } catch (MemoryReservationException e) {
            throw new IllegalArgumentException(
                    "minimumBytes=" + minimumBytes + " (expected less: " + e.getMessage() + ")", e);
        }
    }

    private static int pages(long maximumBytes, int pageBytes) {
        long pages = maximumBytes / pageBytes;
        if (pages < MIN_PAGES) {
            throw new IllegalArgumentException(
                    "maximumBytes=%d (expected at least %d, %d pages)"
                            .formatted(maximumBytes, (long) MIN_PAGES * pageBytes, MIN_PAGES));
        }
        return (int) Math.min(pages, Integer.MAX_VALUE);
    }

    /** A priority below another; 0 would stand for that of the pool above. */
    private static int below(int priority) {
        int lower = priority == Integer.MIN_VALUE ? priority : priority - 1;
        return lower == 0 ? -1 : lower;
    }

    @Override
    public void close() {
        pool.close();
        if (own != null) {
            own.close();
        }
    }
}
