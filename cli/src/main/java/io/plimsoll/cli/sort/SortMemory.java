package io.plimsoll.cli.sort;

import io.plimsoll.cli.input.BlockQueue;
import io.plimsoll.cli.output.BackgroundOutput;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.spill.IOManager;

/**
 * How a sort's memory is divided: blocks of input, buffers of output, and the rest to sort with; and
 * among how many workers.
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

    /** What workers need beside the records is at most this part of the memory. */
    private static final int WORKERS_FRACTION = 4;

    /** What a worker's records and their entries start with. */
    private static final int WORKER_PAGES = 4;

    private final MemoryPool job;
    private final MemoryPool input;
    private final MemoryPool output;
    private final int blockBytes;
    private final int workers;
    private final long sorterBytes;

    SortMemory(MemoryPool parent, IOManager io, SortRequest request)
            throws MemoryReservationException {
        long bytes = parent.availableBytes();
        boolean csv = request.format() == SortRequest.Format.CSV;
        int maxBlockBytes = csv ? MAX_CSV_BLOCK_BYTES : MAX_BLOCK_BYTES;
        this.blockBytes =
                Integer.highestOneBit(
                        Math.clamp(bytes / BLOCK_FRACTION, MIN_BLOCK_BYTES, maxBlockBytes));
        int buffersPerWorker = csv ? 2 : 1;
        long workerBytes =
                (long) buffersPerWorker * blockBytes
                        + (long) (io.writerPages() + WORKER_PAGES) * parent.pageSizeBytes();
        this.workers = Math.clamp(bytes / WORKERS_FRACTION / workerBytes, 1, request.threads());
        long inputBytes = BlockQueue.memoryBytes(blockBytes, workers * buffersPerWorker);
        long outputBytes = BackgroundOutput.memoryBytes(blockBytes);
        this.job = parent.newChild("sort-job", bytes, bytes);
        this.input = job.newChild("input", inputBytes, inputBytes);
        this.output = job.newChild("output", outputBytes, outputBytes);
        this.sorterBytes = bytes - inputBytes - outputBytes;
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

    /** How many workers there is memory for, of those that were asked for. */
    int workers() {
        return workers;
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
