package io.plimsoll.spill;

import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemorySegment;
import io.plimsoll.spill.extent.ExtentDecoder;
import io.plimsoll.spill.extent.PageBatch;
import io.plimsoll.spill.thread.IoTask;
import io.plimsoll.spill.thread.IoTools;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pages of a run in the order in which they were written, some extents ahead of the
 * caller.
 *
 * <p>Memory: {@link #pagesNeeded} pages are leased when the reader is opened, no more later. A page
 * handed out by {@link #nextPage} is the caller's until it is given back with {@link #recycle}.
 * When calling {@code nextPage}, the caller may hold as many pages as {@code extentsAhead} extents
 * have, but always one.
 *
 * <p>Errors: damage and failures are reported once the pages before them have been handed out, and
 * again by each further call.
 *
 * <p>Thread rule: one thread at a time; {@link IOManager#close} may come from any.
 */
public final class SpillReader implements AutoCloseable {

    private final SpillContext context;
    private final SpillRun run;
    private final MemoryPool pool;
    private final boolean deleteAsRead;
    private final IoTask task = this::turn;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();

    // Guarded by lock: everything below.
    private final ArrayDeque<MemorySegment> free = new ArrayDeque<>();
    private final ArrayDeque<PageBatch> empty = new ArrayDeque<>();
    private final ArrayDeque<PageBatch> ready = new ArrayDeque<>();
    private final RunInput input;
    private @Nullable PageBatch current;
    private int next;
    private int skip;
    private int pageBytes;
    private @Nullable SpillPosition position;
    private int held;
    private int neededPages;
    private int keptFile = Integer.MAX_VALUE;
    private int passedFiles;
    private int deletedFiles;
    private boolean running;
    private boolean scheduled;
    private boolean ended;
    private boolean closed;
    private @Nullable SpillException failure;

    SpillReader(
            SpillContext context,
            SpillRun run,
            SpillPosition start,
            MemoryPool pool,
            int extentsAhead,
            boolean deleteAsRead)
            throws MemoryAllocationException {
        this.context = context;
        this.run = run;
        this.pool = pool;
        this.deleteAsRead = deleteAsRead;
        this.skip = start.page();
        this.passedFiles = start.file();
        this.deletedFiles = start.file();
        this.input = new RunInput(context, run, start);
        for (int i = 0; i <= extentsAhead; i++) {
            empty.add(new PageBatch(run.largestExtentPages()));
        }
        free.addAll(pool.allocatePages(pagesNeeded(run, extentsAhead)));
    }

    /** The pages that a reader of {@code run} leases from its pool when it is opened. */
    public static int pagesNeeded(SpillRun run, int extentsAhead) {
        long extents = extentsAhead + 1L;
        long pages = extents * run.largestExtentPages() + (extentsAhead == 0 ? 1 : 0);
        return Math.toIntExact(Math.min(pages, run.pages()));
    }

    /** Begins to read ahead. */
    void start() {
        lock.lock();
        try {
            scheduleIfUseful();
        } finally {
            lock.unlock();
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
        lock.lock();
        try {
            checkOpen();
            PageBatch batch = current == null ? nextBatch() : current;
            if (batch == null) {
                passFiles(run.files().size());
                return null;
            }
            MemorySegment page = batch.take(next);
            pageBytes = batch.usedBytes(next);
            position = new SpillPosition(batch.file(), batch.extent(), batch.offsetBytes(), next);
            next++;
            held++;
            if (next == batch.count()) {
                batch.clear();
                empty.add(batch);
                current = null;
                scheduleIfUseful();
            }
            return page;
        } finally {
            lock.unlock();
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

    /** Gives back a page that {@link #nextPage} returned. */
    public void recycle(MemorySegment page) {
        lock.lock();
        try {
            if (held == 0) {
                throw new IllegalStateException(
                        "held=0 (expected a page of this reader that was not given back)");
            }
            held--;
            if (!closed) {
                free.add(page);
                scheduleIfUseful();
                return;
            }
        } finally {
            lock.unlock();
        }
        pool.release(page);
    }

    /**
     * Keeps the file of {@code from} and those after it from being deleted as read, until changed
     * or {@link #releaseHold}.
     */
    public void hold(SpillPosition from) {
        lock.lock();
        try {
            keptFile = from.file();
        } finally {
            lock.unlock();
        }
    }

    /** Ends what {@link #hold} began. */
    public void releaseHold() {
        lock.lock();
        try {
            keptFile = Integer.MAX_VALUE;
            scheduleIfUseful();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives back all pages except those that the caller holds, which go to the pool when recycled.
     * Idempotent.
     */
    @Override
    public void close() {
        List<MemorySegment> pages = new ArrayList<>();
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            progress.signalAll();
            while (running) {
                progress.awaitUninterruptibly();
            }
            input.close();
            collectPages(pages);
        } finally {
            lock.unlock();
        }
        deleteFiles(takeDeletable());
        pool.release(pages);
        context.open().remove(this);
    }

    /**
     * Requires lock. The next batch to hand out, its first page to be handed out set; null at the
     * end.
     */
    private @Nullable PageBatch nextBatch() throws SpillException {
        while (ready.isEmpty()) {
            if (failure != null) {
                throw failure.inCaller();
            }
            if (ended) {
                return null;
            }
            checkNotStuck();
            awaitProgress();
            checkOpen();
        }
        PageBatch batch = ready.remove();
        if (skip >= batch.count()) {
            throw new IllegalStateException(
                    "position.page=%d (expected less than the %d pages of its extent)"
                            .formatted(skip, batch.count()));
        }
        next = skip;
        skip = 0;
        for (int i = 0; i < next; i++) {
            free.add(batch.take(i));
        }
        passFiles(batch.file());
        current = batch;
        return batch;
    }

    /** Requires lock. */
    private void checkNotStuck() {
        if (!scheduled && !running) {
            throw new IllegalStateException(
                    "held=%d pages (expected at most %d, so that an extent of %d can be read)"
                            .formatted(held, held + free.size() - neededPages, neededPages));
        }
    }

    /** Requires lock. */
    @SuppressWarnings("WaitNotInLoop") // the caller loops until a batch is ready
    private void awaitProgress() throws SpillInterruptedException {
        long start = System.nanoTime();
        try {
            progress.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SpillInterruptedException(
                    "interrupted while waiting for an extent to be read", e);
        } finally {
            context.counters().readerWaitNanos.add(System.nanoTime() - start);
        }
    }

    /** Requires lock. */
    private void scheduleIfUseful() {
        boolean canRead =
                !ended && failure == null && !empty.isEmpty() && free.size() >= neededPages;
        if (!scheduled && !closed && (canRead || deletableEnd() > deletedFiles)) {
            scheduled = true;
            context.threads().submit(task);
        }
    }

    /** One extent; on an I/O thread. */
    private boolean turn(IoTools tools) {
        if (!begin()) {
            return false;
        }
        deleteFiles(takeDeletable());
        SpillException problem = null;
        PageBatch batch = null;
        try {
            batch = mayRead() ? readNext(tools.decoder()) : null;
        } catch (SpillException e) {
            problem = e;
        } catch (RuntimeException | Error e) {
            problem = new SpillIOException("run=" + run.label() + " cannot be read: " + e, e);
        }
        return completed(batch, problem);
    }

    private boolean mayRead() {
        lock.lock();
        try {
            return failure == null && !ended;
        } finally {
            lock.unlock();
        }
    }

    private boolean begin() {
        lock.lock();
        try {
            running = !closed;
            scheduled = running;
            return running;
        } finally {
            lock.unlock();
        }
    }

    /** Null if there is nothing to read or no memory for it now. */
    private @Nullable PageBatch readNext(ExtentDecoder decoder) throws SpillException {
        int needed = input.nextPages(decoder);
        PageBatch batch = takePages(needed);
        if (batch == null) {
            return null;
        }
        boolean read = false;
        try {
            input.read(batch, decoder);
            read = true;
        } finally {
            if (!read) {
                giveBack(batch);
            }
        }
        return batch;
    }

    private @Nullable PageBatch takePages(int needed) {
        lock.lock();
        try {
            neededPages = needed;
            ended = needed == 0;
            if (ended || closed || free.size() < needed || empty.isEmpty()) {
                return null;
            }
            PageBatch batch = empty.remove();
            for (int i = 0; i < needed; i++) {
                batch.add(free.remove(), input.usedBytes(i));
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(PageBatch batch) {
        lock.lock();
        try {
            for (int i = 0; i < batch.count(); i++) {
                free.add(batch.page(i));
            }
            batch.clear();
            empty.add(batch);
        } finally {
            lock.unlock();
        }
    }

    private boolean completed(@Nullable PageBatch batch, @Nullable SpillException problem) {
        lock.lock();
        try {
            if (batch != null) {
                ready.add(batch);
                neededPages =
                        0; // Not known yet: the next turn finds out, and waits if there are too
                // few.
            }
            if (problem != null) {
                failure = problem;
            }
            running = false;
            scheduled = false;
            scheduleIfUseful();
            progress.signalAll();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Requires lock. */
    private void collectPages(List<MemorySegment> pages) {
        pages.addAll(free);
        free.clear();
        if (current != null) {
            ready.addFirst(current);
        }
        for (PageBatch batch : ready) {
            for (int i = batch == current ? next : 0; i < batch.count(); i++) {
                pages.add(batch.page(i));
            }
        }
        ready.clear();
        current = null;
    }

    /** Requires lock. Notes that the caller is done with the files before {@code file}. */
    private void passFiles(int file) {
        if (file > passedFiles) {
            passedFiles = file;
            scheduleIfUseful();
        }
    }

    /** Requires lock. */
    private int deletableEnd() {
        return deleteAsRead ? Math.min(passedFiles, keptFile) : 0;
    }

    private List<SpillRun.RunFile> takeDeletable() {
        lock.lock();
        try {
            int end = deletableEnd();
            if (end <= deletedFiles) {
                return List.of();
            }
            List<SpillRun.RunFile> files = run.files().subList(deletedFiles, end);
            deletedFiles = end;
            return files;
        } finally {
            lock.unlock();
        }
    }

    private void deleteFiles(List<SpillRun.RunFile> files) {
        files.forEach(file -> context.deleteQuietly(file.id()));
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the reader is closed (expected an open one)");
        }
    }
}
