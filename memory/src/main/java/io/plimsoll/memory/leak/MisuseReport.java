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

    /** What released memory is filled with at {@link LeakDetection#PARANOID}. */
    public static final byte FILLING = (byte) 0xDF;

    @Override
    public String toString() {
        return "written after release: byte %d of the %s at 0x%x, last leased by %s, is 0x%02x (expected 0x%02x, with which released memory is filled)"
                .formatted(
                        offset,
                        kind.name().toLowerCase(Locale.ROOT),
                        address,
                        poolPath,
                        value,
                        FILLING);
    }
}
