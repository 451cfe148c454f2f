package io.plimsoll.operators.join.pair;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.join.pass.BuildWorker;
import io.plimsoll.operators.join.pass.PassContext;
import io.plimsoll.operators.join.pass.ProbeWorker;
import io.plimsoll.operators.partition.PartitionReader;
import io.plimsoll.operators.partition.SpilledPartition;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A side of a pair being read by all workers, page by page.
 *
 * <p>Any thread; guarded by {@code this}.
 */
final class PairSource implements AutoCloseable {

    private static final int EXTENTS_AHEAD = 1;

    private final PassContext context;
    private final PartitionReader reader;

    PairSource(PassContext context, SpilledPartition partition, boolean deleting) {
        this.context = context;
        this.reader =
                new PartitionReader(
                        context.io(), context.reading(), partition, EXTENTS_AHEAD, deleting);
    }

    /** Adds the next page's records to a worker that builds; false at the end. */
    boolean build(BuildWorker worker, MemorySegment staging) throws IOException {
        context.check();
        int lengthBytes = read(staging.getAddress(), worker, null);
        if (lengthBytes > 0) {
            worker.lock.lock();
            try {
                worker.addPage(staging.getAddress(), lengthBytes);
            } finally {
                worker.lock.unlock();
            }
        }
        return lengthBytes >= 0;
    }

    /** Works on the next page's records; false at the end. */
    boolean probe(ProbeWorker worker) throws IOException {
        context.check();
        int lengthBytes = read(worker.stagingAddress(), null, worker);
        if (lengthBytes > 0) {
            worker.probeStaged(lengthBytes);
        }
        return lengthBytes >= 0;
    }

    @Override
    public synchronized void close() {
        reader.close();
    }

    /** Copies a page of small records; a large one goes to its worker. */
    private synchronized int read(
            long target, @Nullable BuildWorker builder, @Nullable ProbeWorker prober)
            throws IOException {
        if (!reader.nextPage()) {
            return -1;
        }
        if (!reader.isLarge()) {
            RawMemory.copy(reader.pageAddress(), target, reader.pageBytes());
            return reader.pageBytes();
        }
        if (prober != null) {
            prober.probeLarge(reader);
        } else if (builder != null) {
            builder.lock.lock();
            try {
                builder.addLarge(reader);
            } finally {
                builder.lock.unlock();
            }
        }
        return 0;
    }
}
