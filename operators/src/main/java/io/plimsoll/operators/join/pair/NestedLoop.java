package io.plimsoll.operators.join.pair;

import io.plimsoll.operators.join.pass.BuildSide;
import io.plimsoll.operators.join.pass.BuildWorker;
import io.plimsoll.operators.join.pass.MatchedBits;
import io.plimsoll.operators.join.pass.PassContext;
import io.plimsoll.operators.join.pass.ProbeSide;
import io.plimsoll.operators.join.pass.ProbeWorker;
import io.plimsoll.operators.join.pass.Roles;
import io.plimsoll.operators.join.pass.Workers;
import io.plimsoll.operators.join.row.JoinConsumer;
import io.plimsoll.operators.join.row.RecordTooLargeException;
import io.plimsoll.operators.partition.HashedRecord;
import io.plimsoll.operators.partition.PartitionReader;
import io.plimsoll.operators.partition.SpilledPartition;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Joins a pair of partitions of which neither fits, and which no division makes smaller: as much of
 * the one as fits is put in a table, and all of the other read past it; then the next part.
 *
 * <p>What it takes doesn't depend on the number of matches, nor on that of records: which probing
 * records had a match in earlier rounds is a file of bits, read and written beside them.
 *
 * <p>For one thread, which uses others.
 */
final class NestedLoop {

    /** What a record takes of the table. */
    private static final int TABLE_BYTES = 12;

    private final PassContext context;
    private final Workers threads;
    private final List<? extends JoinConsumer> consumers;
    private final AtomicLong results;

    NestedLoop(
            PassContext context,
            Workers threads,
            List<? extends JoinConsumer> consumers,
            AtomicLong results) {
        this.context = context;
        this.threads = threads;
        this.consumers = consumers;
        this.results = results;
    }

    void join(Roles roles, SpilledPartition built, SpilledPartition probing) throws IOException {
        try (MatchedBits bits =
                        roles.marksProbing()
                                ? new MatchedBits(context.io(), context.reading())
                                : null;
                PartitionReader reader =
                        new PartitionReader(context.io(), context.reading(), built, 1, true)) {
            boolean more = reader.nextPage();
            while (more) {
                more = round(roles, reader, built, probing, bits);
            }
        }
    }

    /** Reads a part of the built records and all probing ones; whether records are left. */
    private boolean round(
            Roles roles,
            PartitionReader reader,
            SpilledPartition built,
            SpilledPartition probing,
            @Nullable MatchedBits bits)
            throws IOException {
        BuildSide build = new BuildSide(context, BuildSide.UNDIVIDED);
        ProbeSide probe = null;
        try {
            boolean more = fill(build, reader, built, probing.statistics().largestBytes());
            build.tables().fillTable();
            probe = new ProbeSide(build, roles, consumers);
            probe(probe, probing, bits, !more);
            probe.giveBuilt(threads);
            return more;
        } finally {
            if (probe != null) {
                results.addAndGet(probe.results());
                probe.close();
            }
            build.close();
        }
    }

    /** Fills the memory, but for the largest probing record; whether more is left. */
    private boolean fill(
            BuildSide build, PartitionReader reader, SpilledPartition built, long largestBytes)
            throws IOException {
        long keptPages =
                largestBytes > context.pageBytes() ? largestBytes / context.pageBytes() + 2 : 0;
        long capacity = openTable(build, built, keptPages);
        BuildWorker worker = build.worker(0);
        int mostOnPage = context.pageBytes() / HashedRecord.smallBytes(0);
        boolean more = true;
        while (more) {
            context.check();
            long records = worker.undividedRecords();
            if (records > 0
                    && (records + mostOnPage > capacity || context.availablePages() <= keptPages)) {
                return true;
            }
            if (!worker.tryAddRead(reader, keptPages)) {
                if (records > 0) {
                    return true;
                }
                throw new RecordTooLargeException("record", context.maxRecordBytes());
            }
            more = reader.nextPage();
        }
        return false;
    }

    /**
     * Opens a table for as many records as will fit beside it.
     *
     * @return for how many that is
     */
    private long openTable(BuildSide build, SpilledPartition built, long keptPages)
            throws IOException {
        long least = context.pageBytes() / HashedRecord.smallBytes(0);
        long perRecord = Math.max(1, built.bytes() / Math.max(1, built.records())) + TABLE_BYTES;
        long bytes = Math.max(0, context.availablePages() - keptPages) * context.pageBytes();
        long records = Math.min(bytes / perRecord, built.records()) + least;
        while (!build.tables().tryOpenTable(records)) {
            if (records <= least) {
                throw new RecordTooLargeException("record", context.maxRecordBytes());
            }
            records = Math.max(least, records / 2);
        }
        return records;
    }

    private void probe(
            ProbeSide probe,
            SpilledPartition probing,
            @Nullable MatchedBits bits,
            boolean lastRound)
            throws IOException {
        try (PairSource source = new PairSource(context, probing, lastRound)) {
            if (bits == null) {
                threads.run(thread -> probeAll(source, probe.worker(thread)));
                return;
            }
            // Bits are in the order of the records: one worker reads them all.
            bits.rewind();
            probe.worker(0).useBits(bits, lastRound);
            probeAll(source, probe.worker(0));
        }
    }

    private void probeAll(PairSource source, ProbeWorker worker) throws IOException {
        while (source.probe(worker)) {
            context.check();
        }
    }
}
