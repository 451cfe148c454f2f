package io.plimsoll.operators.join.pass;

import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.spill.IOManager;
import io.plimsoll.spill.SpillReader;
import io.plimsoll.spill.SpillWriter;
import io.plimsoll.spill.run.SpillRun;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A bit for each of any number of records, in their order: read as they were noted the time before,
 * and noted anew. On disk but for a few pages.
 *
 * <p>Not thread-safe.
 */
public final class MatchedBits implements AutoCloseable {

    /** The pages that it takes at most: to write one and have one on its way, to read as many. */
    static final int PAGES = 4;

    private final IOManager io;
    private final MemoryPool pool;
    private final int pageBytes;

    private @Nullable SpillRun before;
    private @Nullable SpillReader reader;
    private @Nullable MemorySegment readPage;
    private long readWord;
    private int readBits;
    private long readAt;

    private @Nullable SpillWriter writer;
    private @Nullable MemorySegment writePage;
    private long writeWord;
    private int writtenBits;
    private long writeAt;

    public MatchedBits(IOManager io, MemoryPool pool) {
        this.io = io;
        this.pool = pool;
        this.pageBytes = pool.pageSizeBytes();
    }

    /** Starts at the first record again. */
    public void rewind() throws IOException {
        finishReading();
        if (writer != null) {
            before = finishWriting(writer);
        }
        try {
            reader = before == null ? null : io.newReaderDeleting(before, pool, 0);
        } catch (MemoryAllocationException e) {
            throw new IllegalStateException("no memory for bits (expected: planned for)", e);
        }
        readAt = 0;
        readBits = 0;
        writer = io.newWriter("join-bits", MemorySegment::free, 1);
    }

    /** What was noted of the next record before; false the first time. */
    boolean read() throws IOException {
        SpillReader current = reader;
        if (current == null) {
            return false;
        }
        if (readBits == 0) {
            readNextWord(current);
        }
        boolean bit = (readWord & 1) != 0;
        readWord >>>= 1;
        readBits--;
        return bit;
    }

    /** Notes the next record. */
    void write(boolean bit) throws IOException {
        writeWord |= (bit ? 1L : 0) << writtenBits;
        writtenBits++;
        if (writtenBits == Long.SIZE) {
            writeNextWord();
        }
    }

    @Override
    public void close() {
        finishReading();
        if (writePage != null) {
            pool.release(writePage);
            writePage = null;
        }
        if (writer != null) {
            writer.close();
            writer = null;
        }
        if (before != null) {
            io.delete(before);
            before = null;
        }
    }

    private void readNextWord(SpillReader current) throws IOException {
        MemorySegment page = readPage;
        if (page == null || readAt == pageBytes) {
            if (page != null) {
                readPage = null;
                current.recycle(page);
            }
            page = current.nextPage();
            if (page == null) {
                throw new IllegalStateException("bits=0 left (expected one for each record)");
            }
            readPage = page;
            readAt = 0;
        }
        readWord = RawMemory.getLong(page.getAddress() + readAt);
        readAt += Long.BYTES;
        readBits = Long.SIZE;
    }

    private void writeNextWord() throws IOException {
        SpillWriter current = writer;
        if (current == null) {
            throw new IllegalStateException("write before rewind (expected after)");
        }
        MemorySegment page = writePage;
        if (page == null) {
            page = newPage(current);
            writePage = page;
            writeAt = 0;
        }
        RawMemory.putLong(page.getAddress() + writeAt, writeWord);
        writeAt += Long.BYTES;
        writeWord = 0;
        writtenBits = 0;
        if (writeAt == pageBytes) {
            writePage = null;
            current.write(page, pageBytes);
        }
    }

    private MemorySegment newPage(SpillWriter current) throws IOException {
        MemorySegment page = pool.tryAllocatePage();
        while (page == null) {
            if (!current.awaitRecycled()) {
                Thread.onSpinWait();
            }
            page = pool.tryAllocatePage();
        }
        return page;
    }

    private SpillRun finishWriting(SpillWriter current) throws IOException {
        if (writtenBits > 0) {
            writeNextWord();
        }
        MemorySegment page = writePage;
        if (page != null) {
            writePage = null;
            current.write(page, (int) writeAt);
        }
        writer = null;
        return current.finish();
    }

    private void finishReading() {
        SpillReader current = reader;
        if (current != null) {
            if (readPage != null) {
                current.recycle(readPage);
                readPage = null;
            }
            reader = null;
            current.close();
        }
        if (before != null) {
            io.delete(before);
            before = null;
        }
    }
}
