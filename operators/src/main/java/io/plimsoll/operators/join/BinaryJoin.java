package io.plimsoll.operators.join;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.operators.join.pair.PairJoin;
import io.plimsoll.operators.join.pass.BuildSide;
import io.plimsoll.operators.join.pass.BuildWorker;
import io.plimsoll.operators.join.pass.PassContext;
import io.plimsoll.operators.join.pass.PassSizes;
import io.plimsoll.operators.join.pass.ProbeSide;
import io.plimsoll.operators.join.pass.Roles;
import io.plimsoll.operators.join.pass.SpilledPair;
import io.plimsoll.operators.join.pass.Workers;
import io.plimsoll.operators.join.row.JoinConsumer;
import io.plimsoll.operators.join.row.JoinRules;
import io.plimsoll.operators.join.row.JoinSide;
import io.plimsoll.operators.join.table.KeyHash;
import io.plimsoll.operators.memory.OperatorMemory;
import io.plimsoll.operators.memory.OperatorNeeds;
import io.plimsoll.operators.memory.Spillable;
import io.plimsoll.spill.IOManager;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Joins two inputs of byte strings by equal keys, of any size, in bounded memory.
 *
 * <p>Usage: open {@linkplain #newBuildInput inputs} of the side that builds, add its records, close
 * them; {@link #startProbing} with consumers; open {@linkplain #newProbeInput inputs} of the other
 * side, add and close; {@link #finish}. {@link #close} takes everything back at any time. The side
 * that builds should be the smaller one; what goes to disk is looked at anew.
 *
 * <p>Results go to consumers as they are found, in no particular order: one consumer for each
 * thread, called by the thread that adds to the probing input of the same number, and by threads of
 * the join in {@code finish}, never by two at a time.
 *
 * <p>Each input is one thread's; the other methods are for one thread, but for {@link #cancel} and
 * {@link #progress}, which any may call.
 */
public final class BinaryJoin implements AutoCloseable {

    private final PassContext context;
    private final JoinSide buildSide;
    private final JoinRules rules;
    private final OperatorMemory memory;
    private final Workers threads;
    private final BuildSide build;
    private final List<JoinInput> inputs = new ArrayList<>();
    private final AtomicLong built = new AtomicLong();
    private final AtomicLong probed = new AtomicLong();
    private final AtomicLong results = new AtomicLong();
    private @Nullable ProbeSide probe;
    private List<? extends JoinConsumer> consumers = List.of();
    private volatile JoinPhase phase = JoinPhase.BUILDING;

    private BinaryJoin(Options options, MemoryPool parent, IOManager io)
            throws MemoryReservationException {
        this.rules = options.rules;
        this.buildSide = options.buildSide;
        int pageBytes = parent.pageSizeBytes();
        long minBytes = minimumBytes(pageBytes, options.threads);
        long maxBytes = Math.max(minBytes, Math.min(options.maxBytes, parent.maxBytes()));
        PassSizes sizes = PassSizes.of(maxBytes / pageBytes, options.threads);
        long recordBytes = (long) sizes.minRecordPages() * pageBytes;
        long workBytes = (long) sizes.minPages() * pageBytes - recordBytes;
        this.memory =
                OperatorMemory.open(
                        parent, "join", new OperatorNeeds(workBytes, recordBytes, maxBytes));
        this.context = context(options, io, sizes);
        this.threads = new Workers(options.threads, context::cancel);
        this.build = new BuildSide(context, 0);
        context.giveBy(build);
        memory.spillAnyTimeBy(new Giving());
    }

    private PassContext context(Options options, IOManager io, PassSizes sizes)
            throws MemoryReservationException {
        boolean opened = false;
        try {
            List<MemoryPool> workspaces = new ArrayList<>();
            for (int i = 0; i < options.threads; i++) {
                workspaces.add(child("worker-" + i, sizes.workspacePages()));
            }
            MemoryPool reading = child("reading", sizes.readingPages());
            opened = true;
            return new PassContext(io, rules, options.hash, sizes, memory, reading, workspaces);
        } finally {
            if (!opened) {
                memory.close();
            }
        }
    }

    /** What a join is to do; see the methods of {@link Options}. */
    public static Options options() {
        return new Options();
    }

    /** The memory, in bytes, without which a join can't open. */
    public static long minimumBytes(int pageBytes, int threads) {
        return (long) PassSizes.of(0, threads).minPages() * pageBytes;
    }

    /** How many inputs of a side there may be at a time, and how many consumers there are. */
    public int threads() {
        return threads.count();
    }

    /** The largest record, key and payload together, in bytes, that the join takes. */
    public long maxRecordBytes() {
        return context.maxRecordBytes();
    }

    /** The side that builds. */
    public JoinSide buildSide() {
        return buildSide;
    }

    /**
     * Opens an input of the side that builds.
     *
     * @throws IllegalStateException when there are as many as threads, or probing has started
     */
    public JoinInput newBuildInput() {
        checkPhase(JoinPhase.BUILDING);
        BuildWorker worker = build.worker(nextInput());
        return added(
                new JoinInput(context, worker, rules.unmatched(buildSide), worker.lock(), built));
    }

    /**
     * Ends the side that builds. Requires: its inputs are closed.
     *
     * @param takers take the results, one for each thread
     * @throws IOException when records can't be written
     */
    public void startProbing(List<? extends JoinConsumer> takers) throws IOException {
        checkPhase(JoinPhase.BUILDING);
        checkInputsClosed();
        if (takers.size() != threads()) {
            throw new IllegalArgumentException(
                    "consumers=" + takers.size() + " (expected " + threads() + ")");
        }
        inputs.clear();
        consumers = List.copyOf(takers);
        context.giveBy(null);
        build.tables().seal(threads);
        ProbeSide side = new ProbeSide(build, Roles.of(rules, buildSide), consumers);
        probe = side;
        context.giveBy(side);
        phase = JoinPhase.PROBING;
    }

    /**
     * Opens an input of the side that probes; its results go to the consumer of the same number.
     *
     * @throws IllegalStateException when there are as many as threads, or it isn't time for it
     */
    public JoinInput newProbeInput() {
        checkPhase(JoinPhase.PROBING);
        JoinSide side = buildSide.other();
        return added(
                new JoinInput(
                        context,
                        probing().worker(nextInput()),
                        rules.unmatched(side),
                        null,
                        probed));
    }

    /**
     * Gives all results that are left. Requires: the probing inputs are closed.
     *
     * @throws IOException when records can't be written or read, or a result can't be taken
     */
    public void finish() throws IOException {
        checkPhase(JoinPhase.PROBING);
        checkInputsClosed();
        phase = JoinPhase.FINISHING;
        ProbeSide side = probing();
        context.giveBy(null);
        List<SpilledPair> pairs = side.finish(0, threads);
        results.addAndGet(side.results());
        closeFirstPass();
        new PairJoin(context, threads, consumers, results).join(pairs);
        phase = JoinPhase.FINISHED;
    }

    /** Ends the join at its next safe point: what runs then throws a CancellationException. */
    public void cancel() {
        context.cancel();
    }

    /** How far the join is. */
    public JoinProgress progress() {
        return new JoinProgress(phase, built.get(), probed.get(), context.spilledBytes());
    }

    /** Gives all memory back and deletes all files. Idempotent. Requires: no input is at work. */
    @Override
    public void close() {
        phase = JoinPhase.CLOSED;
        context.giveBy(null);
        memory.quit();
        closeFirstPass();
        threads.close();
        memory.close();
    }

    private void closeFirstPass() {
        ProbeSide opened = probe;
        if (opened != null) {
            probe = null;
            opened.close();
        }
        build.close();
    }

    private MemoryPool child(String name, int pages) throws MemoryReservationException {
        long bytes = (long) pages * memory.pageSizeBytes();
        return memory.workspace().newChild(name, bytes, bytes);
    }

    private ProbeSide probing() {
        ProbeSide opened = probe;
        if (opened == null) {
            throw new IllegalStateException("probe=null (expected startProbing before)");
        }
        return opened;
    }

    private JoinInput added(JoinInput input) {
        inputs.add(input);
        return input;
    }

    private int nextInput() {
        if (inputs.size() == threads()) {
            throw new IllegalStateException(
                    "inputs=" + inputs.size() + " (expected below " + threads() + ")");
        }
        return inputs.size();
    }

    private void checkInputsClosed() {
        if (!inputs.stream().allMatch(JoinInput::isClosed)) {
            throw new IllegalStateException("open inputs (expected all to be closed)");
        }
    }

    private void checkPhase(JoinPhase expected) {
        if (phase != expected) {
            throw new IllegalStateException("phase=" + phase + " (expected " + expected + ")");
        }
    }

    /** Gives memory back for others. */
    private final class Giving implements Spillable {

        @Override
        public long spillableBytes() {
            return phase == JoinPhase.CLOSED ? 0 : memory.records().usedBytes();
        }

        @Override
        public long spill(long targetBytes) throws IOException {
            return context.spill(targetBytes);
        }
    }

    /** What a join is to do. Not thread-safe; may be used again. */
    public static final class Options {

        private JoinRules rules = JoinRules.INNER;
        private JoinSide buildSide = JoinSide.RIGHT;
        private int threads = 1;
        private long maxBytes = Long.MAX_VALUE;
        private KeyHash hash = KeyHash.DEFAULT;

        private Options() {}

        /** What it gives; an inner join unless said. */
        public Options rules(JoinRules wanted) {
            rules = wanted;
            return this;
        }

        /** The side that builds, and comes first; the right one unless said. */
        public Options buildSide(JoinSide side) {
            buildSide = side;
            return this;
        }

        /** How many threads there are, the caller's among them; 1 unless said. */
        public Options threads(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("threads=" + count + " (expected 1 or more)");
            }
            threads = count;
            return this;
        }

        /** The most memory, in bytes, that the join takes; unless said, all that its pool has. */
        public Options maxBytes(long bytes) {
            maxBytes = bytes;
            return this;
        }

        /** Another hash, for tests. */
        Options hash(KeyHash other) {
            hash = other;
            return this;
        }

        /**
         * Opens the join.
         *
         * @param pool where its memory comes from
         * @param io where it writes what doesn't fit
         * @throws MemoryReservationException when the pool can't guarantee the join's minimum
         */
        public BinaryJoin open(MemoryPool pool, IOManager io) throws MemoryReservationException {
            return new BinaryJoin(this, pool, io);
        }
    }
}
