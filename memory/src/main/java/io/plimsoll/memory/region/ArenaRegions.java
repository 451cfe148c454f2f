package io.plimsoll.memory.region;

import java.lang.foreign.Arena;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Regions from shared arenas, for platforms where this house does not map memory itself.
 *
 * <p>An arena zeroes its memory at once, so a region is resident from the start and cannot be
 * trimmed.
 */
public final class ArenaRegions implements RegionSource {

    private final Map<Region, Arena> arenas = new ConcurrentHashMap<>();

    @Override
    public Region map(long sizeBytes) {
        Arena arena = Arena.ofShared();
        Region region;
        try {
            region = new Region(arena.allocate(sizeBytes, ALIGNMENT_BYTES).address(), sizeBytes);
        } catch (OutOfMemoryError refused) {
            arena.close();
            throw new RegionException(
                    "the platform refused a region of sizeBytes=" + sizeBytes, refused);
        }
        arenas.put(region, arena);
        RegionTable.add(region);
        return region;
    }

    @Override
    public void unmap(Region region) {
        Arena arena = arenas.remove(region);
        if (arena == null) {
            throw new IllegalStateException(
                    "region=" + region + " (expected one that is mapped here)");
        }
        RegionTable.remove(region);
        arena.close();
    }

    @Override
    public void abandon(Region region) {
        RegionTable.remove(region);
    }

    @Override
    public boolean trim(long address, long sizeBytes) {
        return false;
    }

    @Override
    public void preTouch(long address, long sizeBytes) {
        // an arena has written its memory already
    }
}
