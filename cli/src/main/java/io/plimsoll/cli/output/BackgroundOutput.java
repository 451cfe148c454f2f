package io.plimsoll.cli.output;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.memory.segment.MemorySegmentFactory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Output that is written by a thread of its own, so that whoever makes it doesn't wait for it: one
 * buffer is filled while the other one is written.
 *
 * <p>For one thread.
 */
public final class BackgroundOutput implements AutoCloseable {

    private static final int BUFFERS = 2;

    private final OutputFile output;
    private final MemoryPool memory;
    private final MemorySegment[] buffers = new MemorySegment[BUFFERS];
    private final BlockingQueue<Filled> filled = new ArrayBlockingQueue<>(BUFFERS);
    private final BlockingQueue<MemorySegment> empty = new ArrayBlockingQueue<>(BUFFERS);
    private final Thread thread = new Thread(this::writeAll, "plimsoll-output");

    private MemorySegment current;
    private long position;
    private long limit;
    private long bytes;
    private volatile @Nullable IOException failure;
    private volatile long writtenBytes;

    /**
     * Starts the thread.
     *
     * @param memory what the buffers are charged to
     */
    public BackgroundOutput(OutputFile output, MemoryPool memory, int bufferBytes)
            throws MemoryReservationException {
        this.output = output;
        this.memory = memory;
        memory.reserve(memoryBytes(bufferBytes));
        for (int i = 0; i < BUFFERS; i++) {
            buffers[i] = MemorySegmentFactory.allocateUnpooledOffHeapMemory(bufferBytes);
        }
        this.current = buffers[0];
        this.position = current.getAddress();
        this.limit = position + current.size();
        empty.add(buffers[1]);
        thread.setDaemon(true);
        thread.start();
    }

    /** The memory that it takes. */
    public static long memoryBytes(int bufferBytes) {
        return (long) BUFFERS * bufferBytes;
    }

    /** How many bytes were handed in. */
    public long bytes() {
        return bytes + position - current.getAddress();
    }

    /** How many bytes were written. Any thread. */
    public long writtenBytes() {
        return writtenBytes;
    }

    /** Appends a line: bytes and an end. */
    public void writeLine(long address, int lengthBytes, byte[] lineEnd) throws IOException {
        if (limit - position < (long) lengthBytes + lineEnd.length) {
            write(address, lengthBytes);
            write(lineEnd);
            return;
        }
        RawMemory.copy(address, position, lengthBytes);
        position += lengthBytes;
        for (byte next : lineEnd) {
            RawMemory.putByte(position++, next);
        }
    }

    /** Appends bytes that lie in memory. */
    public void write(long address, long lengthBytes) throws IOException {
        for (long done = 0; done < lengthBytes; ) {
            if (position == limit) {
                flush();
            }
            long piece = Math.min(lengthBytes - done, limit - position);
            RawMemory.copy(address + done, position, piece);
            position += piece;
            done += piece;
        }
    }

    /** Appends bytes. */
    public void write(byte[] source) throws IOException {
        write(source, 0, source.length);
    }

    /** Appends a part of an array. */
    public void write(byte[] source, int offset, int lengthBytes) throws IOException {
        for (int done = 0; done < lengthBytes; ) {
            if (position == limit) {
                flush();
            }
            int piece = (int) Math.min(lengthBytes - done, limit - position);
            RawMemory.copyFromArray(source, offset + done, position, piece);
            position += piece;
            done += piece;
        }
    }

    /** Appends a byte. */
    public void write(byte next) throws IOException {
        if (position == limit) {
            flush();
        }
        RawMemory.putByte(position++, next);
    }

    /** Waits until all is written. */
    public void finish() throws IOException {
        flush();
        try {
            filled.put(Filled.END);
            thread.join();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        checkFailure();
    }

    /** Stops writing and gives the memory back; what is not finished is lost. Idempotent. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (MemorySegment buffer : buffers) {
            if (!buffer.isFreed()) {
                memory.unreserve(buffer.size());
                buffer.free();
            }
        }
    }

    private void flush() throws IOException {
        checkFailure();
        int length = (int) (position - current.getAddress());
        bytes += length;
        try {
            filled.put(new Filled(current, length));
            current = empty.take();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        position = current.getAddress();
        limit = position + current.size();
        checkFailure();
    }

    private void writeAll() {
        try {
            for (Filled next = filled.take(); !next.isEnd(); next = filled.take()) {
                writeUnlessFailed(next);
                empty.put(next.buffer());
            }
        } catch (InterruptedException e) {
            // close() wants no more.
        }
    }

    /**
     * After a failure buffers are taken and dropped, so that the filling thread comes to see it.
     */
    private void writeUnlessFailed(Filled next) {
        if (failure != null) {
            return;
        }
        try {
            ByteBuffer content = RawMemory.view(next.buffer().getAddress(), next.lengthBytes());
            long before = writtenBytes;
            while (content.hasRemaining()) {
                output.channel().write(content);
                writtenBytes = before + content.position();
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    private void checkFailure() throws IOException {
        IOException failed = failure;
        if (failed != null) {
            throw output.failure(failed);
        }
    }

    private static IOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while writing");
    }

    /** A buffer's content; a negative length is the end. */
    private record Filled(MemorySegment buffer, int lengthBytes) {

        static final Filled END = new Filled(MemorySegmentFactory.wrap(new byte[0]), -1);

        boolean isEnd() {
            return lengthBytes < 0;
        }
    }
}
