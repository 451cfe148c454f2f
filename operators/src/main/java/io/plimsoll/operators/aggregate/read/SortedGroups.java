package io.plimsoll.operators.aggregate.read;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.aggregate.partition.PartitionFiles;
import io.plimsoll.operators.aggregate.table.GroupLayout;
import io.plimsoll.operators.aggregate.table.RecordPages;
import io.plimsoll.operators.sort.BinarySorter;
import io.plimsoll.operators.sort.SortWriter;
import java.io.IOException;

/**
 * Aggregates by sorting: what hashing can't divide any further, and what is wanted in the order of
 * its keys.
 *
 * <p>A record is sorted as {@code key, rank, function, body}. So a group's states come first, then
 * the values of its sets, which are counted as they differ, then single values, and at last the
 * items of its lists, which need not fit in memory: they are read as they are asked for.
 *
 * <p>Not thread-safe.
 */
public final class SortedGroups implements AutoCloseable {

    /** What {@link SortedCursor} has in memory at a time, in pages, besides large records. */
    static final int CURSOR_PAGES = 8;

    private final GroupLayout layout;
    private final MemoryPool pool;
    private final PartitionFiles files;
    private final BinarySorter sorter;
    private final SortWriter writer;
    private final SortedKeys record = new SortedKeys();
    private byte[] key = new byte[256];

    /**
     * Creates it.
     *
     * @param pool for what the result has in memory
     * @param sorter unkeyed, with one writer; it is closed with this
     */
    public SortedGroups(
            GroupLayout layout, MemoryPool pool, PartitionFiles files, BinarySorter sorter) {
        this.layout = layout.duplicate();
        this.pool = pool;
        this.files = files;
        this.sorter = sorter;
        this.writer = sorter.newWriter();
    }

    /** What is to be sorted with. */
    public static BinarySorter.Options sorterOptions() {
        return BinarySorter.options().writers(1);
    }

    /** Takes all records, which are gone then. */
    public void addAll(RecordPages records) throws IOException {
        while (records.pageCount() > 0) {
            int used = records.usedBytes(records.pageCount() - 1);
            MemorySegment page = records.takeLast();
            try {
                add(page.getAddress(), used);
            } finally {
                page.free();
            }
        }
        while (!records.large().isEmpty()) {
            MemorySegment large = records.takeLastLarge();
            try {
                add(large.getAddress());
            } finally {
                large.free();
            }
        }
    }

    /** Takes records that lie behind each other. */
    public void add(long address, int bytes) throws IOException {
        files.control().checkCancelled();
        for (int at = 0; at < bytes; at += layout.recordBytes(address + at)) {
            add(address + at);
        }
    }

    /** Takes one record, of any size. */
    public void add(long from) throws IOException {
        if (!layout.isLive(from)) {
            return;
        }
        int keyBytes = layout.keyBytesOf(from);
        if (key.length < keyBytes) {
            key = new byte[keyBytes];
        }
        RawMemory.copyToArray(layout.keyAddress(from), key, 0, keyBytes);
        record.clear();
        record.putKey(key, keyBytes);
        record.put(layout.rank(from));
        record.put(layout.functionIndex(from));
        long body = layout.keyAddress(from) + keyBytes;
        int bodyBytes = (int) (from + layout.recordBytes(from) - body);
        int start = record.append(bodyBytes);
        RawMemory.copyToArray(body, record.bytes(), start, bodyBytes);
        writer.add(record.bytes(), 0, record.length());
    }

    /** Waits for pages: what is sorted has its own. */
    public void makeRoom() {
        files.control().checkCancelled();
        files.awaitRoom(pool);
    }

    /** Ends the input and gives the groups, in the order of their keys. */
    public GroupCursor finish() throws IOException {
        writer.close();
        return new SortedCursor(layout, pool, sorter, sorter.finish());
    }

    @Override
    public void close() {
        writer.close();
        sorter.close();
    }
}
