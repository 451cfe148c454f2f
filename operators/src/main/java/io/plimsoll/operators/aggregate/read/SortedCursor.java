package io.plimsoll.operators.aggregate.read;

import static io.plimsoll.operators.aggregate.table.RecordPages.NO_ROOM;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.aggregate.table.GroupLayout;
import io.plimsoll.operators.aggregate.table.GroupTable;
import io.plimsoll.operators.aggregate.table.RecordPages;
import io.plimsoll.operators.record.RecordPieces;
import io.plimsoll.operators.sort.BinarySorter;
import io.plimsoll.operators.sort.SortedRecords;
import java.io.IOException;
import java.util.Arrays;

/**
 * Groups whose records come in the order of {@link SortedGroups}, one group in memory at a time.
 *
 * <p>Not thread-safe.
 */
public final class SortedCursor implements GroupCursor {

    private final GroupLayout layout;
    private final BinarySorter sorter;
    private final SortedRecords records;
    private final GroupTable group;

    /** Where a record is built as tables take it. */
    private final RecordPages image;

    private byte[] key = new byte[256];
    private int keyBytes;

    /** The key of the current group as it was sorted by. */
    private byte[] sortedKey = {};

    private int sortedKeyBytes;

    /** The record that was read last, and the one before it. */
    private byte[] bytes = new byte[256];

    private int length;
    private byte[] earlier = new byte[256];
    private int earlierLength;

    private boolean ended;
    private long record;

    public SortedCursor(
            GroupLayout layout, MemoryPool pool, BinarySorter sorter, SortedRecords records)
            throws IOException {
        this.layout = layout;
        this.sorter = sorter;
        this.records = records;
        this.group = new GroupTable(layout, 0, 0, pool, pool::tryAllocatePage);
        this.image = new RecordPages(pool, pool::tryAllocatePage);
        read();
    }

    @Override
    public boolean next() throws IOException {
        while (!ended && isSameKey()) {
            read();
        }
        if (ended) {
            record = 0;
            return false;
        }
        startGroup();
        while (!ended && isSameKey() && rank() != GroupLayout.ITEM_RANK) {
            take();
            earlierLength = length;
            byte[] swapped = earlier;
            earlier = bytes;
            bytes = swapped;
            read();
        }
        return true;
    }

    private void startGroup() {
        sortedKeyBytes = SortedKeys.endOfKey(bytes);
        sortedKey = Arrays.copyOf(bytes, sortedKeyBytes);
        if (key.length < sortedKeyBytes) {
            key = new byte[sortedKeyBytes];
        }
        keyBytes = SortedKeys.getKey(bytes, key);
        group.clear();
        earlierLength = 0;
        record = group.group(key, 0, keyBytes, layout.hashOf(key, 0, keyBytes));
        checkRoom(record != NO_ROOM);
    }

    /** Adds the record that was read to the group. */
    private void take() {
        int body = sortedKeyBytes + 2;
        if (rank() == GroupLayout.ELEMENT_RANK) {
            if (!Arrays.equals(bytes, 0, length, earlier, 0, earlierLength)) {
                long count = layout.stateAddress(record) + layout.offset(function());
                RawMemory.putLong(count, RawMemory.getLong(count) + 1);
            }
            return;
        }
        image.clear();
        int size = layout.imageBytes(keyBytes, length - body);
        long from = image.tryAllocate(size);
        checkRoom(from != NO_ROOM);
        layout.putImage(from, size, rank(), function(), key, keyBytes);
        long target = from + size - (length - body);
        RawMemory.copyFromArray(bytes, body, target, length - body);
        checkRoom(layout.isCompact() ? group.absorb(from, size) == size : group.absorbRecord(from));
    }

    private static void checkRoom(boolean found) {
        if (!found) {
            throw new IllegalStateException("no page for one group (expected: planned for)");
        }
    }

    private int rank() {
        return bytes[sortedKeyBytes];
    }

    private int function() {
        return bytes[sortedKeyBytes + 1] & 0xff;
    }

    private boolean isSameKey() {
        return length >= sortedKeyBytes
                && sortedKeyBytes > 0
                && Arrays.equals(bytes, 0, sortedKeyBytes, sortedKey, 0, sortedKeyBytes);
    }

    private void read() throws IOException {
        if (!records.next()) {
            ended = true;
            length = 0;
            return;
        }
        length = Math.toIntExact(records.payloadBytes());
        if (bytes.length < length) {
            bytes = new byte[Math.max(length, 2 * bytes.length)];
        }
        records.copyPayload(bytes);
    }

    @Override
    public long record() {
        return record;
    }

    @Override
    public GroupTable table() {
        return group;
    }

    /** Requires: lists are asked for in the order of their functions, each once. */
    @Override
    public void forEachElement(int function, RecordPieces target) throws IOException {
        while (!ended && isSameKey() && function() <= function) {
            if (function() == function) {
                hand(target);
            }
            read();
        }
    }

    private void hand(RecordPieces target) throws IOException {
        image.clear();
        int start = sortedKeyBytes + 2 + GroupLayout.ITEM_HEADER_BYTES;
        long copy = image.tryAllocate(Math.max(1, length - start));
        checkRoom(copy != NO_ROOM);
        RawMemory.copyFromArray(bytes, start, copy, length - start);
        target.accept(copy, length - start);
    }

    @Override
    public void close() {
        ended = true;
        records.close();
        sorter.close();
        group.release();
        image.release();
    }
}
