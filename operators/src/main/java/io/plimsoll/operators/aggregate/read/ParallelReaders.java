package io.plimsoll.operators.aggregate.read;

import io.plimsoll.operators.aggregate.partition.Partition;
import io.plimsoll.operators.aggregate.partition.Partitions;
import io.plimsoll.operators.aggregate.table.GroupTable;
import io.plimsoll.operators.record.RecordPieces;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates cold partitions on several threads, each with memory of its own, while the one that
 * asks reads what is ready.
 *
 * <p>A thread goes on to its next partition when the groups of the last have been read: their
 * memory is its own.
 */
public final class ParallelReaders implements ColdPartitions {

    private final Partitions partitions;
    private final List<ReaderMemory> memories;
    private final ConcurrentLinkedQueue<Partition> waiting = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Ready> ready = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private int remaining;
    private boolean started;

    public ParallelReaders(Partitions partitions, List<ReaderMemory> memories) {
        this.partitions = partitions;
        this.memories = memories;
    }

    @Override
    public void add(Collection<Partition> cold) {
        waiting.addAll(cold);
        remaining = cold.size();
    }

    @Override
    public @Nullable GroupCursor next() throws IOException {
        if (remaining == 0) {
            return null;
        }
        start();
        remaining--;
        try {
            Ready next = ready.take();
            if (next.failure != null) {
                throw rethrown(next.failure);
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for groups");
        }
    }

    private void start() {
        if (started) {
            return;
        }
        started = true;
        for (ReaderMemory memory : memories.subList(0, Math.min(memories.size(), remaining))) {
            Thread thread = new Thread(() -> work(memory), "plimsoll-aggregate-" + threads.size());
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void work(ReaderMemory memory) {
        PartitionReader reader = new PartitionReader(partitions, memory);
        try {
            for (Partition cold = waiting.poll(); cold != null; cold = waiting.poll()) {
                Ready next = new Ready(reader.open(cold), null);
                ready.put(next);
                next.read.await();
            }
        } catch (InterruptedException e) {
            // close() wants no more.
        } catch (IOException | RuntimeException | Error e) {
            ready.add(new Ready(null, e));
        }
    }

    private static IOException rethrown(Throwable failure) {
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        return new IOException(failure.getMessage(), failure);
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            boolean interrupted = false;
            while (true) {
                try {
                    thread.join();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        for (Ready left = ready.poll(); left != null; left = ready.poll()) {
            left.close();
        }
        remaining = 0;
    }

    /** The groups of a partition, or why there are none. */
    private static final class Ready implements GroupCursor {

        private final @Nullable GroupCursor groups;
        private final @Nullable Throwable failure;
        private final CountDownLatch read = new CountDownLatch(1);

        Ready(@Nullable GroupCursor groups, @Nullable Throwable failure) {
            this.groups = groups;
            this.failure = failure;
        }

        @Override
        public boolean next() throws IOException {
            return groups != null && groups.next();
        }

        @Override
        public long record() {
            return cursor().record();
        }

        @Override
        public GroupTable table() {
            return cursor().table();
        }

        @Override
        public void forEachElement(int function, RecordPieces target) throws IOException {
            cursor().forEachElement(function, target);
        }

        @Override
        public void close() {
            if (groups != null) {
                groups.close();
            }
            read.countDown();
        }

        private GroupCursor cursor() {
            if (groups == null) {
                throw new IllegalStateException("no groups (expected some)");
            }
            return groups;
        }
    }
}
