package io.plimsoll.memory.leak;

import org.jspecify.annotations.Nullable;

/**
 * Follows the blocks of an allocator, which tells it of each: where they were allocated, who freed
 * them, which of them nobody can free any more, and whether one was written to after it was freed.
 *
 * <p>At level {@link LeakDetection#PARANOID} a block is overwritten when it is freed, and looked at
 * when its memory is used again or given back.
 *
 * <p><b>Threads:</b> any thread may call any method, but for one address in the order of what it
 * tells.
 */
public interface BlockTracker {

    /**
     * Begins to follow a block that was just allocated.
     *
     * @param sizeBytes what was asked for
     * @param usableBytes its length, which is its own until it is freed
     */
    void allocated(long address, long sizeBytes, long usableBytes);

    /** Notes that a live block has been given another size in its place. */
    void resized(long address, long sizeBytes, long usableBytes);

    /**
     * Watches the object through which alone a live block can be freed: if the collector finds that
     * nobody has it any more, the block is reported as lost.
     */
    void watch(long address, Object handle);

    /**
     * Ends a block, before it can be allocated again; its contents are lost.
     *
     * @return false if no live block is followed at that address; nothing happens then
     */
    boolean freed(long address);

    /**
     * Returns who freed last what was at an address, with who had allocated it as the cause; null
     * if that is not known, or no longer.
     */
    @Nullable Throwable lastFree(long address);

    /** Forgets what was freed in a range that the allocator is about to give back. */
    void forget(long address, long bytes);

    /** Looks whether free blocks were written to. To be called while no thread allocates any. */
    void inspect();

    /** Ends all that is followed, when the allocator closes; blocks still live are reported. */
    void close();
}
