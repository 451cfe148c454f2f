package io.plimsoll.operators.sort;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.operators.memory.OperatorMemory;
import io.plimsoll.operators.memory.Spillable;
import io.plimsoll.operators.run.RunBuilder;
import io.plimsoll.operators.run.RunWriter;
import io.plimsoll.operators.run.SortSettings;
import io.plimsoll.spill.IOManager;
import io.plimsoll.spill.run.SpillRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The builders of a sorter and the runs that came of them; decides who writes when memory is short.
 *
 * <p>A writer that finds the pool empty has another operator give back that holds more than this
 * one; or writes its own builder, if that frees a fair part of the memory. Otherwise other writers
 * hold it: the builder of an idle one is written in its place, and one that is in use is waited
 * for. Nobody holds the lock of a second builder while it waits, so writers can't block each other.
 *
 * <p>For other operators the builders of idle writers are written, on the thread that asks.
 *
 * <p>Any thread; its lists are guarded by {@code this}, a builder by its own lock.
 */
final class RunCollector implements Spillable {

    private static final long WAIT_MILLIS = 1;

    private final IOManager io;
    private final OperatorMemory memory;
    private final MemoryPool records;
    private final SortSettings settings;
    private final int fairPages;

    /** What needs not be kept, as only the first records are wanted. */
    final CutOff cutOff;

    /** One record at a time may grow without bound; its writer holds this. */
    final ReentrantLock largeRecord = new ReentrantLock();

    private final List<RunBuilder> builders = new ArrayList<>();

    /** All runs that were ever written, and those that were not merged yet. */
    private final List<SpillRun> runs = new ArrayList<>();

    private final List<SpillRun> unmerged = new ArrayList<>();
    private volatile boolean cancelled;

    RunCollector(IOManager io, OperatorMemory memory, SortSettings settings, int writers) {
        this.io = io;
        this.memory = memory;
        this.records = memory.records();
        this.settings = settings;
        this.cutOff = new CutOff(settings);
        long pages = records.maxBytes() / records.pageSizeBytes();
        this.fairPages = Math.clamp(pages / (2L * writers), 1, Integer.MAX_VALUE);
    }

    synchronized RunBuilder newBuilder() {
        RunBuilder builder = new RunBuilder(records, settings);
        builders.add(builder);
        return builder;
    }

    /** Those that hold records, smallest first. */
    synchronized List<RunBuilder> residents() {
        return builders.stream()
                .filter(builder -> !builder.isEmpty())
                .sorted(Comparator.comparingInt(RunBuilder::pageCount))
                .toList();
    }

    private synchronized List<RunBuilder> builders() {
        return List.copyOf(builders);
    }

    synchronized List<SpillRun> runs() {
        return List.copyOf(runs);
    }

    /** The runs that were written since this was called last. */
    synchronized List<SpillRun> takeUnmerged() {
        List<SpillRun> taken = List.copyOf(unmerged);
        unmerged.clear();
        return taken;
    }

    /** Notes a run that whoever asked for it merges; it is deleted with the sorter at last. */
    synchronized SpillRun note(SpillRun run) {
        runs.add(run);
        return run;
    }

    void cancel() {
        cancelled = true;
    }

    void checkCancelled() {
        if (cancelled) {
            throw new CancellationException("sort cancelled");
        }
    }

    /** Lets other operators have memory; to be called by writers outside of their calls' middle. */
    void safePoint() throws IOException {
        checkCancelled();
        memory.safePoint();
    }

    /**
     * Frees pages for a builder, whose lock the caller holds.
     *
     * @return false when there is nothing left to free but the caller's open record
     */
    boolean makeRoom(RunBuilder mine) throws IOException {
        checkCancelled();
        memory.checkFailure();
        if (memory.tryMakeRoom()) {
            return true;
        }
        if (!mine.isEmpty() && mine.pageCount() >= fairPages) {
            spill(mine);
            return true;
        }
        boolean othersHoldPages = false;
        for (RunBuilder other : builders()) {
            if (other != mine) {
                othersHoldPages |= other.pageCount() > 0;
                if (trySpill(other)) {
                    return true;
                }
            }
        }
        if (!mine.isEmpty()) {
            spill(mine);
            return true;
        }
        // What others held a moment ago may be free by now. Without an open record of its own, a
        // writer is never the one that holds everything.
        return othersHoldPages
                || !mine.heap().isOpen()
                || records.availableBytes() >= records.pageSizeBytes();
    }

    @Override
    public long spillableBytes() {
        long pages = builders().stream().mapToLong(RunBuilder::pageCount).sum();
        return pages * records.pageSizeBytes();
    }

    /** Writes idle builders. */
    @Override
    public long spill(long targetBytes) throws IOException {
        long freed = 0;
        for (RunBuilder builder : builders()) {
            if (freed < targetBytes && builder.lock.tryLock()) {
                try {
                    freed += spillIdle(builder);
                } finally {
                    builder.lock.unlock();
                }
            }
        }
        return freed;
    }

    /** The lock is had by whoever asks: maybe since it is the writer's own thread. */
    private long spillIdle(RunBuilder builder) throws IOException {
        if (builder.inUse || builder.isEmpty()) {
            return 0;
        }
        int before = builder.pageCount();
        spill(builder);
        return (long) (before - builder.pageCount()) * records.pageSizeBytes();
    }

    /** Sorts a builder's records and writes them; the builder is empty then. */
    void spill(RunBuilder builder) throws IOException {
        builder.sort();
        SpillRun run;
        try (RunWriter writer = new RunWriter(io, memory.workspace(), settings)) {
            long last = writer.append(builder);
            if (last != 0) {
                cutOff.noteLast(builder, last);
            }
            cutOff.note(builder);
            run = writer.finish();
        }
        builder.release();
        synchronized (this) {
            unmerged.add(note(run));
        }
    }

    /** Gives all pages back and deletes the runs. Requires: nothing else uses the sorter. */
    synchronized void close() {
        builders.forEach(RunBuilder::close);
        builders.clear();
        runs.forEach(io::delete);
    }

    private boolean trySpill(RunBuilder other) throws IOException {
        try {
            if (!other.lock.tryLock(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("sort interrupted");
        }
        try {
            if (other.isEmpty()) {
                return false;
            }
            spill(other);
            return true;
        } finally {
            other.lock.unlock();
        }
    }
}
