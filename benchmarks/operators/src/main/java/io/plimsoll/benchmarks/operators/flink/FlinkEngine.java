package io.plimsoll.benchmarks.operators.flink;

import io.plimsoll.benchmarks.operators.Assignment;
import java.io.IOException;
import org.apache.flink.runtime.io.disk.iomanager.IOManager;
import org.apache.flink.runtime.io.disk.iomanager.IOManagerAsync;
import org.apache.flink.runtime.memory.MemoryManager;

/**
 * The memory and the temporary files of one of Flink's operators, as a task manager gives them.
 *
 * @param memory off-heap, in pages of 32 KiB
 * @param memoryBytes how much the operator reserves: all of it
 * @param io compresses nothing by itself
 */
public record FlinkEngine(MemoryManager memory, long memoryBytes, IOManager io)
        implements AutoCloseable {

    /** As {@code table.exec.sort.max-num-file-handles}. */
    public static final int MAX_FILE_HANDLES = 128;

    /** As {@code table.exec.spill-compression.enabled}. */
    public static final boolean COMPRESSION = true;

    /** As {@code table.exec.spill-compression.block-size}. */
    public static final int COMPRESSION_BLOCK_BYTES = 64 * 1024;

    private static final int PAGE_BYTES = 32 * 1024;

    /** Opens it. */
    public static FlinkEngine open(Assignment assignment) {
        long bytes = assignment.memoryBytes() / PAGE_BYTES * PAGE_BYTES;
        return new FlinkEngine(
                MemoryManager.create(bytes, PAGE_BYTES),
                bytes,
                new IOManagerAsync(assignment.temporaryFolder().toString()));
    }

    /** Deletes the temporary files. */
    @Override
    public void close() throws IOException {
        try {
            io.close();
        } catch (Exception e) {
            throw new IOException(e);
        } finally {
            memory.shutdown();
        }
    }
}
