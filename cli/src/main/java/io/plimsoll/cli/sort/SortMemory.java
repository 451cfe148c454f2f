package io.plimsoll.cli.sort;

import io.plimsoll.cli.input.BlockQueue;
import io.plimsoll.cli.output.BackgroundOutput;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;

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

    private final MemoryPool job;
    private final MemoryPool input;
    private final MemoryPool output;
    private final int blockBytes;
    private final long sorterBytes;

    SortMemory(MemoryPool parent, SortRequest request) throws MemoryReservationException {
        long bytes = parent.availableBytes();
        this.blockBytes =
                Integer.highestOneBit(
                        Math.clamp(bytes / BLOCK_FRACTION, MIN_BLOCK_BYTES, MAX_BLOCK_BYTES));
        int buffersPerWorker = request.format() == SortRequest.Format.CSV ? 2 : 1;
        long inputBytes = BlockQueue.memoryBytes(blockBytes, request.threads() * buffersPerWorker);
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
