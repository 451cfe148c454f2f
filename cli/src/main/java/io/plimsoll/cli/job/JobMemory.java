package io.plimsoll.cli.job;

import io.plimsoll.cli.column.RowFormat;
import io.plimsoll.cli.input.BlockQueue;
import io.plimsoll.cli.output.BackgroundOutput;
import io.plimsoll.cli.row.RowReader;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import java.util.function.IntToLongFunction;

/**
 * How a job's memory is divided: blocks of input, buffers of output, and the rest for its operator.
 *
 * <p>For one thread.
 */
public final class JobMemory implements AutoCloseable {

    /** A block is this part of the memory, within bounds: all of them together stay a small one. */
    private static final int BLOCK_FRACTION = 128;

    private static final int MIN_BLOCK_BYTES = 64 * 1024;
    private static final int MAX_BLOCK_BYTES = 1024 * 1024;

    /** The parser of such rows takes several times their size of the heap. */
    private static final int MAX_CSV_BLOCK_BYTES = 256 * 1024;

    private final MemoryPool job;
    private final MemoryPool input;
    private final MemoryPool output;
    private final int workers;
    private final int blockBytes;
    private final long longRowBytes;
    private final long operatorBytes;

    /**
     * What a job needs beside blocks and two buffers of output.
     *
     * @param inputBuffersPerWorker buffers as large as a block
     * @param outputBuffersPerWorker buffers as large as a block
     * @param longRowFraction of the memory this part is for a row that fits in no block; 0: none
     * @param queues how many inputs are open at a time, of which one is read
     */
    public record Extras(
            int inputBuffersPerWorker,
            int outputBuffersPerWorker,
            int longRowFraction,
            int queues) {}

    /**
     * Divides it.
     *
     * @param name the job's, in messages
     * @param minimumOperatorBytes what the operator needs with so many workers
     */
    public JobMemory(
            String name, MemoryPool parent, RowInput rows, IntToLongFunction minimumOperatorBytes)
            throws MemoryReservationException {
        this(name, parent, rows, minimumOperatorBytes, new Extras(0, 0, 0, 1));
    }

    /**
     * Divides it, with more than the usual for each worker.
     *
     * @param name the job's, in messages
     * @param minimumOperatorBytes what the operator needs with so many workers
     */
    public JobMemory(
            String name,
            MemoryPool parent,
            RowInput rows,
            IntToLongFunction minimumOperatorBytes,
            Extras extras)
            throws MemoryReservationException {
        long bytes = parent.availableBytes();
        RowFormat format = rows.format();
        int maxBlockBytes = format.csv() ? MAX_CSV_BLOCK_BYTES : MAX_BLOCK_BYTES;
        this.blockBytes =
                Integer.highestOneBit(
                        Math.clamp(bytes / BLOCK_FRACTION, MIN_BLOCK_BYTES, maxBlockBytes));
        this.longRowBytes = extras.longRowFraction() == 0 ? 0 : bytes / extras.longRowFraction();
        this.workers = workers(bytes, rows, extras, minimumOperatorBytes);
        long inputBytes = inputBytes(workers, format, extras);
        long outputBytes = outputBytes(workers, extras);
        this.job = parent.newChild(name, bytes, bytes);
        this.input = job.newChild("input", inputBytes, inputBytes);
        this.output = job.newChild("output", outputBytes, outputBytes);
        this.operatorBytes = bytes - inputBytes - outputBytes;
    }

    /** As many workers as are wanted, but no more than leave half of the memory to records. */
    private int workers(
            long bytes, RowInput rows, Extras extras, IntToLongFunction minimumOperatorBytes) {
        // Each has a block at least: more than this many are never tried, however many are wanted.
        int count = (int) Math.min(rows.threads(), bytes / blockBytes);
        while (count > 1
                && inputBytes(count, rows.format(), extras)
                                + extras.outputBuffersPerWorker() * (long) blockBytes * count
                                + minimumOperatorBytes.applyAsLong(count)
                        > bytes / 2) {
            count--;
        }
        return count;
    }

    private long inputBytes(int count, RowFormat format, Extras extras) {
        int buffers = count * (RowReader.buffers(format) + extras.inputBuffersPerWorker());
        // Of inputs that are not read yet just the start is held.
        long waitingBytes = (extras.queues() - 1L) * blockBytes;
        return BlockQueue.memoryBytes(blockBytes, buffers) + waitingBytes + longRowBytes;
    }

    private long outputBytes(int count, Extras extras) {
        return BackgroundOutput.memoryBytes(blockBytes)
                + (long) count * extras.outputBuffersPerWorker() * blockBytes;
    }

    /** How many workers there is memory for. */
    public int workers() {
        return workers;
    }

    /** The whole job's. */
    public MemoryPool job() {
        return job;
    }

    /** What blocks of input are charged to. */
    public MemoryPool input() {
        return input;
    }

    /** What buffers of output are charged to. */
    public MemoryPool output() {
        return output;
    }

    /** The size of a block of input, and of a buffer of output. */
    public int blockBytes() {
        return blockBytes;
    }

    /** How large a row may be that is held whole, of the input's part; 0 if none is. */
    public long longRowBytes() {
        return longRowBytes;
    }

    /** What is left for the operator. */
    public long operatorBytes() {
        return operatorBytes;
    }

    @Override
    public void close() {
        input.close();
        output.close();
        job.close();
    }
}
