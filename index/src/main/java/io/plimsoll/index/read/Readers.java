package io.plimsoll.index.read;

import io.plimsoll.index.DocumentUnit;
import io.plimsoll.index.IndexCancelledException;
import io.plimsoll.index.collect.TermCollector;
import io.plimsoll.index.source.DocumentSequence;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.sort.BinarySorter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs the workers of a build to their end.
 *
 * <p>Thread rule: one thread.
 */
public final class Readers {

    private final DocumentUnit unit;
    private final BuildMemory memory;
    private final MemoryPool pool;
    private final BuildState state;
    private long tokens;
    private long maxTokens;

    public Readers(DocumentUnit unit, BuildMemory memory, MemoryPool pool, BuildState state) {
        this.unit = unit;
        this.memory = memory;
        this.pool = pool;
        this.state = state;
    }

    /** Terms in all documents, repeated ones counted each time. */
    public long tokens() {
        return tokens;
    }

    /** The most terms of a document. */
    public long maxTokens() {
        return maxTokens;
    }

    /** Reads all documents into the sorter. */
    public void run(DocumentSequence sequence, BinarySorter sorter)
            throws IOException, MemoryReservationException {
        int pages = memory.pages();
        long bytes = (long) pages * pool.pageSizeBytes();
        try (MemoryPool workers = pool.newChild("workers", bytes, bytes)) {
            List<MemorySegment> leased = new ArrayList<>(pages);
            if (!workers.tryAllocatePages(pages, leased)) {
                throw new IllegalStateException("guaranteed pages were refused: " + workers);
            }
            try {
                run(sequence, sorter, new ArrayDeque<>(leased));
            } finally {
                workers.release(leased);
            }
        }
    }

    private void run(DocumentSequence sequence, BinarySorter sorter, Deque<MemorySegment> pages)
            throws IOException {
        List<Worker> workers = new ArrayList<>();
        if (unit == DocumentUnit.FILE) {
            DocumentFeed feed = new DocumentFeed(sequence);
            for (int i = 0; i < memory.workers(); i++) {
                TextReader reader = new TextReader(pages.remove());
                workers.add(new DocumentWorker(feed, reader, collector(sorter, pages), state));
            }
            runAll(workers);
        } else {
            try (LineFeed feed = new LineFeed(sequence, new TextReader(pages.remove()), state)) {
                for (int i = 0; i < memory.workers(); i++) {
                    LineChunk chunk = new LineChunk(take(memory.chunkPages(), pages));
                    workers.add(new LineWorker(feed, chunk, collector(sorter, pages), state));
                }
                runAll(workers);
            }
        }
        for (Worker worker : workers) {
            tokens += worker.collector().tokens();
            maxTokens = Math.max(maxTokens, worker.collector().maxTokens());
            state.oversizedTerms.add(worker.collector().oversizedTerms());
        }
    }

    private TermCollector collector(BinarySorter sorter, Deque<MemorySegment> pages) {
        MemorySegment scratch = pages.remove();
        return new TermCollector(scratch, take(memory.tablePages(), pages), sorter.newWriter());
    }

    private static List<MemorySegment> take(int count, Deque<MemorySegment> pages) {
        List<MemorySegment> taken = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            taken.add(pages.remove());
        }
        return taken;
    }

    /** Runs each worker on a thread of its own; the first failure stops all. */
    private void runAll(List<Worker> workers) throws IOException {
        ThreadFactory factory = Thread.ofPlatform().name("plimsoll-index-", 0).factory();
        Throwable failure = null;
        try (ExecutorService threads = Executors.newFixedThreadPool(workers.size(), factory)) {
            CompletionService<Worker> running = new ExecutorCompletionService<>(threads);
            for (Worker worker : workers) {
                running.submit(() -> {
                    try (TermCollector own = worker.collector()) {
                        worker.run();
                        own.finish();
                    }
                    return worker;
                });
            }
            for (int done = 0; done < workers.size(); done++) {
                try {
                    running.take().get();
                } catch (ExecutionException failed) {
                    // What the others say after a failure is only that they were stopped by it.
                    failure = failure == null ? failed.getCause() : failure;
                    state.cancel();
                }
            }
        } catch (InterruptedException interrupted) {
            // Closing the threads has stopped and awaited them.
            Thread.currentThread().interrupt();
            throw new IndexCancelledException();
        }
        rethrow(failure);
    }

    private static void rethrow(@Nullable Throwable failure) throws IOException {
        switch (failure) {
            case null -> {}
            case IOException known -> throw known;
            case RuntimeException unexpected -> throw unexpected;
            case Error error -> throw error;
            default -> throw new IllegalStateException("a worker failed", failure);
        }
    }
}
