package io.plimsoll.operators.run;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.record.EntryIndex;
import io.plimsoll.operators.record.RecordHeap;
import io.plimsoll.operators.record.RecordLayout;
import io.plimsoll.spill.IOManager;
import io.plimsoll.spill.SpillWriter;
import io.plimsoll.spill.run.SpillRun;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes records, in the order given, to pages and those to disk.
 *
 * <p>Its pages come from the sorter's workspace, which is charged when the sorter opens: spilling
 * never waits for the memory that it is to free. Not thread-safe.
 */
public final class RunWriter implements AutoCloseable {

    private static final int LOOKAHEAD_RECORDS = 32;

    private final MemoryPool workspace;
    private final RecordLayout layout;
    private final long maxRecords;
    private final int pageBytes;
    private final SpillWriter writer;

    private @Nullable MemorySegment page;
    private long position;
    private long limit;
    private long records;

    public RunWriter(IOManager io, MemoryPool workspace, SortSettings settings) throws IOException {
        this.workspace = workspace;
        this.layout = settings.layout();
        this.maxRecords = settings.limit();
        this.pageBytes = workspace.pageSizeBytes();
        this.writer = io.newWriter("sort");
    }

    /**
     * Appends the records of a sorted builder but duplicates, as many as are wanted.
     *
     * @return the last one that is wanted, if there are so many; else 0
     */
    public long append(RunBuilder run) throws IOException {
        return append(run, 0, 0);
    }

    /** As {@link #append(RunBuilder)}, from an entry on, in front of which a record stood, or 0. */
    public long append(RunBuilder run, int from, long before) throws IOException {
        EntryIndex entries = run.entries();
        long[] addresses = new long[LOOKAHEAD_RECORDS];
        long[] lengths = new long[LOOKAHEAD_RECORDS];
        long previous = before;
        for (int start = from; start < entries.size(); start += LOOKAHEAD_RECORDS) {
            int count = Math.min(LOOKAHEAD_RECORDS, entries.size() - start);
            // Records lie anywhere: reading their headers first lets the cache misses overlap.
            for (int i = 0; i < count; i++) {
                addresses[i] = entries.recordAddress(start + i);
                lengths[i] = RecordLayout.lengthBytes(addresses[i]);
            }
            for (int i = 0; i < count; i++) {
                if (previous == 0 || !run.isDuplicate(previous, addresses[i])) {
                    append(run.heap(), addresses[i], lengths[i]);
                    previous = addresses[i];
                    if (++records == maxRecords) {
                        return previous;
                    }
                }
            }
        }
        return 0;
    }

    /** Appends a source's current record; of a large one, what can be read only once. */
    public void append(MergeSource source) throws IOException {
        if (!RecordLayout.isLarge(source.record)) {
            appendSmall(source.record, source.lengthBytes);
            return;
        }
        startLarge(source.record, source.lengthBytes);
        appendPiece(source.bytesAddress, source.pieceBytes);
        source.streamRest(this::appendPiece);
        limit = position;
    }

    private void append(RecordHeap heap, long record, long lengthBytes) throws IOException {
        if (!RecordLayout.isLarge(record)) {
            appendSmall(record, lengthBytes);
            return;
        }
        startLarge(record, lengthBytes);
        for (long offset = 0; offset < lengthBytes; ) {
            long piece = heap.pieceBytes(record, offset);
            appendPiece(heap.pieceAddress(record, offset), piece);
            offset += piece;
        }
        limit = position;
    }

    private void appendSmall(long record, long lengthBytes) throws IOException {
        int total = layout.smallHeaderBytes() + (int) lengthBytes;
        if (limit - position < total) {
            nextPage();
        }
        RawMemory.copy(record, position, total);
        position += total;
    }

    private void startLarge(long record, long lengthBytes) throws IOException {
        nextPage();
        RecordLayout.putLargeHeader(position, lengthBytes, RecordLayout.largeKeyBytes(record), 0);
        position += RecordLayout.LARGE_HEADER_BYTES;
    }

    private void appendPiece(long address, long lengthBytes) throws IOException {
        for (long done = 0; done < lengthBytes; ) {
            if (position == limit) {
                nextPage();
            }
            long piece = Math.min(lengthBytes - done, limit - position);
            RawMemory.copy(address + done, position, piece);
            position += piece;
            done += piece;
        }
    }

    public SpillRun finish() throws IOException {
        flushPage();
        return writer.finish();
    }

    @Override
    public void close() {
        if (page != null) {
            workspace.release(page);
            page = null;
        }
        writer.close();
    }

    private void nextPage() throws IOException {
        flushPage();
        MemorySegment next = workspace.tryAllocatePage();
        while (next == null) {
            // All pages are on their way to disk and come back one extent at a time.
            if (!writer.awaitRecycled()) {
                Thread.onSpinWait();
            }
            next = workspace.tryAllocatePage();
        }
        page = next;
        position = next.getAddress();
        limit = position + pageBytes;
    }

    private void flushPage() throws IOException {
        if (page != null) {
            MemorySegment full = page;
            page = null;
            writer.write(full, (int) (position - full.getAddress()));
        }
    }
}
