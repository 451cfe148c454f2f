package io.plimsoll.memory.region;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Regions that are slices of one mapping, handed out in turns: a test makes more managers than a
 * process may have mappings, but so few live at a time that no two share a slice.
 */
public final class SharedMemory implements RegionSource {

    private static final long MAPPED_BYTES = 1L << 30;
    private static final Region MAPPED = RegionSource.forThisPlatform(false).map(MAPPED_BYTES);
    private static final AtomicLong NEXT = new AtomicLong();

    @Override
    public Region map(long sizeBytes) {
        long offset = NEXT.getAndAdd(sizeBytes) % (MAPPED_BYTES - sizeBytes);
        return new Region(MAPPED.address() + offset / Long.BYTES * Long.BYTES, sizeBytes);
    }

    @Override
    public void unmap(Region region) {}

    @Override
    public void abandon(Region region) {}

    @Override
    public boolean trim(long address, long sizeBytes) {
        return false;
    }

    @Override
    public void preTouch(long address, long sizeBytes) {}
}
