package io.plimsoll.operators.join.table;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An array of words on pages, all zero at first: one page after the other, none larger than a page.
 *
 * <p>Opened and closed by one thread; in between any may read and write words.
 */
public final class TablePages implements AutoCloseable {

    private static final int WORD_SHIFT = 3;

    private final int pageShift;
    private final int pageMask;
    private final List<MemorySegment> pages = new ArrayList<>();
    private long[] addresses = {};

    public TablePages(int pageBytes) {
        this.pageShift = Integer.numberOfTrailingZeros(pageBytes >>> WORD_SHIFT);
        this.pageMask = (pageBytes >>> WORD_SHIFT) - 1;
    }

    /** How many pages so many words take. */
    public static long pagesFor(long words, int pageBytes) {
        return Math.ceilDiv(words << WORD_SHIFT, (long) pageBytes);
    }

    /** Takes the pages for so many words; false, and nothing taken, if there are not enough. */
    public boolean tryOpen(long words, Supplier<@Nullable MemorySegment> source) {
        int count = Math.toIntExact(((words - 1) >>> pageShift) + 1);
        long[] opened = new long[count];
        for (int i = 0; i < count; i++) {
            MemorySegment page = source.get();
            if (page == null) {
                close();
                return false;
            }
            pages.add(page);
            opened[i] = page.getAddress();
            RawMemory.fill(opened[i], (pageMask + 1L) << WORD_SHIFT, (byte) 0);
        }
        addresses = opened;
        return true;
    }

    public int pageCount() {
        return pages.size();
    }

    public long address(long word) {
        return addresses[(int) (word >>> pageShift)] + ((word & pageMask) << WORD_SHIFT);
    }

    /** Gives the pages back. Idempotent. */
    @Override
    public void close() {
        pages.forEach(MemorySegment::free);
        pages.clear();
        addresses = new long[0];
    }
}
