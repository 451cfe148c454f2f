package io.plimsoll.operators.partition;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.partition.PartitionMemory.Output;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Unsorted records: in memory until they are told to {@link #spill}, then on disk.
 *
 * <p>A small record is placed in one step, {@link #tryAllocate}, and its bytes written by the
 * caller. A large one is opened with its length and then appended in pieces. In memory both find no
 * page some time; the caller makes room, which may be by spilling this partition, and tries again.
 * On disk there is always room.
 *
 * <p>Not thread-safe.
 */
public final class Partition implements AutoCloseable {

    /** What an allocation returns when there is no page; no record lies there. */
    public static final long NO_MEMORY = 0;

    private static final int NO_PAGE = Integer.MAX_VALUE;

    private final PartitionMemory memory;
    private final int pageBytes;

    private final List<MemorySegment> pages = new ArrayList<>();
    private long[] addresses = new long[8];
    private int[] usedBytes = new int[8];

    private @Nullable Output output;

    /** Where the next byte goes, the end of its page, and its start; 0 without a page. */
    private long position;

    private long limit;
    private long pageStart;

    /** What is still to come of the open large record. */
    private long openBytes;

    /** The index of its first page. */
    private int openPage = NO_PAGE;

    /** Where in the current page the address of the open record's next page goes. */
    private int openLinkOffset;

    private long records;
    private long bytes;
    private long largestBytes;
    private long sketch;

    public Partition(PartitionMemory memory) {
        this.memory = memory;
        this.pageBytes = memory.pageSizeBytes();
    }

    /** Appends a small record whose key and payload lie at an address; false without a page. */
    public boolean tryAppend(long hash, long address, int keyBytes, int contentBytes)
            throws IOException {
        if (!HashedRecord.isSmall(pageBytes, contentBytes)) {
            throw new IllegalArgumentException(
                    "contentBytes=" + contentBytes + " (expected a small record)");
        }
        long record = tryAllocate(hash, keyBytes, contentBytes);
        if (record == NO_MEMORY) {
            return false;
        }
        RawMemory.copy(address, record + HashedRecord.SMALL_HEADER_BYTES, contentBytes);
        return true;
    }

    /**
     * Places a small record's header and room for its bytes.
     *
     * @param keyBytesAndMarks the key's length and the record's marks
     * @param contentBytes the length of key and payload
     * @return the record's address, whose key and payload the caller writes; or {@link #NO_MEMORY}
     */
    public long tryAllocate(long hash, int keyBytesAndMarks, int contentBytes) throws IOException {
        int needed = HashedRecord.SMALL_HEADER_BYTES + contentBytes;
        if (limit - position < needed && !tryNextPage()) {
            return NO_MEMORY;
        }
        long record = position;
        HashedRecord.putSmall(record, hash, keyBytesAndMarks, contentBytes);
        position += needed;
        count(hash, needed);
        return record;
    }

    /** Copies a small record with its marks. */
    public boolean tryCopy(long hash, long record) throws IOException {
        int needed = HashedRecord.smallBytes(record);
        if (limit - position < needed && !tryNextPage()) {
            return false;
        }
        RawMemory.copy(record, position, needed);
        RawMemory.putLong(HashedRecord.wordAddress(position), hash);
        position += needed;
        count(hash, needed);
        return true;
    }

    /**
     * Copies a page of small records at once, as a reader gives them.
     *
     * @param address where the first record starts
     * @param lengthBytes what all take together
     */
    public boolean tryCopyPage(long address, int lengthBytes) throws IOException {
        if (!tryNextPage()) {
            return false;
        }
        RawMemory.copy(address, position, lengthBytes);
        long end = position + lengthBytes;
        while (position < end) {
            int size = HashedRecord.smallBytes(position);
            count(HashedRecord.word(position), size);
            position += size;
        }
        return true;
    }

    /** Opens a large record, whose key and payload are then appended; false without a page. */
    public boolean tryOpen(long hash, int keyBytesAndMarks, long contentBytes) throws IOException {
        assert openBytes == 0 : "openBytes=" + openBytes + " (expected no open record)";
        if (!tryNextPage()) {
            return false;
        }
        HashedRecord.putLarge(position, hash, keyBytesAndMarks, contentBytes);
        position += HashedRecord.LARGE_HEADER_BYTES;
        openBytes = contentBytes;
        openPage = pages.size() - 1;
        openLinkOffset = HashedRecord.LARGE_LINK_OFFSET;
        count(hash, contentBytes + HashedRecord.LARGE_HEADER_BYTES);
        return true;
    }

    /**
     * Appends to the open record as many of the bytes as there are pages for; with its last byte it
     * ends.
     *
     * @return how many bytes were taken; fewer than given when there is no page
     */
    public int tryAppend(long source, int lengthBytes) throws IOException {
        int done = 0;
        while (done < lengthBytes && (position < limit || tryLinkPage())) {
            int piece = (int) Math.min(lengthBytes - done, limit - position);
            RawMemory.copy(source + done, position, piece);
            advance(piece);
            done += piece;
        }
        return done;
    }

    /** As {@link #tryAppend(long, int)}, from an array. */
    public int tryAppend(byte[] source, int offset, int lengthBytes) throws IOException {
        int done = 0;
        while (done < lengthBytes && (position < limit || tryLinkPage())) {
            int piece = (int) Math.min(lengthBytes - done, limit - position);
            RawMemory.copyFromArray(source, offset + done, position, piece);
            advance(piece);
            done += piece;
        }
        return done;
    }

    /** Whether records go to disk. */
    public boolean isSpilled() {
        return output != null;
    }

    /**
     * Sends all pages to disk, and what is appended from now on too. The pages are free a little
     * later, see {@link PartitionMemory#awaitFreed}.
     *
     * @return how many bytes that will free
     */
    public long spill() throws IOException {
        if (output != null) {
            return 0;
        }
        closePage();
        Output created = memory.newOutput();
        output = created;
        long freed = (long) pages.size() * pageBytes;
        int next = 0;
        try {
            while (next < pages.size()) {
                MemorySegment page = pages.get(next);
                int used = usedBytes[next];
                next++;
                created.writeSpilled(page, used);
            }
        } finally {
            pages.subList(0, next).clear();
            System.arraycopy(addresses, next, addresses, 0, pages.size());
            System.arraycopy(usedBytes, next, usedBytes, 0, pages.size());
        }
        return freed;
    }

    /** How many pages are in memory. */
    public int pageCount() {
        return pages.size();
    }

    /** Where a page in memory starts. */
    public long pageAddress(int index) {
        return addresses[index];
    }

    /** How many bytes of a page in memory are records. */
    public int pageUsedBytes(int index) {
        return addresses[index] == pageStart ? (int) (position - pageStart) : usedBytes[index];
    }

    /** Visits the records in memory that start in one page; of an open record, none. */
    public void forEachRecord(int page, RecordVisitor visitor) throws IOException {
        if (page >= openPage) {
            return;
        }
        long record = addresses[page];
        long end = record + pageUsedBytes(page);
        if (HashedRecord.isLarge(record)) {
            visitor.visit(record);
            return;
        }
        while (record < end) {
            long next = record + HashedRecord.smallBytes(record);
            visitor.visit(record);
            record = next;
        }
    }

    /** Visits all records in memory but an open one. */
    public void forEachRecord(RecordVisitor visitor) throws IOException {
        int page = 0;
        while (page < Math.min(openPage, pages.size())) {
            int behind = 0;
            if (HashedRecord.isLarge(addresses[page])) {
                behind = HashedRecord.pagesBehind(addresses[page], pageBytes);
            }
            forEachRecord(page, visitor);
            page += 1 + behind;
        }
    }

    /** The index of the first page of the open record; beyond all pages if there is none. */
    public int openPage() {
        return openPage;
    }

    /** Gives the pages before an index back, in memory; those that follow are numbered anew. */
    public void releaseFirst(int count) {
        List<MemorySegment> released = pages.subList(0, count);
        for (MemorySegment page : released) {
            page.free();
        }
        released.clear();
        System.arraycopy(addresses, count, addresses, 0, pages.size());
        System.arraycopy(usedBytes, count, usedBytes, 0, pages.size());
        if (openPage != NO_PAGE) {
            openPage -= count;
        }
        if (pages.isEmpty()) {
            forgetPage();
        }
    }

    /** What is known of all records that were appended. */
    public PartitionStatistics statistics() {
        return new PartitionStatistics(records, bytes, largestBytes, sketch);
    }

    /** How many records were appended. */
    public long records() {
        return records;
    }

    /** What the records take of pages. */
    public long bytes() {
        return bytes;
    }

    /**
     * Ends a partition that is spilled, and waits until all of it is on disk. What is returned is
     * the caller's.
     */
    public SpilledPartition finish() throws IOException {
        Output spilled = output;
        if (spilled == null) {
            throw new IllegalStateException("finish of a partition in memory (expected spilled)");
        }
        flushPage(spilled);
        var run = spilled.writer.finish();
        memory.remove(spilled);
        output = null;
        var finished = new SpilledPartition(List.of(run), statistics());
        forget();
        return finished;
    }

    /** Forgets all records: gives the pages back and deletes what was written. Idempotent. */
    @Override
    public void close() {
        for (MemorySegment page : pages) {
            page.free();
        }
        pages.clear();
        Output spilled = output;
        if (spilled != null) {
            output = null;
            spilled.writer.close();
            memory.remove(spilled);
        }
        forget();
    }

    private void advance(int lengthBytes) {
        position += lengthBytes;
        openBytes -= lengthBytes;
        if (openBytes == 0) {
            limit = position;
            openPage = NO_PAGE;
        }
    }

    private void count(long hash, long lengthBytes) {
        records++;
        bytes += lengthBytes;
        largestBytes = Math.max(largestBytes, lengthBytes);
        sketch |= 1L << hash;
    }

    /** Goes on in a new page, to which the one before leads. */
    private boolean tryLinkPage() throws IOException {
        long link = pageStart + openLinkOffset;
        if (!tryNextPage()) {
            return false;
        }
        if (output == null) {
            RawMemory.putLong(link, position);
        }
        RawMemory.putLong(position, 0);
        position += HashedRecord.LINK_BYTES;
        openLinkOffset = 0;
        return true;
    }

    private boolean tryNextPage() throws IOException {
        Output spilled = output;
        MemorySegment page;
        if (spilled != null) {
            flushPage(spilled);
            page = memory.awaitWorkspacePage();
        } else {
            page = memory.tryAllocatePage();
            if (page == null) {
                return false;
            }
            closePage();
        }
        addPage(page);
        return true;
    }

    private void addPage(MemorySegment page) {
        int index = pages.size();
        if (index == addresses.length) {
            addresses = Arrays.copyOf(addresses, 2 * index);
            usedBytes = Arrays.copyOf(usedBytes, 2 * index);
        }
        pages.add(page);
        addresses[index] = page.getAddress();
        pageStart = addresses[index];
        position = pageStart;
        limit = pageStart + pageBytes;
    }

    private void closePage() {
        if (pageStart != 0) {
            usedBytes[pages.size() - 1] = (int) (position - pageStart);
        }
        forgetPage();
    }

    /** Hands the page that is being filled to the writer; it is the only one in memory then. */
    private void flushPage(Output spilled) throws IOException {
        if (pageStart != 0) {
            int used = (int) (position - pageStart);
            MemorySegment page = pages.removeLast();
            forgetPage();
            spilled.write(page, used);
        }
    }

    private void forgetPage() {
        pageStart = 0;
        position = 0;
        limit = 0;
    }

    private void forget() {
        forgetPage();
        openBytes = 0;
        openPage = NO_PAGE;
        records = 0;
        bytes = 0;
        largestBytes = 0;
        sketch = 0;
    }
}
