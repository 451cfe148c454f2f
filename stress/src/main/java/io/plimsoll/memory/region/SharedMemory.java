package io.plimsoll.memory.region;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Ranges that are slices of one, since a test makes more managers than a process may have mappings.
 * Slices overlap, but no two that live at a time start at the same page: of each only the first
 * page may be used.
 */
public final class SharedMemory implements RegionSource {

    private static final long STEP_BYTES = 4096;
    private static final long STEPS = 1 << 18;
    private static final long MAX_SLICE_BYTES = 1L << 30;
    private static final Region ALL = all();
    private static final AtomicLong NEXT = new AtomicLong();

    private static Region all() {
        RegionSource source = RegionSource.forThisPlatform(false);
        Region all = source.reserve(STEPS * STEP_BYTES + MAX_SLICE_BYTES);
        source.commit(all);
        return all;
    }

    @Override
    public boolean isLazy() {
        return true;
    }

    @Override
    public long trimStepBytes() {
        return ALIGNMENT_BYTES;
    }

    @Override
    public int pageBytes() {
        return (int) STEP_BYTES;
    }

    @Override
    public Region reserve(long sizeBytes) {
        if (sizeBytes > MAX_SLICE_BYTES) {
            throw new RegionException("sizeBytes=" + sizeBytes + " (expected less)");
        }
        long step = NEXT.getAndIncrement() % STEPS;
        return new Region(ALL.address() + step * STEP_BYTES, sizeBytes);
    }

    @Override
    public void commit(Region part) {}

    @Override
    public boolean decommit(Region part) {
        return true;
    }

    @Override
    public void release(Region part) {}

    @Override
    public void abandon(Region part) {}

    @Override
    public boolean trim(long address, long sizeBytes) {
        return true;
    }

    @Override
    public void preTouch(long address, long sizeBytes) {}
}
