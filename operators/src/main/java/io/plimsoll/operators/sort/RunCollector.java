package io.plimsoll.operators.sort;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.operators.run.RunBuilder;
import io.plimsoll.operators.run.RunWriter;
import io.plimsoll.operators.run.SortSettings;
import io.plimsoll.spill.IOManager;
import io.plimsoll.spill.run.SpillRun;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The builders of a sorter and the runs that came of them; decides who writes when memory is short.
 *
 * <p>A writer that finds the pool empty writes its own builder, if that frees a fair part of the
 * memory. Otherwise others hold it: the builder of an idle writer is written in its place, and one
 * that is in use is waited for. Nobody holds the lock of a second builder while it waits, so
 * writers can't block each other.
 *
 * <p>Any thread; its lists are guarded by {@code this}, a builder by its own lock.
 */
final class RunCollector {

    private static final long WAIT_MILLIS = 1;

    private final IOManager io;
    private final MemoryPool records;
    private final MemoryPool workspace;
    private final SortSettings settings;
    private final int fairPages;

    /** One record at a time may grow without bound; its writer holds this. */
    final ReentrantLock largeRecord = new ReentrantLock();

    private final List<RunBuilder> builders = new ArrayList<>();
    private final Deque<SpillRun> runs = new ArrayDeque<>();
    private volatile boolean cancelled;

    RunCollector(
            IOManager io,
            MemoryPool records,
            MemoryPool workspace,
            SortSettings settings,
            int writers) {
        this.io = io;
        this.records = records;
        this.workspace = workspace;
        this.settings = settings;
        long pages = records.maxBytes() / records.pageSizeBytes();
        this.fairPages = Math.clamp(pages / (2L * writers), 1, Integer.MAX_VALUE);
    }

    synchronized RunBuilder newBuilder() {
        RunBuilder builder = new RunBuilder(records, settings);
        builders.add(builder);
        return builder;
    }

    synchronized List<RunBuilder> builders() {
        return List.copyOf(builders);
    }

    synchronized List<SpillRun> runs() {
        return List.copyOf(runs);
    }

    void cancel() {
        cancelled = true;
    }

    void checkCancelled() {
        if (cancelled) {
            throw new CancellationException("sort cancelled");
        }
    }

    /**
     * Frees pages for a builder, whose lock the caller holds.
     *
     * @return false when there is nothing left to free but the caller's open record
     */
    boolean makeRoom(RunBuilder mine) throws IOException {
        checkCancelled();
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

    /** Sorts a builder's records and writes them; the builder is empty then. */
    void spill(RunBuilder builder) throws IOException {
        builder.sort();
        SpillRun run = write(builder);
        synchronized (this) {
            runs.add(run);
        }
    }

    /** Writes a sorted builder's records; the builder is empty then. */
    SpillRun write(RunBuilder sorted) throws IOException {
        try (RunWriter writer = new RunWriter(io, workspace, settings.layout())) {
            writer.append(sorted);
            SpillRun run = writer.finish();
            sorted.release();
            return run;
        }
    }

    /** Gives all pages back and deletes the runs. Requires: nothing else uses the sorter. */
    synchronized void close() {
        builders.forEach(RunBuilder::close);
        builders.clear();
        runs.forEach(io::delete);
        runs.clear();
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
