package io.plimsoll.spill;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.spill.extent.PageBatch;
import io.plimsoll.spill.failure.SpillCorruptionException;
import io.plimsoll.spill.failure.SpillException;
import io.plimsoll.spill.failure.SpillInterruptedException;
import io.plimsoll.spill.run.SpillPosition;
import io.plimsoll.spill.run.SpillRun;
import io.plimsoll.spill.run.SpillRun.RunFile;
import io.plimsoll.spill.transfer.ConsumedFiles;
import io.plimsoll.spill.transfer.ReadAhead;
import io.plimsoll.spill.transfer.ReadMemory;
import io.plimsoll.spill.transfer.SpillContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pages of a run in the order in which they were written, some extents ahead of the
 * caller.
 *
 * <p>Memory: {@link #pagesNeeded} pages are leased when the reader is opened, no more later; with a
 * {@link ReadAheadGroup}, those for nothing ahead, and the group lends more. A page handed out by
 * {@link #nextPage} is the caller's until it is given back with {@link #recycle}. When calling
 * {@code nextPage}, the caller may hold as many pages as {@code extentsAhead} extents have, but
 * always one; with a group, one.
 *
 * <p>Errors: damage and failures are reported once the pages before them have been handed out, and
 * again by each further call.
 *
 * <p>Thread rule: one thread at a time; {@link IOManager#close} may come from any.
 */
public final class SpillReader implements AutoCloseable {

    private final SpillContext context;
    private final MemoryPool pool;

    /** Its lock guards everything below, too. */
    private final ReadAhead ahead;

    private final ConsumedFiles consumed;

    /** Pages that the caller has; few, so that a search costs nothing. */
    private final List<MemorySegment> held = new ArrayList<>();

    private @Nullable PageBatch current;
    private int next;
    private int skip;
    private int pageBytes;
    private @Nullable SpillPosition position;

    SpillReader(
            SpillContext context,
            SpillRun run,
            SpillPosition start,
            MemoryPool pool,
            int extentsAhead,
            boolean deleteAsRead,
            ReadMemory memory,
            int sharePages) {
        this.context = context;
        this.pool = pool;
        this.skip = start.page();
        this.consumed = new ConsumedFiles(run.files(), start.file(), deleteAsRead);
        this.ahead =
                new ReadAhead(context, run, start, consumed, extentsAhead + 1, memory, sharePages);
    }

    /** The pages that a reader of {@code run} leases from its pool when it is opened. */
    public static int pagesNeeded(SpillRun run, int extentsAhead) {
        long extents = extentsAhead + 1L;
        // With a single extent in memory the caller could not hold a page while the next is read.
        long pages = extents * run.largestExtentPages() + (extentsAhead == 0 ? 1 : 0);
        return Math.toIntExact(Math.min(pages, run.pages()));
    }

    /** Begins to read ahead into {@code pages}, which are leased from the reader's pool. */
    void start(List<MemorySegment> pages) {
        ahead.lock();
        try {
            ahead.join();
            ahead.addPages(pages);
        } finally {
            ahead.unlock();
        }
    }

    /**
     * The next page, or null at the end. Waits until it has been read.
     *
     * @throws SpillCorruptionException if what was read is not what was written
     * @throws SpillInterruptedException if the thread is interrupted while it waits; the reader can
     *     be used further
     * @throws IllegalStateException if the caller holds so many pages that no extent can be read
     */
    public @Nullable MemorySegment nextPage() throws SpillException {
        ahead.lock();
        try {
            ahead.checkOpen();
            PageBatch batch = current == null ? nextBatch() : current;
            return batch == null ? null : handOut(batch);
        } finally {
            ahead.unlock();
        }
    }

    /** The used bytes of the page that {@link #nextPage} returned last. */
    public int pageBytes() {
        return pageBytes;
    }

    /**
     * Where the page is that {@link #nextPage} returned last, for {@link IOManager#newReaderAt}.
     */
    public SpillPosition position() {
        SpillPosition last = position;
        if (last == null) {
            throw new IllegalStateException(
                    "no page has been read (expected a call of nextPage before)");
        }
        return last;
    }

    /**
     * Gives back a page that {@link #nextPage} returned.
     *
     * @throws IllegalStateException if it is not such a page or was given back already
     */
    public void recycle(MemorySegment page) {
        ahead.lock();
        try {
            forgetHeld(page);
            if (!ahead.isClosed()) {
                ahead.addPage(page);
                return;
            }
            if (ahead.addPageLate(page)) {
                return;
            }
        } finally {
            ahead.unlock();
        }
        pool.release(page);
    }

    /**
     * Keeps the file of {@code from} and those after it from being deleted as read, until changed
     * or {@link #releaseHold}. For positions that {@link IOManager#newReaderAt} is still to go back
     * to.
     */
    public void hold(SpillPosition from) {
        keepFrom(from.file());
    }

    /** Ends what {@link #hold} began. */
    public void releaseHold() {
        keepFrom(Integer.MAX_VALUE);
    }

    /**
     * Gives back all pages except those that the caller holds, which go to the pool when recycled.
     * Waits for the extent that is being read. Idempotent.
     */
    @Override
    public void close() {
        List<MemorySegment> pages = new ArrayList<>();
        List<RunFile> deletable;
        ahead.lock();
        try {
            if (ahead.isClosed()) {
                return;
            }
            List<MemorySegment> rest = new ArrayList<>();
            PageBatch batch = current;
            for (int i = next; batch != null && i < batch.count(); i++) {
                rest.add(batch.page(i));
            }
            current = null;
            ahead.close(rest, pages);
            deletable = consumed.takeDeletable();
        } finally {
            ahead.unlock();
        }
        deletable.forEach(file -> context.deleteQuietly(file.id()));
        pool.release(pages);
        context.open().remove(this);
    }

    /** Requires lock. */
    private @Nullable PageBatch nextBatch() throws SpillException {
        PageBatch batch = ahead.awaitFirst(held.size());
        if (batch == null) {
            consumed.passAll();
            ahead.consumedFilesChanged();
            return null;
        }
        if (skip >= batch.count()) {
            throw new IllegalStateException(
                    "position.page=%d (expected less than the %d pages of its extent)"
                            .formatted(skip, batch.count()));
        }
        ahead.removeFirst();
        for (int i = 0; i < skip; i++) {
            ahead.addPage(batch.take(i));
        }
        next = skip;
        skip = 0;
        current = batch;
        return batch;
    }

    /** Requires lock. */
    private MemorySegment handOut(PageBatch batch) {
        MemorySegment page = batch.take(next);
        pageBytes = batch.usedBytes(next);
        position = new SpillPosition(batch.file(), batch.extent(), batch.offsetBytes(), next);
        held.add(page);
        next++;
        if (next == batch.count()) {
            current = null;
            ahead.addBatch(batch);
        }
        return page;
    }

    /** Requires lock. A page given back twice would be read into twice at the same time. */
    private void forgetHeld(MemorySegment page) {
        for (int i = held.size() - 1; i >= 0; i--) {
            if (held.get(i) == page) {
                held.remove(i);
                return;
            }
        }
        throw new IllegalStateException(
                "page=%s (expected one of the %d pages held of this reader)"
                        .formatted(page, held.size()));
    }

    private void keepFrom(int file) {
        ahead.lock();
        try {
            consumed.keepFrom(file);
            ahead.consumedFilesChanged();
        } finally {
            ahead.unlock();
        }
    }
}
