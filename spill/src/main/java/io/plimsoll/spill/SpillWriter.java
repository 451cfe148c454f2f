package io.plimsoll.spill;

import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.spill.extent.PageBatch;
import io.plimsoll.spill.failure.SpillException;
import io.plimsoll.spill.failure.SpillIOException;
import io.plimsoll.spill.failure.SpillInterruptedException;
import io.plimsoll.spill.run.SpillRun;
import io.plimsoll.spill.thread.IoTask;
import io.plimsoll.spill.thread.IoTools;
import io.plimsoll.spill.transfer.ForeignFailure;
import io.plimsoll.spill.transfer.RunOutput;
import io.plimsoll.spill.transfer.SpillContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes pages to disk behind the caller's back, grouped to extents.
 *
 * <p>Ownership: {@link #write} takes over the page. It goes to the recycler exactly once: right
 * after its extent has been written, or when the writer fails or is closed.
 *
 * <p>Errors: I/O threads meet them later than the call that caused them; the next call reports
 * them, {@link #finish} at the latest. A writer that has failed gives back all pages, deletes its
 * files and stays failed.
 *
 * <p>Thread rule: one thread at a time; {@link IOManager#close} may come from any.
 */
public final class SpillWriter implements AutoCloseable {

    private enum State {
        OPEN,
        FINISHED,
        CLOSED
    }

    private final SpillContext context;
    private final PageRecycler recycler;
    private final int inFlightMax;
    private final IoTask task = new WriteTask();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();

    // Guarded by lock: everything below.
    private final ArrayDeque<PageBatch> free = new ArrayDeque<>();
    private final ArrayDeque<PageBatch> queued = new ArrayDeque<>();
    private final List<MemorySegment> doomed = new ArrayList<>();
    private final RunOutput output;
    private State state = State.OPEN;
    private PageBatch filling;
    private boolean running;
    private boolean scheduled;
    private long completedExtents;

    /** Written under lock; read without it after each call. */
    private volatile @Nullable SpillException failure;

    SpillWriter(
            SpillContext context,
            String label,
            PageRecycler recycler,
            int extentPages,
            int inFlightMax) {
        this.context = context;
        this.recycler = recycler;
        this.inFlightMax = inFlightMax;
        this.output = new RunOutput(context, label, extentPages);
        this.filling = new PageBatch(extentPages);
        for (int i = 0; i < inFlightMax; i++) {
            free.add(new PageBatch(extentPages));
        }
    }

    /**
     * Takes over {@code page} and writes its first {@code usedBytes} bytes. Waits while as many
     * extents are in flight as may be.
     *
     * @throws SpillException if this or an earlier page could not be written, or the thread was
     *     interrupted while it waited; the page has been recycled all the same
     * @throws IllegalArgumentException if {@code usedBytes} does not fit; the page stays the
     *     caller's
     * @throws IllegalStateException if the writer is finished or closed; the page stays the
     *     caller's
     */
    public void write(MemorySegment page, int usedBytes) throws SpillException {
        write(page, usedBytes, 0);
    }

    /**
     * As {@link #write(MemorySegment, int)}, and says how far the run has come, for a {@link
     * ReadAheadGroup}.
     *
     * @param rank as an unsigned number, never less than that of the page before: of a sorted run,
     *     say, the first eight bytes of the page's last key
     */
    public void write(MemorySegment page, int usedBytes, long rank) throws SpillException {
        int usedBytesMax = Math.min(page.size(), context.pageSizeBytes());
        if (usedBytes < 0 || usedBytes > usedBytesMax) {
            throw new IllegalArgumentException(
                    "usedBytes=%d (expected 0 to %d)".formatted(usedBytes, usedBytesMax));
        }
        lock.lock();
        try {
            checkOpen();
            if (failure != null) {
                doomed.add(page);
            } else {
                filling.add(page, usedBytes);
                filling.rank(rank);
                if (filling.isFull()) {
                    submitFilling();
                }
            }
        } finally {
            lock.unlock();
        }
        throwFailure();
    }

    /**
     * Waits until the pages of at least one more extent have been recycled; an extent that is not
     * full is written for that.
     *
     * @return false if there is nothing to wait for: no page is held by this writer
     * @throws SpillException as {@link #write} does
     */
    public boolean awaitRecycled() throws SpillException {
        boolean waited;
        lock.lock();
        try {
            checkOpen();
            if (inFlight() == 0 && filling.count() > 0 && failure == null) {
                submitFilling();
            }
            waited = inFlight() > 0;
            long target = completedExtents + 1;
            while (failure == null && completedExtents < target && inFlight() > 0) {
                awaitProgress();
            }
        } finally {
            lock.unlock();
        }
        throwFailure();
        return waited;
    }

    /**
     * Writes what is left and waits for all of it. The run belongs to the caller, who deletes it
     * with {@link IOManager#delete}.
     *
     * @throws SpillException if any page could not be written; nothing is left then
     */
    public SpillRun finish() throws SpillException {
        SpillRun run = null;
        lock.lock();
        try {
            checkOpen();
            if (filling.count() > 0 && failure == null) {
                submitFilling();
            }
            while (failure == null && inFlight() > 0) {
                awaitProgress();
            }
            if (failure == null) {
                run = output.finish();
                state = State.FINISHED;
                context.open().remove(this);
            }
        } finally {
            lock.unlock();
        }
        if (run == null) {
            throwFailure();
            throw new AssertionError("neither run nor failure");
        }
        return run;
    }

    /**
     * Ends the writer. Unless it is finished, all pages go back and all files are deleted.
     * Idempotent.
     */
    @Override
    public void close() {
        lock.lock();
        try {
            if (state == State.OPEN) {
                state = State.CLOSED;
                fail(new SpillIOException("the writer is closed", null));
                while (running) {
                    progress.awaitUninterruptibly();
                }
                output.discard();
            }
        } finally {
            lock.unlock();
        }
        recycleDoomed();
        context.open().remove(this);
    }

    /** One extent; on an I/O thread. */
    private boolean turn(IoTools tools) {
        PageBatch batch = startNext();
        if (batch == null) {
            return false;
        }
        SpillException problem = null;
        try {
            output.append(batch, tools.encoder());
        } catch (SpillException e) {
            problem = e;
        } catch (RuntimeException | Error e) {
            problem = new SpillIOException("an extent could not be written: " + e, e);
        }
        // While this extent still counts as running: who waits for that finds all pages given back.
        for (int i = 0; i < batch.count(); i++) {
            recycle(batch.page(i));
        }
        if (problem != null) {
            failLocked(problem);
        }
        if (failure != null) {
            recycleDoomed();
        }
        return completed(batch);
    }

    private void crashed(Throwable cause) {
        lock.lock();
        try {
            running = false;
            scheduled = false;
            fail(new SpillIOException("an extent could not be written: " + cause, cause));
        } finally {
            lock.unlock();
        }
        recycleDoomed();
    }

    private @Nullable PageBatch startNext() {
        lock.lock();
        try {
            PageBatch batch = queued.poll();
            running = batch != null;
            scheduled = batch != null;
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private boolean completed(PageBatch batch) {
        lock.lock();
        try {
            batch.clear();
            free.add(batch);
            completedExtents++;
            running = false;
            if (failure != null && state == State.OPEN) {
                output.discard();
            }
            scheduled = !queued.isEmpty();
            progress.signalAll();
            return scheduled;
        } finally {
            lock.unlock();
        }
    }

    /** Requires lock. */
    private void submitFilling() {
        while (failure == null && inFlight() >= inFlightMax) {
            awaitProgress();
        }
        if (failure != null) {
            return;
        }
        queued.add(filling);
        filling = free.remove();
        if (!scheduled) {
            scheduled = true;
            context.threads().submit(task);
        }
    }

    /**
     * Requires lock. An interrupt fails the writer: its caller will not go on as if nothing had
     * happened.
     */
    @SuppressWarnings("WaitNotInLoop") // callers loop until what they wait for is true
    private void awaitProgress() {
        long start = System.nanoTime();
        try {
            progress.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(
                    new SpillInterruptedException(
                            "interrupted while waiting for extents to be written", e));
            if (!running) {
                output.discard();
            }
        } finally {
            context.counters().writerWaitNanos.add(System.nanoTime() - start);
        }
    }

    /**
     * Requires lock. Remembers the first failure; all pages that are not being written right now
     * are to go back.
     */
    private void fail(SpillException problem) {
        if (failure == null) {
            failure = problem;
        }
        for (PageBatch batch : queued) {
            doom(batch);
            free.add(batch);
        }
        queued.clear();
        doom(filling);
        progress.signalAll();
    }

    private void doom(PageBatch batch) {
        for (int i = 0; i < batch.count(); i++) {
            doomed.add(batch.page(i));
        }
        batch.clear();
    }

    /** Outside the lock, as the recycler is not ours. */
    private void recycleDoomed() {
        List<MemorySegment> pages;
        lock.lock();
        try {
            pages = List.copyOf(doomed);
            doomed.clear();
        } finally {
            lock.unlock();
        }
        pages.forEach(this::recycle);
    }

    /** A recycler that refuses a page fails the writer: the page was not the writer's to take. */
    private void recycle(MemorySegment page) {
        try {
            recycler.recycle(page);
        } catch (RuntimeException e) {
            failLocked(new SpillIOException("a page could not be given back: " + e, e));
        }
    }

    private void failLocked(SpillException problem) {
        lock.lock();
        try {
            fail(problem);
        } finally {
            lock.unlock();
        }
    }

    private void throwFailure() throws SpillException {
        SpillException found = failure;
        if (found != null) {
            recycleDoomed();
            throw ForeignFailure.inCaller(found);
        }
    }

    private int inFlight() {
        return queued.size() + (running ? 1 : 0);
    }

    private void checkOpen() {
        if (state != State.OPEN) {
            throw new IllegalStateException("state=" + state + " (expected OPEN)");
        }
    }

    /** What an I/O thread sees of the writer. */
    private final class WriteTask implements IoTask {

        @Override
        public boolean turn(IoTools tools) {
            return SpillWriter.this.turn(tools);
        }

        @Override
        public void crashed(Throwable cause) {
            SpillWriter.this.crashed(cause);
        }
    }
}
