package io.plimsoll.operators;

import io.plimsoll.operators.sort.BinarySorter;
import io.plimsoll.operators.sort.SortWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Hands records from the thread that adds them to threads that sort and write, in batches.
 *
 * <p>For one thread.
 */
final class SortPipeline implements AutoCloseable {

    private final BlockingQueue<RecordBatch> full;
    private final BlockingQueue<RecordBatch> empty;
    private final List<Thread> threads = new ArrayList<>();
    private final List<SortWriter> writers = new ArrayList<>();

    private RecordBatch current = new RecordBatch();
    private volatile long handedOver;
    private volatile @Nullable Throwable failure;

    SortPipeline(BinarySorter sorter) {
        int workers = sorter.maxWriters();
        this.full = new ArrayBlockingQueue<>(2 * workers + 1);
        this.empty = new ArrayBlockingQueue<>(2 * workers + 1);
        for (int i = 0; i < workers; i++) {
            empty.add(new RecordBatch());
            SortWriter writer = sorter.newWriter();
            writers.add(writer);
            Thread thread = new Thread(() -> work(writer), "plimsoll-sort-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** How many records were handed to the threads. Any thread. */
    long handedOver() {
        return handedOver;
    }

    void add(byte[] key, int keyBytes, byte[] payload, int payloadBytes) throws IOException {
        current.add(key, keyBytes, payload, payloadBytes);
        if (current.isFull()) {
            hand(current);
            current = take(empty);
        }
    }

    /** Hands over what is left and waits until all is sorted in. */
    void finish() throws IOException {
        if (!current.isEmpty()) {
            hand(current);
        }
        for (int i = 0; i < threads.size(); i++) {
            put(RecordBatch.END);
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
        checkFailure();
    }

    /** Ends the threads; what they have not sorted in is lost. Idempotent. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void hand(RecordBatch batch) throws IOException {
        long first = handedOver;
        batch.setSequence(first);
        handedOver = first + batch.size();
        put(batch);
    }

    private void work(SortWriter writer) {
        try (writer) {
            for (RecordBatch batch = full.take(); batch != RecordBatch.END; batch = full.take()) {
                if (failure == null) {
                    addAll(batch, writer);
                }
                batch.clear();
                empty.put(batch);
                writer.pause();
            }
        } catch (InterruptedException e) {
            // close() wants no more.
        }
    }

    /** After a failure batches are taken and dropped, so that the adding thread comes to see it. */
    private void addAll(RecordBatch batch, SortWriter writer) {
        try {
            batch.addTo(writer);
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
    }

    private void put(RecordBatch batch) throws IOException {
        checkFailure();
        try {
            full.put(batch);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private RecordBatch take(BlockingQueue<RecordBatch> queue) throws IOException {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private void checkFailure() throws IOException {
        switch (failure) {
            case null -> {}
            case CancellationException cancelled -> throw cancelled;
            case IOException io -> throw new IOException(io.getMessage(), io);
            case Throwable other -> throw new IllegalStateException("sorting failed", other);
        }
    }

    private static IOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while sorting");
    }
}
