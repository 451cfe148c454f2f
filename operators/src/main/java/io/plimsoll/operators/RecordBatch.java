package io.plimsoll.operators;

import io.plimsoll.operators.join.JoinInput;
import io.plimsoll.operators.sort.SortWriter;
import java.io.IOException;
import java.util.Arrays;

/** Some serialized records with their keys, on their way to another thread. */
final class RecordBatch {

    /** Marks the end of the records. */
    static final RecordBatch END = new RecordBatch();

    /**
     * Enough records that handing them over costs nothing each, few enough to stay in the cache.
     */
    private static final int FULL_BYTES = 32 * 1024;

    /** The length of a key that is null. */
    private static final int NULL_KEY = -1;

    private byte[] bytes = new byte[FULL_BYTES];
    private int[] lengths = new int[512];
    private int end;
    private int records;
    private long sequence;

    boolean isEmpty() {
        return records == 0;
    }

    boolean isFull() {
        return end >= FULL_BYTES;
    }

    int size() {
        return records;
    }

    /** The number of its first record. */
    void setSequence(long first) {
        sequence = first;
    }

    void add(byte[] key, int keyBytes, byte[] payload, int payloadBytes) {
        int needed = Math.addExact(end, Math.addExact(keyBytes, payloadBytes));
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + bytes.length / 2));
        }
        if (2 * records == lengths.length) {
            lengths = Arrays.copyOf(lengths, 2 * lengths.length);
        }
        System.arraycopy(key, 0, bytes, end, keyBytes);
        System.arraycopy(payload, 0, bytes, end + keyBytes, payloadBytes);
        lengths[2 * records] = keyBytes;
        lengths[2 * records + 1] = payloadBytes;
        records++;
        end = needed;
    }

    /** Adds a record for a join whose key is null. */
    void addNullKey(byte[] payload, int payloadBytes) {
        add(payload, 0, payload, payloadBytes);
        lengths[2 * records - 2] = NULL_KEY;
    }

    /** Adds the records to a join. */
    void addTo(JoinInput input) throws IOException {
        int at = 0;
        for (int record = 0; record < records; record++) {
            int keyBytes = lengths[2 * record];
            int payloadBytes = lengths[2 * record + 1];
            if (keyBytes == NULL_KEY) {
                input.addNullKey(bytes, at, payloadBytes);
                at += payloadBytes;
            } else {
                input.add(bytes, at, keyBytes, bytes, at + keyBytes, payloadBytes);
                at += keyBytes + payloadBytes;
            }
        }
    }

    void addTo(SortWriter writer) throws IOException {
        writer.setSequence(sequence);
        int at = 0;
        for (int record = 0; record < records; record++) {
            int keyBytes = lengths[2 * record];
            int payloadBytes = lengths[2 * record + 1];
            writer.add(bytes, at, keyBytes, bytes, at + keyBytes, payloadBytes);
            at += keyBytes + payloadBytes;
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
}
