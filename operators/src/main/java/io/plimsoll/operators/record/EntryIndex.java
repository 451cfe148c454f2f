package io.plimsoll.operators.record;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A growing array of entries on pages: what is sorted in place of the records.
 *
 * <pre>
 *   0               8               16
 *   +---------------+---------------+
 *   |  prefix word  | record address|
 *   +---------------+---------------+
 * </pre>
 *
 * <p>Not thread-safe.
 */
public final class EntryIndex {

    public static final int ENTRY_BYTES = 16;

    private static final int ENTRY_SHIFT = 4;
    private static final int ADDRESS_OFFSET = 8;

    private final MemoryPool pool;
    private final int pageShift;
    private final int pageMask;
    private final List<MemorySegment> pages = new ArrayList<>();
    private long[] pageAddresses = new long[64];
    private int size;
    private int capacity;

    public EntryIndex(MemoryPool pool) {
        this.pool = pool;
        int entriesPerPage = pool.pageSizeBytes() >>> ENTRY_SHIFT;
        this.pageShift = Integer.numberOfTrailingZeros(entriesPerPage);
        this.pageMask = entriesPerPage - 1;
    }

    public int size() {
        return size;
    }

    public int pageCount() {
        return pages.size();
    }

    /**
     * Makes room for one more entry; false when the pool has no page or an int can't count more.
     */
    public boolean tryReserve() {
        if (size < capacity) {
            return true;
        }
        if (capacity > Integer.MAX_VALUE - (pageMask + 1)) {
            return false;
        }
        MemorySegment page = pool.tryAllocatePage();
        if (page == null) {
            return false;
        }
        if (pages.size() == pageAddresses.length) {
            pageAddresses = Arrays.copyOf(pageAddresses, 2 * pageAddresses.length);
        }
        pageAddresses[pages.size()] = page.getAddress();
        pages.add(page);
        capacity += pageMask + 1;
        return true;
    }

    /** Appends an entry. Requires: {@link #tryReserve} said true. */
    public void append(long prefixWord, long recordAddress) {
        assert size < capacity : "size=" + size + " (expected below " + capacity + ")";
        set(size++, prefixWord, recordAddress);
    }

    public long prefixWord(int index) {
        return RawMemory.getLong(entryAddress(index));
    }

    public long recordAddress(int index) {
        return RawMemory.getLong(entryAddress(index) + ADDRESS_OFFSET);
    }

    public void setPrefixWord(int index, long prefixWord) {
        RawMemory.putLong(entryAddress(index), prefixWord);
    }

    public void set(int index, long prefixWord, long recordAddress) {
        long address = entryAddress(index);
        RawMemory.putLong(address, prefixWord);
        RawMemory.putLong(address + ADDRESS_OFFSET, recordAddress);
    }

    public void swap(int left, int right) {
        long leftAddress = entryAddress(left);
        long rightAddress = entryAddress(right);
        long leftWord = RawMemory.getLong(leftAddress);
        long leftRecord = RawMemory.getLong(leftAddress + ADDRESS_OFFSET);
        RawMemory.putLong(leftAddress, RawMemory.getLong(rightAddress));
        RawMemory.putLong(
                leftAddress + ADDRESS_OFFSET, RawMemory.getLong(rightAddress + ADDRESS_OFFSET));
        RawMemory.putLong(rightAddress, leftWord);
        RawMemory.putLong(rightAddress + ADDRESS_OFFSET, leftRecord);
    }

    public void reverse() {
        for (int left = 0, right = size - 1; left < right; left++, right--) {
            swap(left, right);
        }
    }

    /** Forgets all entries and gives the pages back. */
    public void release() {
        size = 0;
        capacity = 0;
        pool.release(pages);
        pages.clear();
    }

    private long entryAddress(int index) {
        return pageAddresses[index >>> pageShift] + ((long) (index & pageMask) << ENTRY_SHIFT);
    }
}
