package io.plimsoll.operators.record;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Records on pages, packed in the order they came, in the form of {@link RecordLayout}.
 *
 * <p>A small record is allocated in one step. A large one is <em>open</em> while its bytes arrive:
 * it starts a page of its own and grows page by page until it is ended or dropped. While a record
 * is open, the ones before it can be released and it stays.
 *
 * <p>Not thread-safe.
 */
public final class RecordHeap {

    /** What an allocation returns when the pool has no page; no record lies there. */
    public static final long NO_MEMORY = 0;

    private final MemoryPool pool;
    private final RecordLayout layout;
    private final int pageBytes;
    private final List<MemorySegment> pages = new ArrayList<>();
    private long[] pageAddresses = new long[64];

    /** Where the next byte goes, and the end of its page. */
    private long position;

    private long limit;

    private int openPageIndex = -1;
    private long openBytes;

    public RecordHeap(MemoryPool pool, RecordLayout layout) {
        this.pool = pool;
        this.layout = layout;
        this.pageBytes = pool.pageSizeBytes();
    }

    public int pageCount() {
        return pages.size();
    }

    /** Whether a record is small: fits in one page with its header. */
    public boolean isSmall(long lengthBytes) {
        return lengthBytes <= pageBytes - layout.smallHeaderBytes();
    }

    /**
     * Places a small record's header and room for its bytes.
     *
     * @return the record's address, whose bytes the caller writes; or {@link #NO_MEMORY}
     */
    public long tryAllocateSmall(int lengthBytes, int keyBytes) {
        assert openPageIndex < 0 : "openPageIndex=" + openPageIndex + " (expected no open record)";
        int needed = layout.smallHeaderBytes() + lengthBytes;
        if (limit - position < needed && !tryAddPage()) {
            return NO_MEMORY;
        }
        long record = position;
        layout.putSmallHeader(record, lengthBytes, keyBytes);
        position += needed;
        return record;
    }

    /** Opens a large record; false, and nothing changed, when the pool has no page. */
    public boolean tryOpen() {
        if (!tryOpenPage()) {
            return false;
        }
        position += RecordLayout.LARGE_HEADER_BYTES;
        return true;
    }

    /**
     * Opens a large record whose first bytes, its key, are known when it ends: its first page is
     * kept for them, and what is appended starts with the second.
     */
    public boolean tryOpenBehindKey() {
        if (!tryOpenPage()) {
            return false;
        }
        position = limit;
        return true;
    }

    /** The longest key that a record can get when it ends. */
    public int maxKeyBehindBytes() {
        return pageBytes - RecordLayout.LARGE_HEADER_BYTES;
    }

    public boolean isOpen() {
        return openPageIndex >= 0;
    }

    public long openBytes() {
        return openBytes;
    }

    /**
     * Appends to the open record as many of the bytes as there are pages for.
     *
     * @return how many bytes were taken; fewer than given when the pool has no page
     */
    public int tryAppend(long sourceAddress, int lengthBytes) {
        int done = 0;
        while (done < lengthBytes && (position < limit || tryAddPage())) {
            int piece = (int) Math.min(lengthBytes - done, limit - position);
            RawMemory.copy(sourceAddress + done, position, piece);
            advance(piece);
            done += piece;
        }
        return done;
    }

    /** As {@link #tryAppend(long, int)}, from an array. */
    public int tryAppend(byte[] source, int offset, int lengthBytes) {
        int done = 0;
        while (done < lengthBytes && (position < limit || tryAddPage())) {
            int piece = (int) Math.min(lengthBytes - done, limit - position);
            RawMemory.copyFromArray(source, offset + done, position, piece);
            advance(piece);
            done += piece;
        }
        return done;
    }

    /** Ends the open record and returns its address. */
    public long end(int keyBytes) {
        long record = pageAddresses[openPageIndex];
        RecordLayout.putLargeHeader(record, openBytes, keyBytes, openPageIndex);
        openPageIndex = -1;
        limit = position;
        return record;
    }

