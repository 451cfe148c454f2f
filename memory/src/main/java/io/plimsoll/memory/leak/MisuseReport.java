package io.plimsoll.memory.leak;

import org.jspecify.annotations.Nullable;

/**
 * Memory that was written to after it had been released.
 *
 * @param poolPath the pool that had leased it last
 * @param address where the memory starts
 * @param offset first byte that was written
 * @param value what stands there now
 * @param lastLease who released it last; its cause is who leased it
 */
public record MisuseReport(
        String poolPath, long address, long offset, byte value, @Nullable Throwable lastLease) {

    @Override
    public String toString() {
        return "written after release: byte %d of the page at 0x%x, last leased by %s, is 0x%02x"
                .formatted(offset, address, poolPath, value);
    }
}
