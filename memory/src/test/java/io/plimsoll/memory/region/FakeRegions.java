package io.plimsoll.memory.region;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Addresses without memory, kept in lists; refuses when told to. */
public final class FakeRegions implements RegionSource {

    public final List<Region> reserved = new ArrayList<>();
    public final List<Region> committed = new ArrayList<>();
    public final List<Region> released = new ArrayList<>();
    public final List<Region> abandoned = new ArrayList<>();
    public final List<Region> trimmed = new ArrayList<>();
    public final List<Region> touched = new ArrayList<>();

    /** Whether commits are refused. */
    public boolean refuses;

    /** How many more bytes may be committed, in all. */
    public long commitLimitBytes = Long.MAX_VALUE;

    /** The longest range of addresses to be had. */
    public long reserveLimitBytes = Long.MAX_VALUE;

    public long trimStepBytes = 1;

    /** The page of the operating system that is played here. */
    public int pageBytes = STEP_BYTES;

    /** Hears of memory before it is lost. */
    public Loss loss = (_, _) -> {};

    /** What hears of memory that is given back. */
    public interface Loss {
        void of(long address, long sizeBytes);
    }

    private static final long FIRST_ADDRESS = 1L << 40;
    private static final int STEP_BYTES = 4096;

    private final BitSet resident = new BitSet();
    private long nextAddress = FIRST_ADDRESS;

    /** What was touched and not given back since. */
    public long residentBytes() {
        return (long) resident.cardinality() * STEP_BYTES;
    }

    private static int stepOf(long address) {
        return (int) ((address - FIRST_ADDRESS) / STEP_BYTES);
    }

    @Override
    public boolean isLazy() {
        return true;
    }

    @Override
    public long trimStepBytes() {
        return trimStepBytes;
    }

    @Override
    public int pageBytes() {
        return pageBytes;
    }

    @Override
    public Region reserve(long sizeBytes) {
        if (sizeBytes > reserveLimitBytes) {
            throw new RegionException("reserving sizeBytes=" + sizeBytes + " refused by the test");
        }
        Region range = new Region(nextAddress, sizeBytes);
        nextAddress += sizeBytes + ALIGNMENT_BYTES & -ALIGNMENT_BYTES;
        reserved.add(range);
        return range;
    }

    public long committedBytes() {
        return committed.stream().mapToLong(Region::sizeBytes).sum();
    }

    @Override
    public void commit(Region part) {
        if (refuses || committedBytes() + part.sizeBytes() > commitLimitBytes) {
            throw new RegionException("refused by the test");
        }
        if (committed.contains(part)) {
            throw new AssertionError(part + " is committed twice");
        }
        committed.add(part);
    }

    @Override
    public boolean decommit(Region part) {
        requireCommitted(part);
        loss.of(part.address(), part.sizeBytes());
        committed.remove(part);
        resident.clear(stepOf(part.address()), stepOf(part.endAddress()));
        return true;
    }

    @Override
    public void release(Region part) {
        released.add(part);
    }

    @Override
    public void abandon(Region part) {
        requireCommitted(part);
        abandoned.add(part);
    }

    @Override
    public boolean trim(long address, long sizeBytes) {
        requireAccessible(address, sizeBytes);
        if ((address | sizeBytes) % pageBytes != 0) {
            throw new AssertionError(new Region(address, sizeBytes) + " is not of whole pages");
        }
        loss.of(address, sizeBytes);
        trimmed.add(new Region(address, sizeBytes));
        resident.clear(stepOf(address), stepOf(address + sizeBytes));
        return true;
    }

    @Override
    public void preTouch(long address, long sizeBytes) {
        requireAccessible(address, sizeBytes);
        touched.add(new Region(address, sizeBytes));
        resident.set(stepOf(address), stepOf(address + sizeBytes));
    }

    private void requireCommitted(Region part) {
        if (!committed.contains(part)) {
            throw new AssertionError(part + " is not committed");
        }
    }

    public boolean isAccessible(long address, long sizeBytes) {
        long end = address + sizeBytes;
        for (long at = address; at < end; ) {
            long from = at;
            at =
                    committed.stream()
                            .filter(part -> part.address() <= from && from < part.endAddress())
                            .mapToLong(Region::endAddress)
                            .findFirst()
                            .orElse(-1);
            if (at < 0) {
                return false;
            }
        }
        return true;
    }

    private void requireAccessible(long address, long sizeBytes) {
        if (!isAccessible(address, sizeBytes)) {
            throw new AssertionError("not all of " + new Region(address, sizeBytes) + " is there");
        }
    }
}
