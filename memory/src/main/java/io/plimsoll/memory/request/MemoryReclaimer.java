package io.plimsoll.memory.request;

/**
 * A holder of memory that can give some back with the help of its owner: by writing it to disk,
 * say.
 *
 * <p>Threads are never paused. A reclaimer that was chosen is called at the next <em>safe
 * point</em> of its pool, by the thread that reaches it:
 *
 * <ul>
 *   <li>a request of that pool, before it is granted and all the while it waits;
 *   <li>{@code MemoryPool.reclaimIfRequested}, at the end of a batch, say;
 *   <li>any request, if {@link #isAtSafePoint} says so.
 * </ul>
 *
 * <p>So an owner that is one thread needs no lock of its own. If several threads use the pool, its
 * reclaimer must cope with the others running; it is never called by two at once.
 *
 * <p><b>Threads:</b> {@link #reclaim} as above. The other methods are called by any thread at any
 * time; they must be quick and must not block, and may answer with what was true a moment ago.
 */
public interface MemoryReclaimer {

    /** Says how many bytes {@link #reclaim} could give back, about. */
    long reclaimableBytes();

    /**
     * Gives memory back to the pool it came from.
     *
     * <p>Nothing may be taken here but what a pool has been guaranteed: a request, and taking what
     * exceeds the guarantee of a pool, are refused with {@link IllegalStateException}.
     *
     * <p>Throwing says that the holder's state is torn: its pool is then marked failed, and refuses
     * every later allocation with {@link MemoryPoolFailedException}. If nothing can be done and
     * nothing has changed, return 0.
     *
     * @param targetBytes how much is wanted; more or less is accepted
     * @param deadline when who asked stops waiting; what comes later is still welcome to others
     * @return bytes given back
     */
    long reclaim(long targetBytes, Deadline deadline) throws Exception;

    /**
     * Says whether the calling thread, which lacks memory and waits for it, may call {@link
     * #reclaim} now, in place of the owner: because it is the owner, busy elsewhere, or because the
     * owner rests. If so, it is called without waiting for a safe point of the pool. What was true
     * here may have changed by then; {@code reclaim} then returns 0.
     */
    default boolean isAtSafePoint() {
        return false;
    }

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
