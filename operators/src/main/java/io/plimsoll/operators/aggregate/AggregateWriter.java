package io.plimsoll.operators.aggregate;

import static io.plimsoll.operators.aggregate.table.RecordPages.NO_ROOM;

import io.plimsoll.memory.access.RawArrays;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.aggregate.partition.Partitions;
import io.plimsoll.operators.aggregate.table.GroupLayout;
import io.plimsoll.operators.hash.ByteHash;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Finds groups by their keys, for its caller to update their states.
 *
 * <pre>{@code
 * long group = writer.group(key, offset, lengthBytes);
 * count.add(group + writer.offset(0));
 * sum.add(group + writer.offset(1), value);
 * }</pre>
 *
 * <p>A group's address is valid until the next call of this writer. A group may be found anew,
 * empty, when memory was short in between: states are merged later. So only {@code add} is
 * meaningful here, not what a state has gathered.
 *
 * <p>One thread at a time. Between its first key and {@link #pause} or {@link #close} a writer
 * keeps others from its memory; a writer that waits for input pauses, so that they can use it.
 */
public final class AggregateWriter implements AutoCloseable {

    final ReentrantLock lock = new ReentrantLock();

    private final BinaryAggregator aggregator;
    private final GroupLayout layout;
    private final LocalTable local;
    private final long maxRecordBytes;

    private boolean active;
    private boolean closed;
    private long record;
    private long hash;
    private byte[] keyCopy = new byte[64];

    /** How often a group was asked for since the table was last emptied. */
    private long calls;

    AggregateWriter(BinaryAggregator aggregator, LocalTable local, long maxRecordBytes) {
        this.aggregator = aggregator;
        this.local = local;
        this.layout = local.layout();
        this.maxRecordBytes = maxRecordBytes;
    }

    /** Where a function's state lies in a group's. */
    public int offset(int function) {
        return layout.offset(function);
    }

    /**
     * Finds or makes the group of a key in an array.
     *
     * @return the address of its state
     * @throws GroupTooLargeException when the key is larger than the aggregator takes
     * @throws IOException when temporary files can't be written
     * @throws java.util.concurrent.CancellationException when the aggregator was cancelled
     */
    public long group(byte[] key, int offset, int lengthBytes) throws IOException {
        checkKey(lengthBytes);
        activate();
        hash = layout.hashOf(key, offset, lengthBytes);
        record = local.table().group(key, offset, lengthBytes, hash);
        while (record == NO_ROOM) {
            aggregator.makeRoom(this);
            record = local.table().group(key, offset, lengthBytes, hash);
        }
        return layout.stateAddress(record);
    }

    /** As {@link #group(byte[], int, int)}, for a key at an address. */
    public long group(long key, int lengthBytes) throws IOException {
        checkKey(lengthBytes);
        activate();
        hash = layout.hashOf(key, lengthBytes);
        record = local.table().group(key, lengthBytes, hash);
        while (record == NO_ROOM) {
            aggregator.makeRoom(this);
            record = local.table().group(key, lengthBytes, hash);
        }
        return layout.stateAddress(record);
    }

    /**
     * As {@link #group(byte[], int, int)}, for a key of eight bytes as they lie in memory of this
     * platform.
     */
    public long groupOfLong(long key) throws IOException {
        if (!layout.isCompact() || layout.fixedKeyBytes() != Long.BYTES) {
            RawArrays.LONG.set(keyCopy, 0, key);
            return group(keyCopy, 0, Long.BYTES);
        }
        activate();
        long keyHash = layout.hashOfLong(key);
        long found = local.table().groupOfLong(key, keyHash);
        while (found == NO_ROOM) {
            aggregator.makeRoom(this);
            found = local.table().groupOfLong(key, keyHash);
        }
        return found + Long.BYTES;
    }

    /**
     * Offers a byte string to a function of the group that was found last.
     *
     * @param function the index of a function that is attached
     * @return the address of the group's state, which may have changed
     * @throws GroupTooLargeException when key and value are larger than the aggregator takes
     * @throws IOException when temporary files can't be written
     */
    public long attach(int function, byte[] value, int offset, int lengthBytes) throws IOException {
        int keyBytes = layout.keyBytesOf(record);
        checkSize((long) keyBytes + lengthBytes);
        while (!local.table().attach(function, record, hash, value, offset, lengthBytes)) {
            if (keyCopy.length < keyBytes) {
                keyCopy = new byte[Math.max(keyBytes, 2 * keyCopy.length)];
            }
            RawMemory.copyToArray(layout.keyAddress(record), keyCopy, 0, keyBytes);
            aggregator.makeRoom(this);
            group(keyCopy, 0, keyBytes);
        }
        return layout.stateAddress(record);
    }

    /** The hash that keys of the same bytes have, for whoever divides records among writers. */
    public static long hash(byte[] key, int offset, int lengthBytes) {
        return ByteHash.hash(key, offset, lengthBytes);
    }

    /** Lets others use this writer's memory until it is used again. */
    public void pause() {
        if (active) {
            active = false;
            lock.unlock();
        }
    }

    /** Ends the input. Idempotent. */
    @Override
    public void close() {
        pause();
        closed = true;
    }

    LocalTable local() {
        return local;
    }

    /** How many bytes others may have of this writer, as it is idle; about. */
    long idleBytes() {
        if (!lock.isHeldByCurrentThread() && lock.tryLock()) {
            try {
                return local.bytes();
            } finally {
                lock.unlock();
            }
        }
        return 0;
    }

    /** Gives all groups to the partitions, to be written; false when the writer is in use. */
    boolean tryAbandonTo(Partitions partitions) {
        if (lock.isHeldByCurrentThread() || !lock.tryLock()) {
            return false;
        }
        try {
            if (local.isEmpty()) {
                return false;
            }
            local.abandonTo(partitions);
            calls = 0;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Empties the table into the partitions. Requires: the lock. */
    void moveTo(Partitions partitions) throws IOException {
        local.moveTo(partitions, calls);
        calls = 0;
    }

    private void activate() throws IOException {
        if (!active) {
            if (closed) {
                throw new IllegalStateException("writer closed (expected open)");
            }
            lock.lock();
            active = true;
        }
        if (local.mustMove()) {
            aggregator.move(this);
        }
        calls++;
    }

    private void checkKey(int lengthBytes) throws IOException {
        int fixed = layout.fixedKeyBytes();
        if (fixed != 0 && lengthBytes != fixed) {
            throw new IllegalArgumentException(
                    "keyBytes=" + lengthBytes + " (expected " + fixed + ", as the options say)");
        }
        if (lengthBytes > GroupLayout.MAX_KEY_BYTES) {
            throw new GroupTooLargeException(lengthBytes, GroupLayout.MAX_KEY_BYTES);
        }
        checkSize(lengthBytes);
    }

    private void checkSize(long bytes) throws GroupTooLargeException {
        if (bytes > maxRecordBytes) {
            throw new GroupTooLargeException(bytes, maxRecordBytes);
        }
    }
}
