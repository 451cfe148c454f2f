package io.plimsoll.operators.join;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.hash.ByteHash;
import io.plimsoll.operators.join.pass.PassContext;
import io.plimsoll.operators.join.pass.RecordSink;
import io.plimsoll.operators.join.row.RecordTooLargeException;
import io.plimsoll.operators.join.table.KeyHash;
import io.plimsoll.operators.join.table.Marks;
import io.plimsoll.operators.partition.HashedRecord;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Takes records of one side of a {@link BinaryJoin}: key and payload, both any bytes.
 *
 * <p>Keys are equal if their bytes are. A record with a null key is added as such: it matches
 * nothing.
 *
 * <p>One thread at a time. An input of the side that builds keeps others from its memory from its
 * first record on until {@link #pause} or {@link #close}; while its thread waits for more it
 * pauses.
 */
public final class JoinInput implements AutoCloseable {

    private final PassContext context;
    private final RecordSink sink;
    private final KeyHash hash;
    private final boolean keepsNullKeys;
    private final @Nullable ReentrantLock lock;
    private final AtomicLong total;
    private final int pageBytes;
    private final int maxKeyBytes;

    private boolean active;
    private boolean closed;
    private long records;
    private long nullKeys;

    JoinInput(
            PassContext context,
            RecordSink sink,
            boolean keepsNullKeys,
            @Nullable ReentrantLock lock,
            AtomicLong total) {
        this.context = context;
        this.sink = sink;
        this.hash = context.hash();
        this.keepsNullKeys = keepsNullKeys;
        this.lock = lock;
        this.total = total;
        this.pageBytes = context.pageBytes();
        this.maxKeyBytes = HashedRecord.maxKeyBytes(pageBytes);
    }

    /**
     * Adds a record that lies in arrays.
     *
     * @throws RecordTooLargeException when the key is larger than a page, or both together are
     *     larger than the join takes
     * @throws IOException when it can't be written to disk, or a result can't be taken
     */
    public void add(
            byte[] key,
            int keyOffset,
            int keyBytes,
            byte[] payload,
            int payloadOffset,
            int payloadBytes)
            throws IOException {
        activate();
        long content = check(keyBytes, payloadBytes);
        long hashed = hash.hash(key, keyOffset, keyBytes);
        if (HashedRecord.isSmall(pageBytes, content)) {
            long at = sink.place(hashed, keyBytes, (int) content);
            RawMemory.copyFromArray(key, keyOffset, at, keyBytes);
            RawMemory.copyFromArray(payload, payloadOffset, at + keyBytes, payloadBytes);
        } else {
            sink.open(hashed, keyBytes, content);
            sink.append(key, keyOffset, keyBytes);
            sink.append(payload, payloadOffset, payloadBytes);
        }
        records++;
    }

    /** As the other, of a record that lies at addresses. */
    public void add(long keyAddress, int keyBytes, long payloadAddress, int payloadBytes)
            throws IOException {
        activate();
        long content = check(keyBytes, payloadBytes);
        long hashed = hash.hash(keyAddress, keyBytes);
        if (HashedRecord.isSmall(pageBytes, content)) {
            long at = sink.place(hashed, keyBytes, (int) content);
            RawMemory.copy(keyAddress, at, keyBytes);
            RawMemory.copy(payloadAddress, at + keyBytes, payloadBytes);
        } else {
            sink.open(hashed, keyBytes, content);
            sink.append(keyAddress, keyBytes);
            sink.append(payloadAddress, payloadBytes);
        }
        records++;
    }

    /**
     * As {@link #add(byte[], int, int, byte[], int, int)}, of a record whose key is in an array.
     */
    public void add(byte[] key, int keyOffset, int keyBytes, long payloadAddress, int payloadBytes)
            throws IOException {
        activate();
        long content = check(keyBytes, payloadBytes);
        long hashed = hash.hash(key, keyOffset, keyBytes);
        if (HashedRecord.isSmall(pageBytes, content)) {
            long at = sink.place(hashed, keyBytes, (int) content);
            RawMemory.copyFromArray(key, keyOffset, at, keyBytes);
            RawMemory.copy(payloadAddress, at + keyBytes, payloadBytes);
        } else {
            sink.open(hashed, keyBytes, content);
            sink.append(key, keyOffset, keyBytes);
            sink.append(payloadAddress, payloadBytes);
        }
        records++;
    }

    /** Adds a record whose key is null; results show it with a key of no bytes. */
    public void addNullKey(byte[] payload, int payloadOffset, int payloadBytes) throws IOException {
        activate();
        records++;
        if (!keepsNullKeys) {
            return;
        }
        long content = check(0, payloadBytes);
        if (HashedRecord.isSmall(pageBytes, content)) {
            long at = sink.place(nullHash(), Marks.NULL_KEY, (int) content);
            RawMemory.copyFromArray(payload, payloadOffset, at, payloadBytes);
        } else {
            sink.open(nullHash(), Marks.NULL_KEY, content);
            sink.append(payload, payloadOffset, payloadBytes);
        }
    }

    /** As the other, of a payload that lies at an address. */
    public void addNullKey(long payloadAddress, int payloadBytes) throws IOException {
        activate();
        records++;
        if (!keepsNullKeys) {
            return;
        }
        long content = check(0, payloadBytes);
        if (HashedRecord.isSmall(pageBytes, content)) {
            long at = sink.place(nullHash(), Marks.NULL_KEY, (int) content);
            RawMemory.copy(payloadAddress, at, payloadBytes);
        } else {
            sink.open(nullHash(), Marks.NULL_KEY, content);
            sink.append(payloadAddress, payloadBytes);
        }
    }

    /** Works on the records so far, and lets others use this input's memory. Idempotent. */
    public void pause() throws IOException {
        sink.flush();
        release();
    }

    /** How many records were added. */
    public long records() {
        return records;
    }

    /** Ends the input. Idempotent. */
    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try {
                sink.flush();
            } finally {
                release();
            }
        }
    }

    /** Whether it has ended. */
    boolean isClosed() {
        return closed;
    }

    private void activate() {
        if (!active) {
            if (closed) {
                throw new IllegalStateException("closed input (expected an open one)");
            }
            if (lock != null) {
                lock.lock();
            }
            active = true;
        }
    }

    private void release() {
        if (active) {
            active = false;
            if (lock != null) {
                lock.unlock();
            }
        }
        total.addAndGet(records - counted);
        counted = records;
    }

    /** Records that the total has. */
    private long counted;

    private long check(int keyBytes, int payloadBytes) throws RecordTooLargeException {
        long content = (long) keyBytes + payloadBytes;
        if (keyBytes > maxKeyBytes) {
            throw new RecordTooLargeException("key", maxKeyBytes);
        }
        if (content > pageBytes && content > context.maxRecordBytes()) {
            throw new RecordTooLargeException("record", context.maxRecordBytes());
        }
        return content;
    }

    /** Spreads records that match nothing over all partitions. */
    private long nullHash() {
        return ByteHash.hashLong(nullKeys++);
    }
}
