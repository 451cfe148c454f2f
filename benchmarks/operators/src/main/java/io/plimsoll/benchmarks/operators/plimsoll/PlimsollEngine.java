package io.plimsoll.benchmarks.operators.plimsoll;

import io.plimsoll.benchmarks.operators.Assignment;
import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.spill.IOManager;
import io.plimsoll.spill.IOManagerBuilder;
import java.io.IOException;

/** The memory and the temporary files of one operator. */
public record PlimsollEngine(MemoryManager memory, MemoryPool spill, IOManager io)
        implements AutoCloseable {

    /** Opens it. */
    public static PlimsollEngine open(Assignment assignment)
            throws IOException, MemoryReservationException {
        MemoryManager memory =
                MemoryManager.create(assignment.memoryBytes(), MemoryManager.DEFAULT_PAGE_SIZE);
        IOManagerBuilder io =
                IOManager.builder()
                        .directories(java.util.List.of(assignment.temporaryFolder()))
                        .extentPages(16)
                        .writeBehindExtents(2);
        long bytes = io.workspaceBytes(memory.getPageSize());
        MemoryPool spill = memory.rootPool().newChild("spill", bytes, bytes);
        return new PlimsollEngine(memory, spill, io.memory(spill).build());
    }

    /** Where an operator takes its memory from. */
    public MemoryPool pool() {
        return memory.rootPool();
    }

    @Override
    public void close() throws IOException {
        io.close();
        spill.close();
        memory.close();
    }
}
