package io.plimsoll.operators;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.spill.IOManager;
import io.plimsoll.spill.IOManagerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The memory and the temporary files of an operator: given by its user, or its own and closed with
 * it.
 *
 * @param pool where memory comes from
 * @param io where spilled data goes
 * @param ownMemory what is closed in the end; null when it is the user's
 */
record SorterResources(MemoryPool pool, IOManager io, @Nullable MemoryManager ownMemory)
        implements AutoCloseable {

    /** Of the memory at most this part is an extent: merging reads many at once. */
    private static final int EXTENT_FRACTION = 256;

    private static final int MAX_EXTENT_PAGES = 32;

    /** Resources that an operator has to itself. */
    static SorterResources own(long memoryBytes, List<Path> directories) throws IOException {
        int pageBytes = MemoryManager.DEFAULT_PAGE_SIZE;
        MemoryManager memory = MemoryManager.create(memoryBytes, pageBytes);
        try {
            int extentPages =
                    (int)
                            Math.clamp(
                                    memoryBytes / EXTENT_FRACTION / pageBytes,
                                    1L,
                                    MAX_EXTENT_PAGES);
            IOManagerBuilder builder =
                    IOManager.builder()
                            .directories(directories)
                            .extentPages(extentPages)
                            .writeBehindExtents(2);
            long workspaceBytes = builder.workspaceBytes(pageBytes);
            MemoryPool workspace =
                    memory.rootPool().newChild("spill", workspaceBytes, workspaceBytes);
            return new SorterResources(
                    memory.rootPool(), builder.memory(workspace).build(), memory);
        } catch (MemoryReservationException e) {
            memory.close();
            throw new IllegalArgumentException(
                    "memoryBytes=" + memoryBytes + " (expected more: " + e.getMessage() + ")", e);
        } catch (IOException | RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    @Override
    public void close() {
        if (ownMemory != null && !ownMemory.isShutdown()) {
            try {
                io.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                ownMemory.close();
            }
        }
    }
}
