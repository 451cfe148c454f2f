package io.plimsoll.memory.leak;

import org.jspecify.annotations.Nullable;

/**
 * Follows the blocks of an allocator, which tells it of each.
 *
 * <p><b>Threads:</b> any thread may call any method, but for one address in the order of what it
 * tells.
 */
public interface BlockTracker {

    /** Begins to follow a block that was just allocated. */
    void allocated(long address, long bytes);

    /**
     * Ends that; nothing happens for a block that is not followed. To be called before the block
     * can be allocated again.
     */
    void freed(long address);

    /**
     * Returns who freed last what was at an address, with who had allocated it as the cause; null
     * if that is not known, or no longer.
     */
    @Nullable Throwable lastFree(long address);

    /** Ends all that is followed, when the allocator closes. */
    void close();
}
