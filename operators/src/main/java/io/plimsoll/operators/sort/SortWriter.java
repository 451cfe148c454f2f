package io.plimsoll.operators.sort;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.record.RecordHeap;
import io.plimsoll.operators.run.RunBuilder;
import io.plimsoll.operators.run.SortSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Puts records into a {@link BinarySorter}.
 *
 * <p>A record is added at once, or in pieces where it is too long to be held in one: {@link #open},
 * {@link #append}, {@link #end}. In a stable sorter a writer numbers its records; with several
 * writers, {@link #setSequence} says where each goes on.
 *
 * <p>One thread at a time. Between its first record and {@link #pause} or {@link #close} a writer
 * keeps others from its memory; a writer that waits for input pauses, so that they can use it.
 */
public final class SortWriter implements AutoCloseable {

    /** How often, in records, a writer looks whether others need memory: a power of two. */
    private static final int SAFE_POINT_RECORDS = 64;

    private final SortSettings settings;
    private final RunCollector collector;
    private final RunBuilder builder;
    private final RecordHeap heap;
    private final long maxRecordBytes;
    private final long largeRecordBytes;
    private final boolean limited;
    private final byte[] sequenceBytes = new byte[SortSettings.SEQUENCE_BYTES];

    private boolean active;
    private long sequence;
    private long records;
    private long bytes;

    SortWriter(
            SortSettings settings, RunCollector collector, RunBuilder builder, SortLimits limits) {
        this.settings = settings;
        this.collector = collector;
        this.builder = builder;
        this.heap = builder.heap();
        this.maxRecordBytes = limits.maxRecordBytes();
        this.largeRecordBytes = limits.largeRecordBytes();
        this.limited = settings.limit() != Long.MAX_VALUE;
    }

    /** The number that the next record gets, in a stable sorter; then they count up. */
    public void setSequence(long next) {
        sequence = next;
    }

    /**
     * Adds a record without a key of its own: all its bytes are the key.
     *
     * @param address where it starts
     * @throws RecordTooLargeException when it is larger than the sorter takes
     * @throws IOException when a run can't be written
     */
    public void add(long address, int lengthBytes) throws IOException {
        assert !settings.layout().keyed() : "keyed sorter (expected a key)";
        if (limited && collector.cutOff.excludes(address, lengthBytes)) {
            discard(lengthBytes);
            return;
        }
        activate();
        if (heap.isSmall(lengthBytes)) {
            long record = allocate(lengthBytes, lengthBytes);
            RawMemory.copy(address, settings.layout().bytesAddress(record), lengthBytes);
            commit(record, lengthBytes);
        } else {
            open();
            append(address, lengthBytes);
            end();
        }
    }

    /** As {@link #add(long, int)}, from an array. */
    public void add(byte[] source, int offset, int lengthBytes) throws IOException {
        assert !settings.layout().keyed() : "keyed sorter (expected a key)";
        if (limited && collector.cutOff.excludes(source, offset, lengthBytes)) {
            discard(lengthBytes);
            return;
        }
        activate();
        if (heap.isSmall(lengthBytes)) {
            long record = allocate(lengthBytes, lengthBytes);
            RawMemory.copyFromArray(
                    source, offset, settings.layout().bytesAddress(record), lengthBytes);
            commit(record, lengthBytes);
        } else {
            open();
            append(source, offset, lengthBytes);
            end();
        }
    }

    /**
     * Adds a record that is a key and a payload.
     *
     * @param key the key's bytes, from the array's start on: prefix-free, so that no key is the
     *     start of another
     * @param payloadAddress where the payload starts
     * @throws RecordTooLargeException when both together are larger than the sorter takes
     * @throws IOException when a run can't be written
     */
    public void add(byte[] key, int keyBytes, long payloadAddress, int payloadBytes)
            throws IOException {
        long length = storedKeyBytes(keyBytes) + payloadBytes;
        if (limited && collector.cutOff.excludes(key, 0, keyBytes)) {
            discard(length);
            return;
        }
        activate();
        if (heap.isSmall(length)) {
            long record = allocate((int) length, (int) storedKeyBytes(keyBytes));
            long at = putKey(record, key, 0, keyBytes);
            RawMemory.copy(payloadAddress, at, payloadBytes);
            commit(record, length);
        } else {
            open(key, 0, keyBytes);
            append(payloadAddress, payloadBytes);
            end(keyBytes);
        }
    }

    /** As {@link #add(byte[], int, long, int)}, with the payload from an array. */
    public void add(byte[] key, int keyBytes, byte[] payload, int payloadOffset, int payloadBytes)
            throws IOException {
        add(key, 0, keyBytes, payload, payloadOffset, payloadBytes);
    }

    /** As {@link #add(byte[], int, long, int)}, with key and payload anywhere in arrays. */
    public void add(
            byte[] key,
            int keyOffset,
            int keyBytes,
            byte[] payload,
            int payloadOffset,
            int payloadBytes)
            throws IOException {
        long length = storedKeyBytes(keyBytes) + payloadBytes;
        if (limited && collector.cutOff.excludes(key, keyOffset, keyBytes)) {
            discard(length);
            return;
        }
        activate();
        if (heap.isSmall(length)) {
            long record = allocate((int) length, (int) storedKeyBytes(keyBytes));
            long at = putKey(record, key, keyOffset, keyBytes);
            RawMemory.copyFromArray(payload, payloadOffset, at, payloadBytes);
            commit(record, length);
        } else {
            open(key, keyOffset, keyBytes);
            append(payload, payloadOffset, payloadBytes);
            end(keyBytes);
        }
    }

    /** Opens a record without a key of its own, whose bytes are then appended. */
    public void open() throws IOException {
        activate();
        while (!builder.tryReserveEntry() || !heap.tryOpen()) {
            makeRoom();
        }
    }

    /** Opens a record with a key; what is then appended is its payload. */
    public void open(byte[] key, int keyOffset, int keyBytes) throws IOException {
        open();
        append(key, keyOffset, keyBytes);
        if (settings.stable()) {
            ByteBuffer.wrap(sequenceBytes).putLong(0, nextSequenceWord());
            append(sequenceBytes, 0, sequenceBytes.length);
        }
    }

    /**
     * Opens a record whose key is not known yet; what is then appended is its payload. Its key may
     * have {@link #maxKeyBehindBytes}.
     */
    public void openBehindKey() throws IOException {
        activate();
        while (!builder.tryReserveEntry() || !heap.tryOpenBehindKey()) {
            makeRoom();
        }
    }

    /** The longest key with which a record can be ended that was opened without. */
    public int maxKeyBehindBytes() {
        return heap.maxKeyBehindBytes() - (settings.stable() ? SortSettings.SEQUENCE_BYTES : 0);
    }

    /** Appends bytes to the open record. */
    public void append(long address, int lengthBytes) throws IOException {
        int done = 0;
        while (done < lengthBytes) {
            checkLarge(lengthBytes - done);
            int taken = heap.tryAppend(address + done, lengthBytes - done);
            done += taken;
            if (done < lengthBytes) {
                makeRoom();
            }
        }
    }

    /** As {@link #append(long, int)}, from an array. */
    public void append(byte[] source, int offset, int lengthBytes) throws IOException {
        int done = 0;
        while (done < lengthBytes) {
            checkLarge(lengthBytes - done);
            int taken = heap.tryAppend(source, offset + done, lengthBytes - done);
            done += taken;
            if (done < lengthBytes) {
                makeRoom();
            }
        }
    }

    /** Ends the open record, all of whose bytes are its key. */
    public void end() throws IOException {
        finishOpen((int) Math.min(heap.openBytes(), Integer.MAX_VALUE));
    }

    /** Ends the open record, whose first bytes are its key. */
    public void end(int keyBytes) throws IOException {
        finishOpen((int) storedKeyBytes(keyBytes));
    }

    /** Ends the record that was opened without its key. */
    public void endBehindKey(byte[] key, int keyBytes) throws IOException {
        int stored = (int) storedKeyBytes(keyBytes);
        byte[] storedKey = Arrays.copyOf(key, stored);
        if (settings.stable()) {
            ByteBuffer.wrap(storedKey).putLong(keyBytes, nextSequenceWord());
        }
        reserveEntry();
        long length = stored + heap.openBytes();
        commitLarge(heap.end(storedKey, stored), length);
    }

    /** Forgets the open record. */
    public void dropOpen() {
        heap.drop();
        builder.inUse = false;
        releaseLargePermit();
    }

    /** Lets others use this writer's memory until its next record. Idempotent. */
    public void pause() {
        if (active) {
            active = false;
            builder.inUse = false;
            builder.lock.unlock();
        }
    }

    /** How many records were added. */
    public long records() {
        return records;
    }

    /** How many bytes the added records have, keys included. */
    public long bytes() {
        return bytes;
    }

    /** Ends the writer's input; an open record is forgotten. Idempotent. */
    @Override
    public void close() {
        if (heap.isOpen()) {
            heap.drop();
        }
        releaseLargePermit();
        pause();
    }

    private void activate() {
        if (!active) {
            builder.lock.lock();
            active = true;
        }
        builder.inUse = true;
    }

    private long allocate(int lengthBytes, int keyBytes) throws IOException {
        while (true) {
            if (builder.tryReserveEntry()) {
                long record = heap.tryAllocateSmall(lengthBytes, keyBytes);
                if (record != RecordHeap.NO_MEMORY) {
                    return record;
                }
            }
            makeRoom();
        }
    }

    private long putKey(long record, byte[] key, int keyOffset, int keyBytes) {
        long at = settings.layout().bytesAddress(record);
        RawMemory.copyFromArray(key, keyOffset, at, keyBytes);
        at += keyBytes;
        if (settings.stable()) {
            RawMemory.putLongBigEndian(at, nextSequenceWord());
            at += SortSettings.SEQUENCE_BYTES;
        }
        return at;
    }

    /** Complemented where larger keys come first, so that smaller numbers still do. */
    private long nextSequenceWord() {
        return settings.order().flip(sequence++);
    }

    private long storedKeyBytes(int keyBytes) {
        return settings.stable() ? (long) keyBytes + SortSettings.SEQUENCE_BYTES : keyBytes;
    }

    private void commit(long record, long lengthBytes) throws IOException {
        builder.commit(record);
        records++;
        bytes += lengthBytes;
        builder.inUse = false;
        if ((records & (SAFE_POINT_RECORDS - 1)) == 0) {
            collector.safePoint();
        }
    }

    /** Counts a record that can't be among the first ones. */
    private void discard(long lengthBytes) {
        sequence++;
        records++;
        bytes += lengthBytes;
    }

    private void commitLarge(long record, long lengthBytes) throws IOException {
        try {
            commit(record, lengthBytes);
        } finally {
            releaseLargePermit();
        }
    }

    private void finishOpen(int keyBytes) throws IOException {
        reserveEntry();
        long length = heap.openBytes();
        commitLarge(heap.end(keyBytes), length);
    }

    private void reserveEntry() throws IOException {
        while (!builder.tryReserveEntry()) {
            makeRoom();
        }
    }

    private void releaseLargePermit() {
        if (collector.largeRecord.isHeldByCurrentThread()) {
            collector.largeRecord.unlock();
        }
    }

    private void makeRoom() throws IOException {
        if (!collector.makeRoom(builder)) {
            throw new RecordTooLargeException(maxRecordBytes);
        }
    }

    /** Sees that only one record at a time outgrows its writer's share, and none the sorter. */
    private void checkLarge(int moreBytes) throws RecordTooLargeException {
        ReentrantLock permit = collector.largeRecord;
        long length = heap.openBytes() + moreBytes;
        if (length > maxRecordBytes) {
            throw new RecordTooLargeException(maxRecordBytes);
        }
        if (length > largeRecordBytes && !permit.isHeldByCurrentThread()) {
            // Waiting for the permit, this writer's complete records are free to be written.
            builder.inUse = false;
            builder.lock.unlock();
            permit.lock();
            builder.lock.lock();
            builder.inUse = true;
        }
    }
}
