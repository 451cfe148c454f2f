package io.plimsoll.operators.partition;

import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.record.RecordPieces;
import io.plimsoll.spill.IOManager;
import io.plimsoll.spill.SpillReader;
import io.plimsoll.spill.run.SpillRun;
import java.io.IOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Reads a partition from disk, record by record ({@link #next}) or page by page ({@link
 * #nextPage}); not both ways at once.
 *
 * <p>Memory: {@link #pagesNeeded} pages of its pool while it is open. What it points to is valid
 * until the next call.
 *
 * <p>Not thread-safe.
 */
public final class PartitionReader implements AutoCloseable {

    private final IOManager io;
    private final MemoryPool pool;
    private final SpilledPartition partition;
    private final Iterator<SpillRun> runs;
    private final int extentsAhead;
    private final boolean deleting;

    private @Nullable SpillReader reader;
    private @Nullable MemorySegment page;

    /** The current record; where the next one starts; the end of the page. */
    private long record;

    private long position;
    private long limit;

    /** What of a large record's content is in pages that follow. */
    private long unreadBytes;

    /**
     * Opens a partition.
     *
     * @param pool has {@link #pagesNeeded} pages for it
     * @param extentsAhead how many extents are read before they are asked for
     * @param deleting whether files are deleted as they are read, and all of them on closing
     */
    public PartitionReader(
            IOManager io,
            MemoryPool pool,
            SpilledPartition partition,
            int extentsAhead,
            boolean deleting) {
        this.io = io;
        this.pool = pool;
        this.partition = partition;
        this.runs = partition.runs().iterator();
        this.extentsAhead = extentsAhead;
        this.deleting = deleting;
    }

    /** The most pages that reading takes of the pool, of runs with extents of so many pages. */
    public static int pagesNeeded(int extentPages, int extentsAhead) {
        return (extentsAhead + 1) * extentPages + (extentsAhead == 0 ? 1 : 0);
    }

    /**
     * Goes to the next record.
     *
     * @return false at the end
     */
    public boolean next() throws IOException {
        if (position == limit && !nextPage()) {
            return false;
        }
        record = position;
        if (HashedRecord.isLarge(record)) {
            startLarge();
        } else {
            position += HashedRecord.smallBytes(record);
        }
        return true;
    }

    /**
     * Goes to the next page that starts with a record: {@link #pageAddress}, {@link #pageBytes}. If
     * {@link #isLarge}, that is the only record of the page, and {@link #forEachPiece} reads it.
     *
     * @return false at the end
     */
    public boolean nextPage() throws IOException {
        while (unreadBytes > 0) {
            nextContentPage();
        }
        if (!readPage()) {
            record = 0;
            return false;
        }
        record = position;
        if (HashedRecord.isLarge(record)) {
            startLarge();
            position = record;
        }
        return true;
    }

    public long pageAddress() {
        return position;
    }

    public int pageBytes() {
        return (int) (limit - position);
    }

    /** Whether the current record goes on in other pages. */
    public boolean isLarge() {
        return HashedRecord.isLarge(record);
    }

    /** The current record, of which {@link HashedRecord} tells more; of a large one the start. */
    public long record() {
        return record;
    }

    /** Hands over the current record's key and payload, a piece at a time; once. */
    public void forEachPiece(RecordPieces target) throws IOException {
        long content = HashedRecord.keyAddress(record);
        if (!HashedRecord.isLarge(record)) {
            target.accept(content, HashedRecord.contentBytes(record));
            return;
        }
        target.accept(content, limit - content);
        while (unreadBytes > 0) {
            nextContentPage();
            target.accept(record, limit - record);
        }
    }

    /** Gives the pages back, and deletes the files if asked to. Idempotent. */
    @Override
    public void close() {
        closeReader();
        unreadBytes = 0;
        if (deleting) {
            partition.delete(io);
        }
    }

    private void startLarge() {
        long inPage = limit - HashedRecord.keyAddress(record);
        unreadBytes = HashedRecord.contentBytes(record) - inPage;
        position = limit;
    }

    /** Goes to the next page of a large record; its content starts where {@code record} says. */
    private void nextContentPage() throws IOException {
        if (!readPage()) {
            throw new IllegalStateException("unreadBytes=" + unreadBytes + " (expected a page)");
        }
        record = position + HashedRecord.LINK_BYTES;
        unreadBytes -= limit - record;
        position = limit;
    }

    private boolean readPage() throws IOException {
        while (true) {
            SpillReader current = reader;
            if (current == null) {
                if (!runs.hasNext()) {
                    return false;
                }
                current = open(runs.next());
                reader = current;
            }
            recyclePage(current);
            MemorySegment next = current.nextPage();
            if (next != null) {
                page = next;
                position = next.getAddress();
                limit = position + current.pageBytes();
                return true;
            }
            closeReader();
        }
    }

    /** Whoever opens a reader has kept pages for it. */
    private SpillReader open(SpillRun run) {
        try {
            return deleting
                    ? io.newReaderDeleting(run, pool, extentsAhead)
                    : io.newReader(run, pool, extentsAhead);
        } catch (MemoryAllocationException e) {
            throw new IllegalStateException(
                    "no memory to read a partition (expected: planned for)", e);
        }
    }

    private void recyclePage(SpillReader current) {
        if (page != null) {
            current.recycle(page);
            page = null;
        }
        position = 0;
        limit = 0;
    }

    private void closeReader() {
        SpillReader current = reader;
        if (current != null) {
            recyclePage(current);
            reader = null;
            current.close();
        }
    }
}
