package io.plimsoll.operators;

import io.plimsoll.operators.aggregate.AggregateWriter;
import io.plimsoll.operators.aggregate.BinaryAggregator;
import io.plimsoll.operators.aggregate.function.StateFunction;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Hands records from the thread that adds them to threads that group them, in batches.
 *
 * <p>For one thread.
 */
final class GroupPipeline implements AutoCloseable {

    private final BlockingQueue<GroupBatch> full;
    private final BlockingQueue<GroupBatch> empty;
    private final List<Thread> threads = new ArrayList<>();
    private final List<? extends Aggregate<?, ?>> aggregates;
    private final StateFunction[] functions;

    private GroupBatch current = new GroupBatch();
    private volatile long handedOver;
    private volatile @Nullable Throwable failure;

    GroupPipeline(
            BinaryAggregator aggregator,
            List<? extends Aggregate<?, ?>> aggregates,
            StateFunction[] functions) {
        this.aggregates = aggregates;
        this.functions = functions;
        int workers = aggregator.maxWriters();
        this.full = new ArrayBlockingQueue<>(2 * workers + 1);
        this.empty = new ArrayBlockingQueue<>(2 * workers + 1);
        for (int i = 0; i < workers; i++) {
            empty.add(new GroupBatch());
            AggregateWriter writer = aggregator.newWriter();
            Thread thread = new Thread(() -> work(writer), "plimsoll-group-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** How many records were handed to the threads. Any thread. */
    long handedOver() {
        return handedOver;
    }

    /** What records are added to. */
    GroupBatch batch() {
        return current;
    }

    /** Ends a record: hands the batch over if it is full. */
    void next() throws IOException {
        if (current.isFull()) {
            hand(current);
            current = take();
        }
    }

    /** Hands over what is left and waits until all is grouped. */
    void finish() throws IOException {
        if (!current.isEmpty()) {
            hand(current);
            current = new GroupBatch();
        }
        for (int i = 0; i < threads.size(); i++) {
            put(GroupBatch.END);
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

    /** Ends the threads; what they have not grouped is lost. Idempotent. */
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

    private void hand(GroupBatch batch) throws IOException {
        long before = handedOver;
        handedOver = before + batch.size();
        put(batch);
    }

    private void work(AggregateWriter writer) {
        try (writer) {
            for (GroupBatch batch = full.take(); batch != GroupBatch.END; batch = full.take()) {
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
    private void addAll(GroupBatch batch, AggregateWriter writer) {
        try {
            batch.addTo(writer, aggregates, functions);
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
    }

    private void put(GroupBatch batch) throws IOException {
        checkFailure();
        try {
            full.put(batch);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private GroupBatch take() throws IOException {
        try {
            return empty.take();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private void checkFailure() throws IOException {
        switch (failure) {
            case null -> {}
            case CancellationException cancelled -> throw cancelled;
            case IOException io -> throw new IOException(io.getMessage(), io);
            case Throwable other -> throw new IllegalStateException("grouping failed", other);
        }
    }

    private static IOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while grouping");
    }
}
