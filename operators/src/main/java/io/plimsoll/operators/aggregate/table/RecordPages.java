package io.plimsoll.operators.aggregate.table;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.segment.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records packed on pages. One that is larger than a page has contiguous pages to itself.
 *
 * <p>Not thread-safe.
 */
public final class RecordPages {

    /** What an allocation returns when there is no page; no record lies there. */
    public static final long NO_ROOM = 0;

    private final MemoryPool pool;
    private final Supplier<@Nullable MemorySegment> source;
    private final int pageBytes;
    private final List<MemorySegment> pages = new ArrayList<>();

    /** How much of each page is in use; of the last one {@link #position} says it. */
    private int[] usedBytes = new int[4];

    private final List<MemorySegment> large = new ArrayList<>();
    private long largePages;
    private long position;
    private long limit;

    /**
     * Creates it without pages.
     *
     * @param pool whose pages these are
     * @param source gives a page of the pool, or null if there is none
     */
    public RecordPages(MemoryPool pool, Supplier<@Nullable MemorySegment> source) {
        this.pool = pool;
        this.source = source;
        this.pageBytes = pool.pageSizeBytes();
    }

    /** How many pages there are, not counting those of large records. */
    public int pageCount() {
        return pages.size();
    }

    /** How many pages there are in all. */
    public long allPages() {
        return pages.size() + largePages;
    }

    /** Whether there is no record. */
    public boolean isEmpty() {
        return pages.isEmpty() && large.isEmpty();
    }

    /** Where a page's records start. */
    public long address(int page) {
        return pages.get(page).getAddress();
    }

    /** How many bytes of a page its records take. */
    public int usedBytes(int page) {
        return page == pages.size() - 1 ? lastUsedBytes() : usedBytes[page];
    }

    /** The large records, each alone in a segment, from its start. */
    public List<MemorySegment> large() {
        return large;
    }

    /** Room for a record; {@link #NO_ROOM}, and nothing has changed, when there is no page. */
    public long tryAllocate(int bytes) {
        if (limit - position < bytes) {
            if (bytes > pageBytes) {
                return tryAllocateLarge(bytes);
            }
            if (!tryAddPage()) {
                return NO_ROOM;
            }
        }
        long record = position;
        position += bytes;
        return record;
    }

    /** Takes over a page, of which records take the first bytes. */
    public void adopt(MemorySegment page, int used) {
        add(page, used);
        limit = page.getAddress() + pageBytes;
    }

    /** Takes over a segment that holds one large record. */
    public void adoptLarge(MemorySegment segment) {
        large.add(segment);
        largePages += segment.size() / pageBytes;
    }

    /** Hands over the last page; {@link #usedBytes} of it was to be asked before. */
    public MemorySegment takeLast() {
        MemorySegment page = pages.removeLast();
        if (pages.isEmpty()) {
            position = 0;
        } else {
            position = pages.getLast().getAddress() + usedBytes[pages.size() - 1];
        }
        limit = position;
        return page;
    }

    /** Hands over the last large record. */
    public MemorySegment takeLastLarge() {
        MemorySegment segment = large.removeLast();
        largePages -= segment.size() / pageBytes;
        return segment;
    }

    /** Forgets all records, keeps one page and gives the others back. */
    public void clear() {
        while (pages.size() > 1) {
            takeLast().free();
        }
        while (!large.isEmpty()) {
            takeLastLarge().free();
        }
        if (!pages.isEmpty()) {
            position = pages.getFirst().getAddress();
            limit = position + pageBytes;
        }
    }

    /** Forgets all records and gives all pages back. */
    public void release() {
        pages.forEach(MemorySegment::free);
        pages.clear();
        large.forEach(MemorySegment::free);
        large.clear();
        largePages = 0;
        position = 0;
        limit = 0;
    }

    private long tryAllocateLarge(int bytes) {
        int count = (bytes - 1) / pageBytes + 1;
        MemorySegment segment = count > pool.maxRunPages() ? null : pool.tryAllocateRun(count);
        if (segment == null) {
            return NO_ROOM;
        }
        adoptLarge(segment);
        return segment.getAddress();
    }

    private boolean tryAddPage() {
        MemorySegment page = source.get();
        if (page == null) {
            return false;
        }
        add(page, 0);
        limit = position + pageBytes;
        return true;
    }

    private void add(MemorySegment page, int used) {
        if (pages.size() == usedBytes.length) {
            usedBytes = Arrays.copyOf(usedBytes, 2 * usedBytes.length);
        }
        if (!pages.isEmpty()) {
            usedBytes[pages.size() - 1] = lastUsedBytes();
        }
        pages.add(page);
        usedBytes[pages.size() - 1] = used;
        position = page.getAddress() + used;
    }

    private int lastUsedBytes() {
        return (int) (position - pages.getLast().getAddress());
    }
}
