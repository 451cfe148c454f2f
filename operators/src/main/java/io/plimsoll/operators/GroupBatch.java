package io.plimsoll.operators;

import io.plimsoll.memory.access.RawArrays;
import io.plimsoll.operators.aggregate.AggregateWriter;
import io.plimsoll.operators.aggregate.function.StateFunction;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Some records on their way to another thread: of each its key, and what each aggregate adds.
 *
 * <p>Not thread-safe.
 */
final class GroupBatch {

    /** Marks the end of the records. */
    static final GroupBatch END = new GroupBatch();

    /**
     * Enough records that handing them over costs nothing each, few enough to stay in the cache.
     */
    private static final int FULL_BYTES = 32 * 1024;

    /** In place of a length: there is nothing to add. */
    private static final int NOTHING = -1;

    private byte[] bytes = new byte[FULL_BYTES];
    private int end;
    private int records;

    boolean isEmpty() {
        return records == 0;
    }

    boolean isFull() {
        return end >= FULL_BYTES;
    }

    int size() {
        return records;
    }

    /** Begins a record. */
    void addKey(byte[] key, int keyBytes) {
        add(key, keyBytes);
        records++;
    }

    /** What the next aggregate adds for the record. */
    void add(byte[] value, int lengthBytes) {
        require(Integer.BYTES + lengthBytes);
        RawArrays.INT.set(bytes, end, lengthBytes);
        System.arraycopy(value, 0, bytes, end + Integer.BYTES, lengthBytes);
        end += Integer.BYTES + lengthBytes;
    }

    /** The next aggregate adds nothing. */
    void addNothing() {
        require(Integer.BYTES);
        RawArrays.INT.set(bytes, end, NOTHING);
        end += Integer.BYTES;
    }

    /** Adds all records to their groups. */
    void addTo(
            AggregateWriter writer, List<? extends Aggregate<?, ?>> all, StateFunction[] functions)
            throws IOException {
        int at = 0;
        for (int record = 0; record < records; record++) {
            int keyBytes = (int) RawArrays.INT.get(bytes, at);
            at += Integer.BYTES;
            long state = writer.group(bytes, at, keyBytes);
            at += keyBytes;
            for (int i = 0; i < functions.length; i++) {
                int length = (int) RawArrays.INT.get(bytes, at);
                at += Integer.BYTES;
                if (length != NOTHING) {
                    state = all.get(i).add(functions[i], writer, i, state, bytes, at, length);
                    at += length;
                }
            }
        }
    }

    /** Forgets the records, and the room that an uncommonly large one took. */
    void clear() {
        if (bytes.length > 2 * FULL_BYTES) {
            bytes = new byte[FULL_BYTES];
        }
        end = 0;
        records = 0;
    }

    private void require(int more) {
        if (bytes.length - end < more) {
            int needed = Math.addExact(end, more);
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + bytes.length / 2));
        }
    }
}
