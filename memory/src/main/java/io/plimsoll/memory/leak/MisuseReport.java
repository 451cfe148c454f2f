package io.plimsoll.memory.leak;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Memory that was written to after it had been released.
 *
 * @param poolPath the pool that had leased it last
 * @param kind what it was: a page or a block
 * @param address where the page or block starts
 * @param offset first byte that was written
 * @param value what stands there now
 * @param lastLease who released it last; its cause is who leased it
 */
public record MisuseReport(
        String poolPath,
        LeaseKind kind,
        long address,
        long offset,
        byte value,
        @Nullable Throwable lastLease) {

    @Override
    public String toString() {
        return "written after release: byte %d of the %s at 0x%x, last leased by %s, is 0x%02x"
                .formatted(offset, kind.name().toLowerCase(Locale.ROOT), address, poolPath, value);
    }
}
