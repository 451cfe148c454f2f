package io.plimsoll.memory.region;

import java.lang.foreign.Arena;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ranges from shared arenas, for platforms where this house does not map memory itself.
 *
 * <p>An arena zeroes its memory at once, so a range is resident from the start and cannot be
 * trimmed.
 */
public final class ArenaRegions implements RegionSource {

    private final Map<Region, Arena> arenas = new ConcurrentHashMap<>();

    @Override
    public boolean isLazy() {
        return false;
    }

    @Override
    public long trimStepBytes() {
        return 1;
    }

    @Override
    public int pageBytes() {
        return 1;
    }

    @Override
    public Region reserve(long sizeBytes) {
        Arena arena = Arena.ofShared();
        Region range;
        try {
            // beyond the end a little stays unused, so that no other range ever adjoins this one
            long address = arena.allocate(sizeBytes + Long.BYTES, ALIGNMENT_BYTES).address();
            range = new Region(address, sizeBytes);
        } catch (OutOfMemoryError refused) {
            arena.close();
            throw new RegionException(
                    "the platform refused a range of sizeBytes=" + sizeBytes, refused);
        }
        arenas.put(range, arena);
        return range;
    }

    @Override
    public void commit(Region part) {
        RegionTable.add(part);
    }

    @Override
    public boolean decommit(Region part) {
        return false;
    }

    /** Gives a whole range back; of a part only the addresses become forbidden. */
    @Override
    public void release(Region part) {
        RegionTable.removeWithin(part);
        Arena arena = arenas.remove(part);
        if (arena != null) {
            arena.close();
        }
    }

    @Override
    public void abandon(Region part) {
        RegionTable.remove(part);
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
