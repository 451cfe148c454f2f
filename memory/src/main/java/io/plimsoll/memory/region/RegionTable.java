package io.plimsoll.memory.region;

import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * The live regions of the process, so that assertions can tell a stray address from a good one.
 *
 * <p>Any thread may call any method; lookups take no lock.
 */
public final class RegionTable {

    private static final Object LOCK = new Object();

    /** Live blocks by identity: two may overlap, when a caller wraps one buffer twice. */
    private static final Set<Entry> ENTRIES = new HashSet<>(); // guarded by LOCK

    /** Sorted, merged copy of {@link #ENTRIES}; replaced as a whole. */
    private static volatile Spans spans = new Spans(new long[0], new long[0]);

    private RegionTable() {}

    /** Lists a region as live. */
    static void add(Region region) {
        add(new Entry(region.address(), region.endAddress(), region));
    }

    /** Strikes a region off. */
    static void remove(Region region) {
        synchronized (LOCK) {
            ENTRIES.removeIf(entry -> entry.keeper.equals(region));
            spans = Spans.of(ENTRIES);
        }
    }

    /**
     * Lists a block that lives as long as {@code keeper} does, for assertions about memory that no
     * region source made.
     *
     * @return true, so that the call can stand inside an {@code assert}
     */
    public static boolean watch(long address, long sizeBytes, Object keeper) {
        Entry entry = new Entry(address, address + sizeBytes, new Object());
        add(entry);
        Holder.CLEANER.register(keeper, () -> drop(entry));
        return true;
    }

    /** Whether all bytes from {@code address} on lie inside live memory; zero bytes always do. */
    public static boolean isLive(long address, long sizeBytes) {
        if (sizeBytes <= 0) {
            return sizeBytes == 0;
        }
        Spans current = spans;
        int found = Arrays.binarySearch(current.starts, address);
        int candidate = found >= 0 ? found : -found - 2;
        return candidate >= 0 && address + sizeBytes <= current.ends[candidate];
    }

    private static void add(Entry entry) {
        synchronized (LOCK) {
            ENTRIES.add(entry);
            spans = Spans.of(ENTRIES);
        }
    }

    private static void drop(Entry entry) {
        synchronized (LOCK) {
            ENTRIES.remove(entry);
            spans = Spans.of(ENTRIES);
        }
    }

    /** The keeper makes equal ranges distinct: a region, or an object of the block alone. */
    private record Entry(long start, long end, Object keeper) {}

    /** Started by the first watch only: production has no assertions and needs no such thread. */
    private static final class Holder {
        static final Cleaner CLEANER = Cleaner.create();
    }

    /** Disjoint spans in ascending order. */
    private static final class Spans {
        final long[] starts;
        final long[] ends;

        Spans(long[] starts, long[] ends) {
            this.starts = starts;
            this.ends = ends;
        }

        static Spans of(Set<Entry> entries) {
            Entry[] sorted = entries.toArray(new Entry[0]);
            Arrays.sort(sorted, (a, b) -> Long.compare(a.start, b.start));
            long[] starts = new long[sorted.length];
            long[] ends = new long[sorted.length];
            int count = 0;
            for (Entry entry : sorted) {
                // adjacent blocks stay apart: an access may not run from one region into the next
                if (count > 0 && entry.start < ends[count - 1]) {
                    ends[count - 1] = Math.max(ends[count - 1], entry.end);
                } else {
                    starts[count] = entry.start;
                    ends[count] = entry.end;
                    count++;
                }
            }
            return new Spans(Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
        }
    }
}
