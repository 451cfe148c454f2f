package io.plimsoll.operators.partition;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.spill.IOManager;
import io.plimsoll.spill.SpillWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where one thread's partitions have their pages from: what stays in memory from the operator's
 * records, what is on its way to disk from its workspace, which is charged when the operator opens.
 *
 * <p>The workspace has at least one page more than partitions of the thread are written at a time:
 * when all its pages are out, one of them at least waits in an extent that can be written.
 *
 * <p>One thread.
 */
public final class PartitionMemory {

    private final IOManager io;
    private final MemoryPool workspace;
    private final Supplier<@Nullable MemorySegment> pages;
    private final int pageBytes;
    private final int extentPages;
    private final String label;
    private final List<Output> outputs = new ArrayList<>();

    /**
     * Creates one.
     *
     * @param workspace what records on their way to disk may take; nobody else takes of it
     * @param pages gives a page for records that stay in memory, or null if there is none
     * @param extentPages the most pages of an extent: each partition that is written holds so many
     *     back, and each that is read needs so many at a time
     * @param label names the runs in messages
     */
    public PartitionMemory(
            IOManager io,
            MemoryPool workspace,
            Supplier<@Nullable MemorySegment> pages,
            int extentPages,
            String label) {
        this.io = io;
        this.workspace = workspace;
        this.pages = pages;
        this.pageBytes = workspace.pageSizeBytes();
        this.extentPages = Math.min(extentPages, io.extentPages());
        this.label = label;
    }

    public int pageSizeBytes() {
        return pageBytes;
    }

    /**
     * Waits until pages that partitions had in memory when they were spilled, and that are on their
     * way to disk, are free again; false if there are none.
     */
    public boolean awaitFreed() throws IOException {
        for (Output output : outputs) {
            while (output.spilledPages > 0) {
                output.spilledPages = Math.max(0, output.spilledPages - extentPages);
                if (output.writer.awaitRecycled()) {
                    return true;
                }
                output.spilledPages = 0;
            }
        }
        return false;
    }

    /** Waits until pages that are on their way to disk are free again; false if none is. */
    private boolean awaitRecycled() throws IOException {
        Output fullest = null;
        for (Output output : outputs) {
            if (output.pages > 0 && (fullest == null || output.pages > fullest.pages)) {
                fullest = output;
            }
        }
        if (fullest == null) {
            return false;
        }
        if (fullest.writer.awaitRecycled()) {
            fullest.pages = Math.max(1, fullest.pages - extentPages);
            return true;
        }
        fullest.pages = 0;
        return awaitRecycled();
    }

    @Nullable MemorySegment tryAllocatePage() {
        return pages.get();
    }

    MemorySegment awaitWorkspacePage() throws IOException {
        MemorySegment page = workspace.tryAllocatePage();
        while (page == null) {
            if (!awaitRecycled()) {
                // A page that was written is free a moment before the pool knows it.
                Thread.onSpinWait();
            }
            page = workspace.tryAllocatePage();
        }
        return page;
    }

    Output newOutput() {
        Output output = new Output(io.newWriter(label, MemorySegment::free, extentPages));
        outputs.add(output);
        return output;
    }

    void remove(Output output) {
        outputs.remove(output);
    }

    /** A writer, and how many pages it was given since it was last waited for. */
    static final class Output {

        final SpillWriter writer;
        private int pages;

        /** Of them, those that were not of the workspace. */
        private int spilledPages;

        Output(SpillWriter writer) {
            this.writer = writer;
        }

        void write(MemorySegment page, int usedBytes) throws IOException {
            pages++;
            writer.write(page, usedBytes);
        }

        void writeSpilled(MemorySegment page, int usedBytes) throws IOException {
            spilledPages++;
            write(page, usedBytes);
        }
    }
}
