package io.plimsoll.spill.space;

import java.util.concurrent.atomic.AtomicLong;

/**
 * So many bytes and no more.
 *
 * <p>Thread rule: any thread.
 */
final class ByteQuota {

    private final long maxBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    ByteQuota(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes {@code bytes}, if there are so many left. */
    boolean tryReserve(long bytes) {
        long used = usedBytes.get();
        while (bytes <= maxBytes - used) {
            if (usedBytes.compareAndSet(used, used + bytes)) {
                return true;
            }
            used = usedBytes.get();
        }
        return false;
    }

    void unreserve(long bytes) {
        long left = usedBytes.addAndGet(-bytes);
        assert left >= 0 : "usedBytes=" + left;
    }

    long maxBytes() {
        return maxBytes;
    }

    long usedBytes() {
        return usedBytes.get();
    }

    long leftBytes() {
        return maxBytes - usedBytes.get();
    }
}
