package io.plimsoll.memory.request;

/**
 * A holder of memory that can give some back at any time and at once: a cache, sealed pages.
 *
 * <p><b>Threads:</b> {@link #evict} is called by any thread that lacks memory, by several at once,
 * and under no lock of this module. It must not block, on disk or on a lock that is held for long.
 */
public interface MemoryEvictor {

    /**
     * Says how many bytes {@link #evict} could give back, about; quick, and callable at any time.
     */
    long evictableBytes();

    /**
     * Gives memory back to the pool it came from, and takes none.
     *
     * <p>Throwing marks the pool failed, as with {@link MemoryReclaimer#reclaim}.
     *
     * @param targetBytes how much is wanted; more or less is accepted
     * @return bytes given back
     */
    long evict(long targetBytes);

    /** Says how dear this memory is; lower is asked first. Unless overridden, the pool's. */
    default int priority(int poolPriority) {
        return poolPriority;
    }

    /** Says when the memory was last used, in nanoseconds of {@link TimeSource#nanoTime}. */
    default long lastUseNanos() {
        return 0;
    }

    /** Says how often the memory was used. */
    default long useCount() {
        return 0;
    }
}
