package io.plimsoll.operators;

import io.plimsoll.operators.join.BinaryJoin;
import io.plimsoll.operators.join.JoinInput;
import io.plimsoll.operators.join.row.JoinConsumer;
import io.plimsoll.operators.join.row.JoinRecord;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputDeserializer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes batches of probing records to threads that look them up, and batches of results back.
 *
 * <p>The reading thread never waits for room to hand over a batch: it hands over what there is room
 * for, and takes results meanwhile. The threads wait for room for results. So neither waits for the
 * other, and what is under way is bounded.
 *
 * <p>For one thread; the methods that say so are for its own.
 */
final class JoinPipeline<L, R> implements AutoCloseable {

    private static final int BATCH_RESULTS = 256;
    private static final int BATCH_BYTES = 64 * 1024;
    private static final long PATIENCE_MILLIS = 20;

    private final BinaryJoin join;
    private final TypeSerializer<L> left;
    private final TypeSerializer<R> right;
    private final BlockingQueue<RecordBatch> full;
    private final BlockingQueue<RecordBatch> empty;
    private final BlockingQueue<List<Joined<L, R>>> results;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Results> takers = new ArrayList<>();
    private final AtomicInteger working;

    private volatile @Nullable Throwable failure;
    private volatile boolean ended;
    private final AtomicLong read = new AtomicLong();

    JoinPipeline(BinaryJoin join, TypeSerializer<L> left, TypeSerializer<R> right) {
        this.join = join;
        this.left = left;
        this.right = right;
        int workers = join.threads();
        this.full = new ArrayBlockingQueue<>(2 * workers);
        this.empty = new ArrayBlockingQueue<>(2 * workers + 1);
        this.results = new ArrayBlockingQueue<>(4 * workers);
        this.working = new AtomicInteger(workers);
    }

    /** Ends the side that builds, and starts the threads. */
    void start() throws IOException {
        for (int i = 0; i < join.threads(); i++) {
            takers.add(new Results());
        }
        join.startProbing(takers);
        for (int i = 0; i < join.threads(); i++) {
            empty.add(new RecordBatch());
            empty.add(new RecordBatch());
            JoinInput input = join.newProbeInput();
            Thread thread = new Thread(() -> work(input), "plimsoll-join-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    /** An empty batch, if there is one. */
    @Nullable RecordBatch pollEmpty() {
        return empty.poll();
    }

    /** Hands over a batch that came from {@link #pollEmpty}: there are no more than have room. */
    void hand(RecordBatch batch) {
        full.add(batch);
    }

    /** Tells one thread that nothing more comes; false while there is no room for that. */
    boolean offerEnd() {
        return full.offer(RecordBatch.END);
    }

    /**
     * The next results; null if there are none yet.
     *
     * @param waiting whether to wait a moment for some
     */
    @Nullable List<Joined<L, R>> poll(boolean waiting) throws IOException {
        try {
            List<Joined<L, R>> next =
                    waiting ? results.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS) : results.poll();
            if (next == null) {
                checkFailure();
            } else {
                read.addAndGet(next.size());
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while joining");
        }
    }

    /** Whether all results are in the queue, or were taken. */
    boolean isEnded() {
        return ended;
    }

    int threads() {
        return join.threads();
    }

    /** How many results were taken. Any thread. */
    long resultsRead() {
        return read.get();
    }

    /** Ends the threads; what they have not looked up is lost. Idempotent. */
    @Override
    public void close() {
        join.cancel();
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(JoinInput input) {
        try {
            try (input) {
                for (RecordBatch batch = full.take();
                        batch != RecordBatch.END;
                        batch = full.take()) {
                    batch.addTo(input);
                    batch.clear();
                    input.pause();
                    empty.put(batch);
                }
            }
            // The last one has all others' records looked up, and theirs are the results so far.
            if (working.decrementAndGet() == 0 && failure == null) {
                join.finish();
                for (Results taker : takers) {
                    taker.flush();
                }
                ended = true;
            }
        } catch (InterruptedException e) {
            failure = new CancellationException("join interrupted");
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
    }

    private void checkFailure() throws IOException {
        switch (failure) {
            case null -> {}
            case CancellationException cancelled -> throw cancelled;
            case IOException io -> throw new IOException(io.getMessage(), io);
            case Throwable other -> throw new IllegalStateException("joining failed", other);
        }
    }

    /** Collects a thread's results to batches of bounded size. */
    private final class Results implements JoinConsumer {

        private final TypeSerializer<L> leftReader = left.duplicate();
        private final TypeSerializer<R> rightReader = right.duplicate();
        private final DataInputDeserializer input = new DataInputDeserializer();
        private byte[] buffer = new byte[256];
        private List<Joined<L, R>> batch = new ArrayList<>();
        private long bytes;

        @Override
        public void accept(JoinRecord leftRecord, JoinRecord rightRecord) throws IOException {
            batch.add(new Joined<>(read(leftRecord, leftReader), read(rightRecord, rightReader)));
            if (batch.size() == BATCH_RESULTS || bytes >= BATCH_BYTES) {
                flush();
            }
        }

        void flush() throws IOException {
            if (batch.isEmpty()) {
                return;
            }
            try {
                results.put(batch);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while joining");
            }
            batch = new ArrayList<>();
            bytes = 0;
        }

        private <T> @Nullable T read(JoinRecord record, TypeSerializer<T> serializer)
                throws IOException {
            if (!record.isPresent()) {
                return null;
            }
            int length = Math.toIntExact(record.payloadBytes());
            if (buffer.length < length) {
                buffer = new byte[Math.max(length, 2 * buffer.length)];
            }
            record.copyPayload(buffer, 0);
            bytes += length;
            input.setBuffer(buffer, 0, length);
            return serializer.deserialize(input);
        }
    }
}
