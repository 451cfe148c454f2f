package io.plimsoll.memory.region;

import java.util.ArrayList;
import java.util.List;

/** Addresses without memory, kept in lists; refuses when told to. */
public final class FakeRegions implements RegionSource {

    public final List<Region> mapped = new ArrayList<>();
    public final List<Region> unmapped = new ArrayList<>();
    public final List<Region> abandoned = new ArrayList<>();
    public final List<Region> trimmed = new ArrayList<>();
    public final List<Region> touched = new ArrayList<>();
    public boolean refuses;

    private long nextAddress = 1L << 40;

    @Override
    public Region map(long sizeBytes) {
        if (refuses) {
            throw new RegionException("refused by the test");
        }
        Region region = new Region(nextAddress, sizeBytes);
        nextAddress += sizeBytes + ALIGNMENT_BYTES & -ALIGNMENT_BYTES;
        mapped.add(region);
        return region;
    }

    @Override
    public void unmap(Region region) {
        unmapped.add(region);
    }

    @Override
    public void abandon(Region region) {
        abandoned.add(region);
    }

    @Override
    public boolean trim(long address, long sizeBytes) {
        trimmed.add(new Region(address, sizeBytes));
        return true;
    }

    @Override
    public void preTouch(long address, long sizeBytes) {
        touched.add(new Region(address, sizeBytes));
    }
}
