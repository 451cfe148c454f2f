package io.plimsoll.spill;

import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.spill.SpillStatistics.DirectoryFigures;
import io.plimsoll.spill.failure.SpillIOException;
import io.plimsoll.spill.run.SpillPosition;
import io.plimsoll.spill.run.SpillRun;
import io.plimsoll.spill.run.SpillRun.RunFile;
import io.plimsoll.spill.space.SpillDirectory;
import io.plimsoll.spill.space.SpillFiles;
import io.plimsoll.spill.transfer.ReadMemory;
import io.plimsoll.spill.transfer.SpillContext;
import io.plimsoll.spill.transfer.SpillCounters;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Moves pages to disk and back: hands out writers and readers, owns the I/O threads, the spill
 * files and the folders that they lie in.
 *
 * <p>Memory: what the I/O threads need is reserved from one pool when the manager is built, see
 * {@link IOManagerBuilder#workspaceBytes}; spilling never allocates beyond it, so it works when
 * nothing else gets memory any more.
 *
 * <p>Files: each manager has a folder of its own in each directory. {@link #close} removes them, so
 * does the end of the process; what a killed process left is removed when a later one starts.
 *
 * <p>Thread rule: any thread.
 */
public final class IOManager implements AutoCloseable {

    private final SpillContext context;
    private final MemoryPool memory;
    private final long workspaceBytes;
    private final int extentPages;
    private final int writeBehindExtents;
    private final Thread shutdownHook;

    /** Guarded by this. */
    private boolean closed;

    IOManager(
            SpillContext context,
            MemoryPool memory,
            long workspaceBytes,
            int extentPages,
            int writeBehindExtents) {
        this.context = context;
        this.memory = memory;
        this.workspaceBytes = workspaceBytes;
        this.extentPages = extentPages;
        this.writeBehindExtents = writeBehindExtents;
        this.shutdownHook = new Thread(this::deleteFolders, "plimsoll-spill-shutdown");
        Runtime.getRuntime().addShutdownHook(shutdownHook);
    }

    /** Starts the description of a manager. */
    public static IOManagerBuilder builder() {
        return new IOManagerBuilder();
    }

    /** A writer whose pages go back to the pools that they are leased from. */
    public SpillWriter newWriter(String label) {
        return newWriter(label, MemorySegment::free);
    }

    /** A writer whose pages go to {@code recycler}. */
    public SpillWriter newWriter(String label, PageRecycler recycler) {
        return newWriter(label, recycler, extentPages);
    }

    /**
     * A writer with smaller extents than usual. A reader needs memory for whole extents: many runs
     * that are to be merged with little memory want small ones.
     *
     * @param label names the run in messages
     * @param extentPages the most pages of an extent, 1 to {@link #extentPages()}
     */
    public synchronized SpillWriter newWriter(
            String label, PageRecycler recycler, int extentPages) {
        checkOpen();
        if (extentPages < 1 || extentPages > this.extentPages) {
            throw new IllegalArgumentException(
                    "extentPages=%d (expected 1 to %d)".formatted(extentPages, this.extentPages));
        }
        SpillWriter writer =
                new SpillWriter(context, label, recycler, extentPages, writeBehindExtents);
        context.open().add(writer);
        return writer;
    }

    /** A reader from the start of {@code run}, see {@link #newReaderAt}. */
    public SpillReader newReader(SpillRun run, MemoryPool pool, int extentsAhead)
            throws MemoryAllocationException {
        return newReader(run, SpillPosition.START, pool, extentsAhead, false);
    }

    /**
     * A reader from the start of {@code run} that deletes each file of the run once the caller has
     * gone on to the next one, so that disk space is freed early. No other reader of the run may
     * need the file.
     */
    public SpillReader newReaderDeleting(SpillRun run, MemoryPool pool, int extentsAhead)
            throws MemoryAllocationException {
        return newReader(run, SpillPosition.START, pool, extentsAhead, true);
    }

    /**
     * A reader from a page in the middle of {@code run}.
     *
     * @param position a page's position, as {@link SpillReader#position} told it
     * @param pool {@link SpillReader#pagesNeeded} pages are leased from it now
     * @param extentsAhead how many extents are read ahead of the one in use; 0 saves memory and
     *     waits for each extent
     * @throws MemoryAllocationException if the pool has not so many pages
     */
    public SpillReader newReaderAt(
            SpillRun run, SpillPosition position, MemoryPool pool, int extentsAhead)
            throws MemoryAllocationException {
        return newReader(run, position, pool, extentsAhead, false);
    }

    /**
     * A group for readers that are to be merged.
     *
     * @param pool the pages of its readers are leased from it
     * @param furtherPages pages to read ahead with that are leased now; some {@link #extentPages}
     * @throws MemoryAllocationException if the pool has not so many pages
     */
    public synchronized ReadAheadGroup newReadAheadGroup(MemoryPool pool, int furtherPages)
            throws MemoryAllocationException {
        checkOpen();
        ReadAheadGroup group = new ReadAheadGroup(pool, context.open());
        group.add(pool.allocatePages(furtherPages));
        context.open().add(group);
        return group;
    }

    /**
     * A reader from the start of {@code run} that reads ahead with what {@code group} lends it.
     *
     * @param deleteAsRead whether files are deleted as by {@link #newReaderDeleting}
     * @throws MemoryAllocationException if the group's pool has not {@link SpillReader#pagesNeeded}
     *     pages for a reader that reads nothing ahead
     */
    public synchronized SpillReader newReader(
            SpillRun run, ReadAheadGroup group, boolean deleteAsRead)
            throws MemoryAllocationException {
        group.checkOpen();
        MemoryPool pool = group.pool();
        checkReadable(run, SpillPosition.START, pool);
        int pages = SpillReader.pagesNeeded(run, 0);
        SpillReader reader =
                new SpillReader(
                        context,
                        run,
                        SpillPosition.START,
                        pool,
                        Short.MAX_VALUE,
                        deleteAsRead,
                        group.memory(),
                        pages);
        List<MemorySegment> leased = pool.allocatePages(pages);
        context.open().add(reader);
        reader.start(leased);
        group.add(reader);
        return reader;
    }

    /** Deletes the files of {@code run}, those that are left. Idempotent. */
    public void delete(SpillRun run) {
        for (RunFile file : run.files()) {
            context.deleteQuietly(file.id());
        }
    }

    /** The most pages of an extent. */
    public int extentPages() {
        return extentPages;
    }

    /**
     * The most pages that a writer holds at a time: the extent being filled and those on their way
     * to disk.
     */
    public int writerPages() {
        return (writeBehindExtents + 1) * extentPages;
    }

    /** The largest page that can be written. */
    public int pageSizeBytes() {
        return context.pageSizeBytes();
    }

    /** What has been done so far. */
    public SpillStatistics statistics() {
        SpillCounters counters = context.counters();
        SpillFiles files = context.files();
        return new SpillStatistics(
                counters.rawBytesWritten.sum(),
                counters.bytesWritten.sum(),
                counters.bytesRead.sum(),
                counters.extentsWritten.sum(),
                counters.compressedExtents.sum(),
                counters.extentsRead.sum(),
                counters.runs.sum(),
                files.createdCount(),
                files.liveCount(),
                files.liveBytes(),
                files.openFiles().openCount(),
                counters.failovers.sum(),
                counters.writeNanos.sum(),
                counters.readNanos.sum(),
                counters.writerWaitNanos.sum(),
                counters.readerWaitNanos.sum(),
                counters.rereads.sum(),
                files.quotaBytes(),
                files.directories().stream().map(IOManager::figures).toList());
    }

    private static DirectoryFigures figures(SpillDirectory directory) {
        return new DirectoryFigures(
                directory.directory(),
                directory.quotaBytes(),
                directory.usedBytes(),
                directory.freeBytes(),
                directory.bytesWritten(),
                directory.writeNanos(),
                directory.bytesRead(),
                directory.readNanos(),
                directory.failures(),
                directory.isFailing(),
                Optional.ofNullable(directory.lastFailure()));
    }

    /**
     * Closes all writers and readers, ends the I/O threads, deletes all files and folders and gives
     * back the workspace. Pages that callers hold go back to their pools when they are recycled.
     * Idempotent.
     *
     * @throws SpillIOException if a file or folder could not be deleted; all else is done
     */
    @Override
    public void close() throws SpillIOException {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        for (AutoCloseable part : List.copyOf(context.open())) {
            closePart(part);
        }
        context.threads().close();
        try {
            context.files().close();
        } catch (IOException e) {
            throw new SpillIOException("spill files cannot be deleted: " + e, e);
        } finally {
            memory.unreserve(workspaceBytes);
            removeShutdownHook();
        }
    }

    private synchronized SpillReader newReader(
            SpillRun run,
            SpillPosition start,
            MemoryPool pool,
            int extentsAhead,
            boolean deleteAsRead)
            throws MemoryAllocationException {
        checkOpen();
        if (extentsAhead < 0) {
            throw new IllegalArgumentException(
                    "extentsAhead=" + extentsAhead + " (expected 0 or more)");
        }
        checkReadable(run, start, pool);
        SpillReader reader =
                new SpillReader(
                        context,
                        run,
                        start,
                        pool,
                        extentsAhead,
                        deleteAsRead,
                        ReadMemory.ofOne(),
                        Integer.MAX_VALUE);
        List<MemorySegment> pages = pool.allocatePages(SpillReader.pagesNeeded(run, extentsAhead));
        context.open().add(reader);
        reader.start(pages);
        return reader;
    }

    private void checkReadable(SpillRun run, SpillPosition start, MemoryPool pool) {
        checkOpen();
        if (pool.pageSizeBytes() < run.pageSizeBytes()) {
            throw new IllegalArgumentException(
                    "pool.pageSizeBytes=%d (expected at least %d)"
                            .formatted(pool.pageSizeBytes(), run.pageSizeBytes()));
        }
        for (RunFile file :
                run.files()
                        .subList(Math.min(start.file(), run.files().size()), run.files().size())) {
            if (!context.files().isLive(file.id())) {
                throw new IllegalStateException(
                        "run=" + run.label() + " file=" + file.path() + " has been deleted");
            }
        }
    }

    private static void closePart(AutoCloseable part) throws SpillIOException {
        switch (part) {
            case SpillWriter writer -> writer.close();
            case SpillReader reader -> reader.close();
            case ReadAheadGroup group -> group.close();
            default -> throw new AssertionError(part);
        }
    }

    private synchronized void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the IOManager is closed (expected an open one)");
        }
    }

    /** At the end of the process: only what would stay behind on disk matters. */
    private void deleteFolders() {
        try {
            context.files().close();
        } catch (IOException e) {
            System.getLogger(IOManager.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            () -> "spill files stay until a later start: " + e);
        }
    }

    private void removeShutdownHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException shuttingDown) {
            // The hook runs anyway and finds nothing left.
        }
    }
}
