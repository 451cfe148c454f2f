package io.plimsoll.cli.sort;

import io.plimsoll.cli.input.BlockQueue;
import io.plimsoll.cli.output.BackgroundOutput;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.operators.sort.BinarySorter;
import io.plimsoll.spill.IOManager;

/**
 * How a sort's memory is divided: blocks of input, buffers of output, and the rest to sort with.
 *
 * <p>For one thread.
 */
final class SortMemory implements AutoCloseable {

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
    private final long sorterBytes;

    SortMemory(MemoryPool parent, IOManager io, SortRequest request)
            throws MemoryReservationException {
        long bytes = parent.availableBytes();
        boolean csv = request.format() == SortRequest.Format.CSV;
        int maxBlockBytes = csv ? MAX_CSV_BLOCK_BYTES : MAX_BLOCK_BYTES;
        this.blockBytes =
                Integer.highestOneBit(
                        Math.clamp(bytes / BLOCK_FRACTION, MIN_BLOCK_BYTES, maxBlockBytes));
        this.workers = workers(bytes, parent.pageSizeBytes(), io, request);
        long inputBytes = inputBytes(workers, request);
        long outputBytes = BackgroundOutput.memoryBytes(blockBytes);
        this.job = parent.newChild("sort-job", bytes, bytes);
        this.input = job.newChild("input", inputBytes, inputBytes);
        this.output = job.newChild("output", outputBytes, outputBytes);
        this.sorterBytes = bytes - inputBytes - outputBytes;
    }

    /** As many workers as are wanted, but no more than leave half of the memory to records. */
    private int workers(long bytes, int pageBytes, IOManager io, SortRequest request) {
        // Each has a block at least: more than this many are never tried, however many are wanted.
        int count = (int) Math.min(request.threads(), bytes / blockBytes);
        while (count > 1
                && inputBytes(count, request) + BinarySorter.minimumBytes(io, pageBytes, count)
                        > bytes / 2) {
            count--;
        }
        return count;
    }

    private long inputBytes(int count, SortRequest request) {
        int buffersPerWorker = request.format() == SortRequest.Format.CSV ? 2 : 1;
        return BlockQueue.memoryBytes(blockBytes, count * buffersPerWorker);
    }

    /** How many workers there is memory for. */
    int workers() {
        return workers;
    }

    MemoryPool job() {
        return job;
    }

    MemoryPool input() {
        return input;
    }

    MemoryPool output() {
        return output;
    }

    int blockBytes() {
        return blockBytes;
    }

    long sorterBytes() {
        return sorterBytes;
    }

    @Override
    public void close() {
        input.close();
        output.close();
        job.close();
    }
}