    /** Ends the open record, which was opened without its key, and returns its address. */
    public long end(byte[] key, int keyBytes) {
        long keyAddress = pageAddresses[openPageIndex] + pageBytes - keyBytes;
        RawMemory.copyFromArray(key, 0, keyAddress, keyBytes);
        long record = keyAddress - RecordLayout.LARGE_HEADER_BYTES;
        RecordLayout.putLargeHeader(record, keyBytes + openBytes, keyBytes, openPageIndex);
        openPageIndex = -1;
        limit = position;
        return record;
    }

    /** Forgets the open record, if there is one, and gives its pages back. */
    public void drop() {
        if (isOpen()) {
            List<MemorySegment> dropped = pages.subList(openPageIndex, pages.size());
            pool.release(new ArrayList<>(dropped));
            dropped.clear();
            openPageIndex = -1;
            position = 0;
            limit = 0;
        }
    }

    /** Gives back all pages but the open record's. */
    public void release() {
        if (!isOpen()) {
            pool.release(pages);
            pages.clear();
            position = 0;
            limit = 0;
            return;
        }
        List<MemorySegment> released = pages.subList(0, openPageIndex);
        pool.release(new ArrayList<>(released));
        System.arraycopy(
                pageAddresses, openPageIndex, pageAddresses, 0, pages.size() - openPageIndex);
        released.clear();
        openPageIndex = 0;
    }

    /**
     * Gives back all pages but those that a record lies in, which can still be read. Requires: none
     * is open, and none is added before {@link #release}.
     */
    public void releaseAllBut(long record) {
        int first = pageIndex(record);
        int last = RecordLayout.isLarge(record) ? lastPageIndex(record, first) : first;
        List<MemorySegment> kept = new ArrayList<>(pages.subList(first, last + 1));
        pages.subList(first, last + 1).clear();
        pool.release(pages);
        pages.addAll(kept);
    }

    private int pageIndex(long record) {
        int index = 0;
        while (record < pageAddresses[index] || record >= pageAddresses[index] + pageBytes) {
            index++;
        }
        return index;
    }

    private int lastPageIndex(long record, int first) {
        return first
                + (int)
                        (fromPageStart(record, first, RecordLayout.lengthBytes(record))
                                / pageBytes);
    }

    /**
     * Where a record's bytes from an offset on lie; {@link #pieceBytes} of them are in one piece.
     */
    public long pieceAddress(long record, long offset) {
        if (!RecordLayout.isLarge(record)) {
            return layout.bytesAddress(record) + offset;
        }
        int firstPage = RecordLayout.largePageIndex(record);
        long fromPageStart = fromPageStart(record, firstPage, offset);
        return pageAddresses[firstPage + (int) (fromPageStart / pageBytes)]
                + fromPageStart % pageBytes;
    }

    /** How many of a record's bytes from an offset on lie in one piece. */
    public long pieceBytes(long record, long offset) {
        long remaining = RecordLayout.lengthBytes(record) - offset;
        if (!RecordLayout.isLarge(record)) {
            return remaining;
        }
        long fromPageStart = fromPageStart(record, RecordLayout.largePageIndex(record), offset);
        return Math.min(remaining, pageBytes - fromPageStart % pageBytes);
    }

    private long fromPageStart(long record, int firstPage, long offset) {
        return record - pageAddresses[firstPage] + RecordLayout.LARGE_HEADER_BYTES + offset;
    }

    private boolean tryOpenPage() {
        assert openPageIndex < 0 : "openPageIndex=" + openPageIndex + " (expected no open record)";
        if (!tryAddPage()) {
            return false;
        }
        openPageIndex = pages.size() - 1;
        openBytes = 0;
        return true;
    }

    private void advance(int bytes) {
        position += bytes;
        openBytes += bytes;
    }

    private boolean tryAddPage() {
        MemorySegment page = pool.tryAllocatePage();
        if (page == null) {
            return false;
        }
        if (pages.size() == pageAddresses.length) {
            pageAddresses = Arrays.copyOf(pageAddresses, 2 * pageAddresses.length);
        }
        position = page.getAddress();
        limit = position + pageBytes;
        pageAddresses[pages.size()] = position;
        pages.add(page);
        return true;
    }
}
