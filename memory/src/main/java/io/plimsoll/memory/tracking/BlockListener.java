package io.plimsoll.memory.tracking;

import java.util.List;

/**
 * Hears what becomes known of an allocator's blocks.
 *
 * <p><b>Threads:</b> any thread may call any method; the allocator may be in the middle of
 * something, so {@link #written} must not use it.
 */
public interface BlockListener {

    /**
     * A free block was written to.
     *
     * @param last how the block lived and ended
     * @param offset first byte that was written, from the start of the block
     * @param value what stands there now
     */
    void written(Lease last, long offset, byte value);

    /** Blocks were live when their allocator closed; their leases have just been ended. */
    void leaked(List<Lease> leases);
}
