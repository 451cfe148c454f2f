package io.plimsoll.spill.transfer;

import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.spill.extent.ExtentDecoder;
import io.plimsoll.spill.extent.PageBatch;
import io.plimsoll.spill.failure.SpillException;
import io.plimsoll.spill.failure.SpillIOException;
import io.plimsoll.spill.failure.SpillInterruptedException;
import io.plimsoll.spill.run.SpillPosition;
import io.plimsoll.spill.run.SpillRun;
import io.plimsoll.spill.run.SpillRun.RunFile;
import io.plimsoll.spill.thread.IoTask;
import io.plimsoll.spill.thread.IoTools;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * The extents of one reader that are being read or wait for it, and the memory for them.
 *
 * <p>The I/O task runs while there are memory and something to read; it ends when one lacks and is
 * submitted again by whoever changes that.
 *
 * <p>Thread rule: all methods but {@link #lock}, {@link #unlock} and {@link #turn} require the
 * lock.
 */
public final class ReadAhead {

    private final SpillContext context;
    private final SpillRun run;
    private final ConsumedFiles consumed;
    private final IoTask task = new ReadTask();
    private final ReadMemory memory;
    private final int sharePages;
    private final Condition progress;

    /** Used by the task while it runs, by others only when it does not. */
    private final RunInput input;

    private final ArrayDeque<PageBatch> empty = new ArrayDeque<>();
    private final ArrayDeque<PageBatch> ready = new ArrayDeque<>();

    /** The extents that may still be made. */
    private int unmadeBatches;

    /** The pages that the next extent needs; 0 while unknown. */
    private int neededPages;

    /** The pages that come from the memory and have not gone back. */
    private int heldPages;

    /** Of the last extent read. */
    private long rank;

    private boolean running;
    private boolean scheduled;
    private boolean ended;
    private boolean closed;
    private @Nullable SpillException failure;

    /**
     * Creates one that has no memory yet and therefore reads nothing.
     *
     * @param start the first page that is wanted
     * @param consumed is told which files are done with, and says which to delete
     * @param batches the most extents in memory
     * @param memory the pages to read into, perhaps shared with others
     * @param sharePages how many of them it must always be able to get
     */
    public ReadAhead(
            SpillContext context,
            SpillRun run,
            SpillPosition start,
            ConsumedFiles consumed,
            int batches,
            ReadMemory memory,
            int sharePages) {
        this.context = context;
        this.run = run;
        this.consumed = consumed;
        this.input = new RunInput(context, run, start);
        this.unmadeBatches = batches;
        this.memory = memory;
        this.sharePages = sharePages;
        this.progress = memory.lock().newCondition();
    }

    /** Makes it one of those that the memory is for. */
    public void join() {
        memory.join(this);
    }

    /** Takes the lock. */
    public void lock() {
        memory.lock().lock();
    }

    /** Gives the lock back. */
    public void unlock() {
        memory.lock().unlock();
    }

    /** Gives memory to read into. */
    public void addPages(Collection<MemorySegment> pages) {
        memory.add(pages);
    }

    /** Gives back a page. */
    public void addPage(MemorySegment page) {
        giveBack(page);
        submitIfUseful();
    }

    /** Gives back a page after the end; false if it is for the pool. */
    public boolean addPageLate(MemorySegment page) {
        if (!memory.isShared()) {
            return false;
        }
        memory.put(page);
        memory.dispatch();
        return true;
    }

    /** Gives back a batch whose pages have all been taken. */
    public void addBatch(PageBatch batch) {
        batch.clear();
        empty.add(batch);
        submitIfUseful();
    }

    /** Waits for the next extent; null at the end. It stays queued until {@link #removeFirst}. */
    public @Nullable PageBatch awaitFirst(int callersPages) throws SpillException {
        while (ready.isEmpty()) {
            if (failure != null) {
                throw ForeignFailure.inCaller(failure);
            }
            if (ended) {
                return null;
            }
            if (!scheduled) {
                throw new IllegalStateException(
                        "held=%d pages (expected at most %d, so that an extent of %d can be read)"
                                .formatted(
                                        callersPages,
                                        callersPages + memory.freePages() - neededPages,
                                        neededPages));
            }
            awaitProgress();
            checkOpen();
        }
        return ready.getFirst();
    }

    /** Hands over the extent that {@link #awaitFirst} returned. */
    public void removeFirst() {
        consumed.passTo(ready.remove().file());
        submitIfUseful();
    }

    /** Lets the task delete files, if there are any to delete. */
    public void consumedFilesChanged() {
        submitIfUseful();
    }

    /** Refuses to go on when closed. */
    public void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the reader is closed (expected an open one)");
        }
    }

    /** Whether {@link #close} has begun. */
    public boolean isClosed() {
        return closed;
    }

    /**
     * Waits for the extent being read, then ends.
     *
     * @param rest pages of the extent in use that have not been handed out
     * @param pages what is for the pool goes there
     */
    public void close(Collection<MemorySegment> rest, Collection<MemorySegment> pages) {
        closed = true;
        progress.signalAll();
        while (running) {
            progress.awaitUninterruptibly();
        }
        input.close();
        rest.forEach(this::giveBack);
        for (PageBatch batch : ready) {
            for (int i = 0; i < batch.count(); i++) {
                giveBack(batch.page(i));
            }
        }
        ready.clear();
        if (!memory.isShared()) {
            memory.drain(pages);
        }
        memory.leave(this);
    }

    boolean wantsPages() {
        return !ended && !closed && !scheduled && failure == null && hasBatch();
    }

    private boolean hasBatch() {
        return unmadeBatches > 0 || !empty.isEmpty();
    }

    private PageBatch nextBatch() {
        if (empty.isEmpty()) {
            unmadeBatches--;
            return new PageBatch(run.largestExtentPages());
        }
        return empty.remove();
    }

    int neededPages() {
        return neededPages;
    }

    boolean isWithinShare(int pages) {
        return heldPages + pages <= sharePages;
    }

    /** What it lacks of its share; nothing after the last extent. */
    int owedPages() {
        return ended || closed ? 0 : Math.max(0, sharePages - heldPages);
    }

    /** Whether its last extent will be read up before that of {@code other}. */
    boolean isReadUpBefore(ReadAhead other) {
        int byRank = Long.compareUnsigned(rank, other.rank);
        return byRank != 0 ? byRank < 0 : heldPages < other.heldPages;
    }

    void submit() {
        scheduled = true;
        context.threads().submit(task);
    }

    private void giveBack(MemorySegment page) {
        heldPages--;
        memory.put(page);
    }

    @SuppressWarnings("WaitNotInLoop") // the caller loops until an extent is ready
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

    private void submitIfUseful() {
        memory.dispatch();
        if (!scheduled && !closed && consumed.hasDeletable()) {
            submit();
        }
    }

    /** One extent; on an I/O thread, without the lock. */
    private boolean turn(IoTools tools) {
        List<RunFile> deletable;
        boolean mayRead;
        memory.lock().lock();
        try {
            running = !closed;
            scheduled = running;
            if (closed) {
                return false;
            }
            deletable = consumed.takeDeletable();
            mayRead = failure == null && !ended;
        } finally {
            memory.lock().unlock();
        }
        deletable.forEach(file -> context.deleteQuietly(file.id()));
        if (mayRead) {
            readNext(tools.decoder());
        }
        finishTurn();
        return false;
    }

    private void finishTurn() {
        memory.lock().lock();
        try {
            running = false;
            scheduled = false;
            submitIfUseful();
            progress.signalAll();
        } finally {
            memory.lock().unlock();
        }
    }

    private void crashed(Throwable cause) {
        memory.lock().lock();
        try {
            failure =
                    new SpillIOException("run=" + run.label() + " cannot be read: " + cause, cause);
            running = false;
            scheduled = false;
            progress.signalAll();
        } finally {
            memory.lock().unlock();
        }
    }

    private void readNext(ExtentDecoder decoder) {
        PageBatch batch = null;
        SpillException problem = null;
        try {
            batch = takePages(input.nextPages(decoder));
            if (batch != null) {
                input.read(batch, decoder);
            }
        } catch (SpillException e) {
            problem = e;
        } catch (RuntimeException | Error e) {
            problem = new SpillIOException("run=" + run.label() + " cannot be read: " + e, e);
        }
        putBack(batch, problem);
    }

    /** A batch of that many pages; null if there is nothing to read or not so much memory now. */
    private @Nullable PageBatch takePages(int needed) {
        memory.lock().lock();
        try {
            neededPages = needed;
            ended = needed == 0;
            if (ended || closed || !hasBatch() || !memory.allows(this, needed)) {
                return null;
            }
            PageBatch batch = nextBatch();
            for (int i = 0; i < needed; i++) {
                batch.add(memory.take(), input.usedBytes(i));
            }
            heldPages += needed;
            return batch;
        } finally {
            memory.lock().unlock();
        }
    }

    private void putBack(@Nullable PageBatch batch, @Nullable SpillException problem) {
        memory.lock().lock();
        try {
            if (problem != null) {
                failure = problem;
            }
            if (batch == null) {
                return;
            }
            if (problem == null) {
                ready.add(batch);
                rank = batch.rank();
                neededPages = 0;
                return;
            }
            for (int i = 0; i < batch.count(); i++) {
                giveBack(batch.page(i));
            }
            batch.clear();
            empty.add(batch);
        } finally {
            memory.lock().unlock();
        }
    }

    /** What an I/O thread sees of the reader. */
    private final class ReadTask implements IoTask {

        @Override
        public boolean turn(IoTools tools) {
            return ReadAhead.this.turn(tools);
        }

        @Override
        public void crashed(Throwable cause) {
            ReadAhead.this.crashed(cause);
        }
    }
}
