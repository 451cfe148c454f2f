package io.plimsoll.cli.join;

import io.plimsoll.cli.row.RowTooLargeException;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.memory.segment.MemorySegmentFactory;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one row at a time that fits in no block of input, put together. Its memory is charged when
 * this is made, and touched as it is needed.
 *
 * <p>Any thread; who has {@linkplain #open opened} it keeps others waiting until {@link #release}.
 */
final class LongRow implements AutoCloseable {

    /** What is free before the row, for keys to be put in front of it. */
    static final int HEAD_BYTES = 64 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final MemoryPool memory;
    private final long sizeBytes;
    private @Nullable MemorySegment buffer;
    private int lengthBytes;

    LongRow(MemoryPool memory, long sizeBytes) throws MemoryReservationException {
        this.memory = memory;
        this.sizeBytes = Math.min(sizeBytes, Integer.MAX_VALUE - 8);
        memory.reserve(this.sizeBytes);
    }

    /** Starts a row. */
    void open() {
        lock.lock();
        if (buffer == null) {
            buffer = MemorySegmentFactory.allocateUnpooledOffHeapMemory((int) sizeBytes);
        }
        lengthBytes = 0;
    }

    /** Appends a piece. */
    void append(long address, int length) throws RowTooLargeException {
        long maxBytes = sizeBytes - HEAD_BYTES;
        if (lengthBytes + (long) length > maxBytes) {
            throw new RowTooLargeException(maxBytes, "a fixed part of the memory to join with");
        }
        RawMemory.copy(address, address() + lengthBytes, length);
        lengthBytes += length;
    }

    /** Where the row starts. */
    long address() {
        MemorySegment memorySegment = buffer;
        if (memorySegment == null) {
            throw new IllegalStateException("no row (expected open before)");
        }
        return memorySegment.getAddress() + HEAD_BYTES;
    }

    int lengthBytes() {
        return lengthBytes;
    }

    /** Lets others have it. Does nothing for who hasn't. */
    void release() {
        if (lock.isHeldByCurrentThread()) {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        memory.unreserve(sizeBytes);
        if (buffer != null) {
            buffer.free();
        }
    }
}
