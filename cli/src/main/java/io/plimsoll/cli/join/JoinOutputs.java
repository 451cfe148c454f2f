package io.plimsoll.cli.join;

import io.plimsoll.cli.output.BackgroundOutput;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.memory.segment.MemorySegmentFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The output of a join, which several threads write to. For one thread. */
final class JoinOutputs implements AutoCloseable {

    private final BackgroundOutput out;
    private final MemoryPool memory;
    private final List<MemorySegment> buffers = new ArrayList<>();
    private final List<JoinOutput> outputs = new ArrayList<>();

    /**
     * @param count how many threads there are
     * @param bufferBytes what each has for its results
     * @param memory what buffers are charged to
     */
    JoinOutputs(
            BackgroundOutput out, ResultShape shape, int count, int bufferBytes, MemoryPool memory)
            throws MemoryReservationException {
        this.out = out;
        this.memory = memory;
        memory.reserve((long) count * bufferBytes);
        ReentrantLock turn = new ReentrantLock();
        for (int i = 0; i < count; i++) {
            MemorySegment buffer = MemorySegmentFactory.allocateUnpooledOffHeapMemory(bufferBytes);
            buffers.add(buffer);
            outputs.add(new JoinOutput(out, turn, shape, buffer));
        }
    }

    /** One for each thread. */
    List<JoinOutput> consumers() {
        return List.copyOf(outputs);
    }

    /** How many rows there were. */
    long rows() {
        return outputs.stream().mapToLong(JoinOutput::rows).sum();
    }

    /** Waits until all is written. */
    void finish() throws IOException {
        for (JoinOutput output : outputs) {
            output.flush();
        }
        out.finish();
    }

    @Override
    public void close() {
        for (MemorySegment buffer : buffers) {
            memory.unreserve(buffer.size());
            buffer.free();
        }
        buffers.clear();
    }
}
