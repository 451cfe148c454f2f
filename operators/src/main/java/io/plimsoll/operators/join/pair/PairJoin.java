package io.plimsoll.operators.join.pair;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.join.pass.BuildSide;
import io.plimsoll.operators.join.pass.BuildWorker;
import io.plimsoll.operators.join.pass.PassContext;
import io.plimsoll.operators.join.pass.ProbeSide;
import io.plimsoll.operators.join.pass.ProbeWorker;
import io.plimsoll.operators.join.pass.Roles;
import io.plimsoll.operators.join.pass.SpilledPair;
import io.plimsoll.operators.join.pass.Workers;
import io.plimsoll.operators.join.row.JoinConsumer;
import io.plimsoll.operators.join.row.JoinSide;
import io.plimsoll.operators.join.table.JoinTable;
import io.plimsoll.operators.partition.SpilledPartition;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Joins what a pass left on disk, pair by pair: each by a pass of its own, with the smaller side as
 * the one that builds, and what that leaves on disk after it.
 *
 * <p>A pair whose smaller side no division makes smaller, as all its records seem to have one hash,
 * or which fits nearly, is joined by a {@link NestedLoop}; so is one that was divided often. So the
 * recursion ends.
 *
 * <p>For one thread.
 */
public final class PairJoin {

    /** Divided by at least four each time: more levels than any disk has records for. */
    private static final int MAX_LEVEL = 10;

    /** A nested loop of so few rounds reads less than dividing writes and reads. */
    private static final int FEW_ROUNDS = 2;

    private final PassContext context;
    private final Workers threads;
    private final List<? extends JoinConsumer> consumers;
    private final Deque<SpilledPair> pairs = new ArrayDeque<>();
    private final AtomicLong results;

    /**
     * Creates one.
     *
     * @param consumers take the results, one for each worker
     * @param results is increased by how many there are
     */
    public PairJoin(
            PassContext context,
            Workers threads,
            List<? extends JoinConsumer> consumers,
            AtomicLong results) {
        this.context = context;
        this.threads = threads;
        this.consumers = consumers;
        this.results = results;
    }

    /** Joins all pairs, which are its own from now on. */
    public void join(List<SpilledPair> first) throws IOException {
        pairs.addAll(first);
        try {
            while (!pairs.isEmpty()) {
                joinNext(pairs.removeLast());
            }
        } finally {
            pairs.forEach(pair -> pair.delete(context.io()));
        }
    }

    private void joinNext(SpilledPair pair) throws IOException {
        JoinSide side = pair.smaller();
        Roles roles = Roles.of(context.rules(), side);
        SpilledPartition built = pair.side(side);
        SpilledPartition probing = pair.side(side.other());
        boolean wanted =
                built.isEmpty() ? roles.marksProbing() : !probing.isEmpty() || roles.marksBuilt();
        try {
            context.check();
            if (wanted && isForNestedLoop(pair, built, probing)) {
                new NestedLoop(context, threads, consumers, results).join(roles, built, probing);
            } else if (wanted) {
                pairs.addAll(pass(roles, pair));
            }
        } finally {
            pair.delete(context.io());
        }
    }

    private boolean isForNestedLoop(
            SpilledPair pair, SpilledPartition built, SpilledPartition probing) {
        if (built.isEmpty()) {
            return false;
        }
        if (pair.level() >= MAX_LEVEL || built.statistics().isOneHash()) {
            return true;
        }
        long pages = built.bytes() / context.pageBytes() + 1;
        pages +=
                Math.max(
                        JoinTable.pagesFor(built.records(), context.pageBytes()),
                        context.sizes().dividingPages());
        if (probing.statistics().largestBytes() > context.pageBytes()) {
            pages += probing.statistics().largestBytes() / context.pageBytes() + 2;
        }
        long rounds = Math.ceilDiv(pages, Math.max(1, context.availablePages()));
        return rounds > 1 && rounds <= FEW_ROUNDS;
    }

    private List<SpilledPair> pass(Roles roles, SpilledPair pair) throws IOException {
        BuildSide build = new BuildSide(context, pair.level());
        ProbeSide probe = null;
        try {
            context.giveBy(build);
            build(build, pair.side(roles.build()));
            context.giveBy(null);
            build.tables().seal(threads);
            probe = new ProbeSide(build, roles, consumers);
            context.giveBy(probe);
            probe(probe, pair.side(roles.build().other()));
            context.giveBy(null);
            return probe.finish(pair.level(), threads);
        } finally {
            context.giveBy(null);
            if (probe != null) {
                results.addAndGet(probe.results());
                probe.close();
            }
            build.close();
        }
    }

    private void build(BuildSide build, SpilledPartition partition) throws IOException {
        try (PairSource source = new PairSource(context, partition, true)) {
            threads.run(thread -> {
                MemoryPool pool = context.reading();
                MemorySegment staging = pool.tryAllocatePage();
                if (staging == null) {
                    throw new IllegalStateException("no page to stage (expected: planned for)");
                }
                try {
                    BuildWorker worker = build.worker(thread);
                    while (source.build(worker, staging)) {
                        context.check();
                    }
                } finally {
                    pool.release(staging);
                }
            });
        }
    }

    private void probe(ProbeSide probe, SpilledPartition partition) throws IOException {
        try (PairSource source = new PairSource(context, partition, true)) {
            threads.run(thread -> {
                ProbeWorker worker = probe.worker(thread);
                while (source.probe(worker)) {
                    context.check();
                }
            });
        }
    }
}
