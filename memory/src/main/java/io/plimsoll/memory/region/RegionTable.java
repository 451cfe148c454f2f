package io.plimsoll.memory.region;

import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The live memory of the process, so that assertions can tell a stray address from a good one.
 *
 * <p>Committed parts of ranges are few and rarely change; they are kept as a sorted array, in which
 * parts that adjoin are one, since a run of pages may lie across them. Blocks outside of ranges are
 * many and come and go; they are in a sorted map, and an access must lie within one of them.
 *
 * <p>Any thread may call any method; lookups take no lock.
 */
public final class RegionTable {

    private static final Object LOCK = new Object();

    /** Live parts of ranges. */
    private static final Set<Region> PARTS = new HashSet<>(); // guarded by LOCK

    /** Sorted, merged copy of {@link #PARTS}; replaced as a whole. */
    private static volatile Spans spans = new Spans(new long[0], new long[0]);

    /** Ends of live blocks by start; blocks that start together are told apart by a number. */
    private static final ConcurrentSkipListMap<Key, Long> BLOCKS = new ConcurrentSkipListMap<>();

    private static final AtomicLong IDS = new AtomicLong();

    /** The length of the longest block ever: no block that starts further below is of interest. */
    private static final AtomicLong LONGEST_BYTES = new AtomicLong();

    private RegionTable() {}

    /** Lists a part of a range as live. */
    static void add(Region part) {
        synchronized (LOCK) {
            PARTS.add(part);
            spans = Spans.of(PARTS);
        }
    }

    /** Strikes a part off. */
    static void remove(Region part) {
        synchronized (LOCK) {
            if (PARTS.remove(part)) {
                spans = Spans.of(PARTS);
            }
        }
    }

    /** Strikes off all parts that lie within a range. */
    static void removeWithin(Region range) {
        synchronized (LOCK) {
            for (Iterator<Region> parts = PARTS.iterator(); parts.hasNext(); ) {
                Region part = parts.next();
                if (part.address() >= range.address() && part.endAddress() <= range.endAddress()) {
                    parts.remove();
                }
            }
            spans = Spans.of(PARTS);
        }
    }

    /** Lists a block outside of all ranges as live and returns what strikes it off. */
    static Key addBlock(long address, long sizeBytes) {
        long longest = LONGEST_BYTES.get();
        while (sizeBytes > longest && !LONGEST_BYTES.compareAndSet(longest, sizeBytes)) {
            longest = LONGEST_BYTES.get();
        }
        Key key = new Key(address, IDS.incrementAndGet());
        BLOCKS.put(key, address + sizeBytes);
        return key;
    }

    /** Strikes a block off. */
    static void removeBlock(Key key) {
        BLOCKS.remove(key);
    }

    /**
     * Lists a block that lives as long as {@code keeper} does, for assertions about memory that no
     * region source made.
     *
     * @return true, so that the call can stand inside an {@code assert}
     */
    public static boolean watch(long address, long sizeBytes, Object keeper) {
        Key key = addBlock(address, sizeBytes);
        Holder.CLEANER.register(keeper, () -> removeBlock(key));
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
        return (candidate >= 0 && address + sizeBytes <= current.ends[candidate])
                || isInBlock(address, address + sizeBytes);
    }

    private static boolean isInBlock(long start, long end) {
        // the nearest block below is the one, unless somebody wrapped a part of another again;
        // keys rather than entries, which would be garbage
        Key block = BLOCKS.floorKey(new Key(start, Long.MAX_VALUE));
        while (block != null && block.start >= start - LONGEST_BYTES.get()) {
            Long blockEnd = BLOCKS.get(block);
            if (blockEnd != null && end <= blockEnd) {
                return true;
            }
            block = BLOCKS.lowerKey(block);
        }
        return false;
    }

    /** Where a block starts, and what tells it from others that start there. */
    record Key(long start, long id) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return start == other.start
                    ? Long.compare(id, other.id)
                    : Long.compare(start, other.start);
        }
    }

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

        static Spans of(Set<Region> parts) {
            Region[] sorted = parts.toArray(new Region[0]);
            Arrays.sort(sorted, (a, b) -> Long.compare(a.address(), b.address()));
            long[] starts = new long[sorted.length];
            long[] ends = new long[sorted.length];
            int count = 0;
            for (Region part : sorted) {
                if (count > 0 && part.address() <= ends[count - 1]) {
                    ends[count - 1] = Math.max(ends[count - 1], part.endAddress());
                } else {
                    starts[count] = part.address();
                    ends[count] = part.endAddress();
                    count++;
                }
            }
            return new Spans(Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
        }
    }
}
