package io.plimsoll.operators.cache.entry;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that entries lie in, cut from pages. A page has blocks of one size class. When blocks
 * of a class came free all over its pages, {@link #compact} moves the others together until a page
 * is free, for any use: so a cache whose entries change their size, or that is asked for memory,
 * need not throw whole pages of entries away.
 *
 * <p>Not thread-safe.
 */
public final class BlockPages {

    /** Told that a live block has another address; its contents have been copied. */
    public interface Mover {

        /** Puts everything that refers to the block right. */
        void moved(long from, long to);
    }

    /*
     * At the start of each page:
     *
     *   0             4             8             12            16             24            32
     *  +-------------+-------------+-------------+-------------+--------------+-------------+------+
     *  | size class  | live blocks | first free  | never used  | previous page|  next page  |number|
     *  +-------------+-------------+-------------+-------------+--------------+-------------+------+
     *
     * `first free` and `never used` are offsets in the page, 0 if there is none; free blocks are
     * chained by offsets. Pages with room are in a list for their class. `number` is the index in
     * `pages`.
     */
    private static final int SIZE_CLASS = 0;
    private static final int LIVE = 4;
    private static final int FIRST_FREE = 8;
    private static final int NEVER_USED = 12;
    private static final int PREVIOUS = 16;
    private static final int NEXT = 24;
    private static final int NUMBER = 32;

    /** The header's bytes, in which blocks stay aligned. */
    public static final int PAGE_HEADER_BYTES = 48;

    private static final int NEXT_FREE = 4;

    /** How many pages are looked at for the one with the fewest blocks. */
    private static final int PAGES_LOOKED_AT = 16;

    private final PageQuota quota;
    private final SizeClasses classes;
    private final Mover mover;
    private final long pageMask;
    private final int pageBytes;

    private @Nullable MemorySegment[] pages = new MemorySegment[16];
    private int pageCount;

    /** The first page with room of each class, and how many blocks are free in all of them. */
    private final long[] withRoom;

    private final int[] freeBlocks;
    private final int[] blocksPerPage;

    /** The class that last had a page's worth of free blocks: where to look first. */
    private int roomiest;

    /** Creates an empty store. */
    public BlockPages(PageQuota quota, SizeClasses classes, Mover mover) {
        this.quota = quota;
        this.classes = classes;
        this.mover = mover;
        this.pageBytes = quota.pageBytes();
        this.pageMask = -pageBytes;
        this.withRoom = new long[classes.count()];
        this.freeBlocks = new int[classes.count()];
        this.blocksPerPage = new int[classes.count()];
        Arrays.setAll(
                blocksPerPage, at -> (pageBytes - PAGE_HEADER_BYTES) / classes.blockBytes(at));
    }

    /** Pages in use. */
    public int pageCount() {
        return pageCount;
    }

    /** Takes a block of a class with any contents; 0 if there is neither one nor a page. */
    public long allocate(int sizeClass) {
        long page = withRoom[sizeClass];
        if (page == 0) {
            page = openPage(sizeClass);
            if (page == 0) {
                return 0;
            }
        }
        int blockBytes = classes.blockBytes(sizeClass);
        int offset = RawMemory.getInt(page + FIRST_FREE);
        if (offset != 0) {
            RawMemory.putInt(page + FIRST_FREE, RawMemory.getInt(page + offset + NEXT_FREE));
        } else {
            offset = RawMemory.getInt(page + NEVER_USED);
            int after = offset + blockBytes;
            RawMemory.putInt(page + NEVER_USED, after + blockBytes <= pageBytes ? after : 0);
        }
        RawMemory.putInt(page + LIVE, RawMemory.getInt(page + LIVE) + 1);
        freeBlocks[sizeClass]--;
        if (isFull(page)) {
            unlink(page, sizeClass);
        }
        return page + offset;
    }

    /** Takes a block back. */
    public void free(long block) {
        long page = block & pageMask;
        int sizeClass = RawMemory.getInt(page + SIZE_CLASS);
        boolean wasFull = isFull(page);
        RawMemory.putInt(block, EntryLayout.FREE);
        RawMemory.putInt(block + NEXT_FREE, RawMemory.getInt(page + FIRST_FREE));
        RawMemory.putInt(page + FIRST_FREE, (int) (block - page));
        if (++freeBlocks[sizeClass] >= blocksPerPage[sizeClass]) {
            roomiest = sizeClass;
        }
        int live = RawMemory.getInt(page + LIVE) - 1;
        RawMemory.putInt(page + LIVE, live);
        if (live == 0) {
            if (!wasFull) {
                unlink(page, sizeClass);
            }
            closePage(page, sizeClass);
        } else if (wasFull) {
            link(page, sizeClass);
        }
    }

    /** The length of a live block. */
    public int blockBytes(long block) {
        return classes.blockBytes(RawMemory.getInt((block & pageMask) + SIZE_CLASS));
    }

    /**
     * Frees a page, by moving its blocks to other pages, if there is a class with so many free
     * blocks; takes no memory.
     *
     * @param everywhere whether to look at all classes, or only at that which had most
     */
    public boolean compact(boolean everywhere) {
        if (hasPageOfFreeBlocks(roomiest)) {
            evacuate(emptiest(roomiest), roomiest);
            return true;
        }
        for (int sizeClass = 0; everywhere && sizeClass < freeBlocks.length; sizeClass++) {
            if (hasPageOfFreeBlocks(sizeClass)) {
                evacuate(emptiest(sizeClass), sizeClass);
                return true;
            }
        }
        return false;
    }

    private boolean hasPageOfFreeBlocks(int sizeClass) {
        return freeBlocks[sizeClass] >= blocksPerPage[sizeClass];
    }

    /** Checks that all figures agree. */
    public void verify() {
        int[] free = new int[freeBlocks.length];
        for (int at = 0; at < pageCount; at++) {
            long page = page(at).getAddress();
            int sizeClass = RawMemory.getInt(page + SIZE_CLASS);
            int live = 0;
            int end = RawMemory.getInt(page + NEVER_USED);
            int blockBytes = classes.blockBytes(sizeClass);
            int limit = end == 0 ? pageBytes - blockBytes + 1 : end;
            for (int offset = PAGE_HEADER_BYTES; offset < limit; offset += blockBytes) {
                live += EntryLayout.kind(page + offset) == EntryLayout.FREE ? 0 : 1;
            }
            require(live == RawMemory.getInt(page + LIVE), page, live);
            require(at == RawMemory.getInt(page + NUMBER), page, at);
            free[sizeClass] += blocksPerPage[sizeClass] - live;
        }
        if (!Arrays.equals(free, freeBlocks)) {
            throw new IllegalStateException(
                    "freeBlocks=%s (expected %s)"
                            .formatted(Arrays.toString(freeBlocks), Arrays.toString(free)));
        }
    }

    private static void require(boolean holds, long page, int found) {
        if (!holds) {
            throw new IllegalStateException(
                    "page=0x%x found=%d (expected what its header says)".formatted(page, found));
        }
    }

    private boolean isFull(long page) {
        return RawMemory.getInt(page + FIRST_FREE) == 0 && RawMemory.getInt(page + NEVER_USED) == 0;
    }

    private long emptiest(int sizeClass) {
        long best = withRoom[sizeClass];
        long page = best;
        for (int looked = 0; page != 0 && looked < PAGES_LOOKED_AT; looked++) {
            if (RawMemory.getInt(page + LIVE) < RawMemory.getInt(best + LIVE)) {
                best = page;
            }
            page = RawMemory.getLong(page + NEXT);
        }
        return best;
    }

    /** The other pages of the class have room for all its blocks. */
    private void evacuate(long page, int sizeClass) {
        unlink(page, sizeClass);
        int blockBytes = classes.blockBytes(sizeClass);
        int live = RawMemory.getInt(page + LIVE);
        for (long block = page + PAGE_HEADER_BYTES; live > 0; block += blockBytes) {
            if (EntryLayout.kind(block) != EntryLayout.FREE) {
                long target = allocate(sizeClass);
                RawMemory.copy(block, target, blockBytes);
                mover.moved(block, target);
                live--;
                freeBlocks[sizeClass]++;
            }
        }
        closePage(page, sizeClass);
    }

    private long openPage(int sizeClass) {
        MemorySegment taken = quota.take();
        if (taken == null) {
            return 0;
        }
        if (pageCount == pages.length) {
            pages = Arrays.copyOf(pages, 2 * pageCount);
        }
        pages[pageCount] = taken;
        long page = taken.getAddress();
        RawMemory.putInt(page + SIZE_CLASS, sizeClass);
        RawMemory.putInt(page + LIVE, 0);
        RawMemory.putInt(page + FIRST_FREE, 0);
        RawMemory.putInt(page + NEVER_USED, PAGE_HEADER_BYTES);
        RawMemory.putInt(page + NUMBER, pageCount++);
        freeBlocks[sizeClass] += blocksPerPage[sizeClass];
        link(page, sizeClass);
        return page;
    }

    /** Gives a page back that has no live blocks and is in no list. */
    private void closePage(long page, int sizeClass) {
        freeBlocks[sizeClass] -= blocksPerPage[sizeClass];
        int number = RawMemory.getInt(page + NUMBER);
        MemorySegment closed = page(number);
        MemorySegment last = page(--pageCount);
        pages[number] = last;
        pages[pageCount] = null;
        RawMemory.putInt(last.getAddress() + NUMBER, number);
        quota.give(closed);
    }

    private MemorySegment page(int number) {
        MemorySegment page = pages[number];
        if (page == null) {
            throw new IllegalStateException("number=" + number + " (expected a page)");
        }
        return page;
    }

    private void link(long page, int sizeClass) {
        long first = withRoom[sizeClass];
        RawMemory.putLong(page + PREVIOUS, 0);
        RawMemory.putLong(page + NEXT, first);
        if (first != 0) {
            RawMemory.putLong(first + PREVIOUS, page);
        }
        withRoom[sizeClass] = page;
    }

    private void unlink(long page, int sizeClass) {
        long previous = RawMemory.getLong(page + PREVIOUS);
        long next = RawMemory.getLong(page + NEXT);
        if (previous == 0) {
            withRoom[sizeClass] = next;
        } else {
            RawMemory.putLong(previous + NEXT, next);
        }
        if (next != 0) {
            RawMemory.putLong(next + PREVIOUS, previous);
        }
    }
}
