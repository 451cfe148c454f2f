package io.plimsoll.operators.aggregate;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.aggregate.function.StateFunction;
import io.plimsoll.operators.aggregate.partition.AggregateControl;
import io.plimsoll.operators.aggregate.partition.PartitionFiles;
import io.plimsoll.operators.aggregate.partition.Partitions;
import io.plimsoll.operators.aggregate.read.GroupCursor;
import io.plimsoll.operators.aggregate.read.ParallelReaders;
import io.plimsoll.operators.aggregate.read.PartitionReader;
import io.plimsoll.operators.aggregate.read.PartitionsCursor;
import io.plimsoll.operators.aggregate.read.ReaderMemory;
import io.plimsoll.operators.aggregate.read.TableCursor;
import io.plimsoll.operators.aggregate.table.GroupLayout;
import io.plimsoll.operators.memory.OperatorMemory;
import io.plimsoll.operators.memory.OperatorNeeds;
import io.plimsoll.spill.IOManager;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Groups byte strings, and computes functions of each group, in bounded memory.
 *
 * <p>Usage: open {@linkplain #newWriter writers}, find groups and update their states, close the
 * writers, {@link #finish} and read; {@link #close} the aggregator in the end, which takes
 * everything back at any time.
 *
 * <p>Each writer is one thread's; the other methods are for one thread, but for {@link #cancel} and
 * {@link #progress}, which any may call.
 */
public final class BinaryAggregator implements AutoCloseable {

    /** How long writers that are at work are waited for before groups are written to disk. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** Groups that take less than this part of the memory are sorted without being written. */
    private static final int SORTED_IN_MEMORY_FRACTION = 4;

    private final AggregateSizes sizes;
    private final boolean ordered;
    private final OperatorMemory memory;
    private final List<ReaderMemory> readers = new ArrayList<>();
    private final GroupLayout layout;
    private final AggregateControl control = new AggregateControl();
    private final Partitioning partitioning;
    private final Partitions partitions;
    private final List<AggregateWriter> writers = new CopyOnWriteArrayList<>();
    private final @Nullable MemorySegment emptyState;
    private @Nullable AggregateResults result;
    private volatile AggregatePhase phase = AggregatePhase.COLLECTING;

    private BinaryAggregator(Options options, MemoryPool parent, IOManager io)
            throws MemoryReservationException {
        int pageBytes = parent.pageSizeBytes();
        this.ordered = options.ordered;
        this.sizes =
                AggregateSizes.of(
                        io,
                        pageBytes,
                        options.writers,
                        Math.min(options.maxBytes, parent.maxBytes()));
        this.memory =
                OperatorMemory.open(
                        parent,
                        "aggregate",
                        new OperatorNeeds(
                                sizes.workspaceBytes(),
                                sizes.minBytes() - sizes.workspaceBytes(),
                                sizes.maxBytes()));
        for (int i = 0; i < options.writers; i++) {
            readers.add(
                    ReaderMemory.open(
                            memory.reading(), i, sizes.readerBytes(), sizes.readerBits()));
        }
        MemorySegment page = memory.workspace().tryAllocatePage();
        if (page == null) {
            throw new IllegalStateException("workspace without a page (expected it to have some)");
        }
        this.emptyState = page;
        this.layout =
                new GroupLayout(
                        options.functions,
                        options.fixedKeyBytes,
                        page.getAddress(),
                        options.hashMask);
        PartitionFiles files = new PartitionFiles(io, memory.workspace(), control);
        this.partitioning = new Partitioning(sizes.partitionBits());
        this.partitions =
                new Partitions(
                        layout,
                        0,
                        sizes.partitionBits(),
                        memory.records(),
                        memory::tryAllocatePage,
                        files,
                        false);
        memory.spillAnyTimeBy(new AggregateSpilling(partitioning, partitions, writers));
    }

    /** What an aggregator is to do; see the methods of {@link Options}. */
    public static Options options() {
        return new Options();
    }

    /** The smallest memory, in bytes, with which an aggregator opens. */
    public static long minimumBytes(IOManager io, int pageBytes, int writers) {
        return AggregateSizes.minimumBytes(io, pageBytes, writers);
    }

    /**
     * Opens a writer.
     *
     * @throws IllegalStateException when all writers are open already, or reading has begun
     */
    public AggregateWriter newWriter() {
        if (writers.size() == sizes.writers() || phase != AggregatePhase.COLLECTING) {
            throw new IllegalStateException(
                    "writers="
                            + writers.size()
                            + " (expected below "
                            + sizes.writers()
                            + ", before finish)");
        }
        LocalTable local =
                new LocalTable(
                        layout,
                        memory,
                        partitioning,
                        sizes.localSlots(),
                        sizes.localPages(),
                        writers.size() * partitions.count() / sizes.writers());
        AggregateWriter writer = new AggregateWriter(this, local, sizes.maxRecordBytes());
        writers.add(writer);
        return writer;
    }

    /** How many writers there may be. */
    public int maxWriters() {
        return sizes.writers();
    }

    /** The most that a key and one value may have together, in bytes. */
    public long maxRecordBytes() {
        return sizes.maxRecordBytes();
    }

    /** Finds pages for a writer that needs some. Requires: its lock. */
    void makeRoom(AggregateWriter writer) throws IOException {
        control.checkCancelled();
        memory.checkFailure();
        LocalTable local = writer.local();
        if (!local.isSmall()) {
            partitioning.begin();
            move(writer);
            awaitOthers(writer);
        } else if (local.isEmpty()) {
            partitions.makeRoom(null);
        } else {
            writer.moveTo(partitions);
        }
    }

    /** Moves a writer's groups to the partitions. Requires: its lock. */
    void move(AggregateWriter writer) throws IOException {
        writer.moveTo(partitions);
    }

    /**
     * Waits until the other writers have moved their groups too, so that nothing is written to disk
     * while groups are in memory twice; moves them for those who are idle.
     */
    private void awaitOthers(AggregateWriter mine) throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        for (AggregateWriter other : allWriters()) {
            while (other != mine && other.local().mustMove() && System.nanoTime() < deadline) {
                if (other.lock.tryLock()) {
                    try {
                        if (other.local().mustMove()) {
                            other.moveTo(partitions);
                        }
                    } finally {
                        other.lock.unlock();
                    }
                } else {
                    Thread.onSpinWait();
                }
            }
        }
    }

    /**
     * Ends the input and gives the result. Requires: all writers are closed.
     *
     * @throws IOException when temporary files can't be written or read
     * @throws IllegalStateException when it was called before
     */
    public AggregateResults finish() throws IOException {
        if (phase != AggregatePhase.COLLECTING) {
            throw new IllegalStateException("phase=" + phase + " (expected COLLECTING)");
        }
        phase = AggregatePhase.MERGING;
        AggregateResults opened = new AggregateResults(layout, openCursor(), control);
        result = opened;
        phase = AggregatePhase.READING;
        return opened;
    }

    private GroupCursor openCursor() throws IOException {
        // From now on groups go from where they are to the reader: others have to wait.
        memory.quit();
        memory.checkFailure();
        List<LocalTable> filled =
                allWriters().stream()
                        .map(AggregateWriter::local)
                        .filter(local -> !local.isEmpty())
                        .toList();
        if (ordered) {
            return openOrdered(filled);
        }
        if (!partitioning.hasBegun() && filled.size() == 1) {
            LocalTable only = filled.getFirst();
            return new TableCursor(only.table(), only.layout(), partitions.count());
        }
        partitioning.begin();
        new TableMerge(partitions, filled).run(sizes.writers());
        lendToReaders();
        return new PartitionsCursor(
                partitions,
                readers.size() == 1
                        ? new PartitionReader(partitions, readers.getFirst())
                        : new ParallelReaders(partitions, readers));
    }

    /** Sorts all states there are, which makes one of those that have the same key. */
    private GroupCursor openOrdered(List<LocalTable> filled) throws IOException {
        partitioning.begin();
        filled.forEach(local -> local.abandonTo(partitions));
        partitions.makeAllCold();
        if (memory.records().usedBytes() > sizes.maxBytes() / SORTED_IN_MEMORY_FRACTION) {
            partitions.writePending();
        }
        lendToReaders();
        return new PartitionReader(partitions, readers.getFirst()).sortAll();
    }

    /** What is guaranteed is for those from now on who read back what was written. */
    private void lendToReaders() {
        try {
            memory.records().resize(0, memory.records().maxBytes());
        } catch (MemoryReservationException e) {
            throw new IllegalStateException("minBytes=0 refused (expected to be granted)", e);
        }
    }

    /**
     * Ends the aggregation at its next safe point: what runs then throws a CancellationException.
     */
    public void cancel() {
        control.cancel();
    }

    /** How far the aggregation is. */
    public AggregateProgress progress() {
        AggregateResults reading = result;
        return new AggregateProgress(
                phase,
                control.runs(),
                control.spilledBytes(),
                reading == null ? 0 : reading.groupsRead());
    }

    /** Gives all memory back and deletes what was written. Idempotent. */
    @Override
    public void close() {
        if (phase == AggregatePhase.CLOSED) {
            return;
        }
        phase = AggregatePhase.CLOSED;
        memory.quit();
        allWriters().forEach(AggregateWriter::close);
        if (result != null) {
            result.close();
        }
        allWriters().forEach(writer -> writer.local().release());
        partitions.release();
        if (emptyState != null) {
            emptyState.free();
        }
        memory.close();
    }

    private List<AggregateWriter> allWriters() {
        return List.copyOf(writers);
    }

    /** What an aggregator is to do. Not thread-safe; may be used again. */
    public static final class Options {

        private int writers = 1;
        private List<StateFunction> functions = List.of();
        private int fixedKeyBytes;
        private boolean ordered;
        private long maxBytes = Long.MAX_VALUE;
        private long hashMask = -1;

        private Options() {}

        /** How many writers there may be; 1 unless said. */
        public Options writers(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("writers=" + count + " (expected at least 1)");
            }
            writers = count;
            return this;
        }

        /** What is computed of each group; nothing unless said, which leaves the different keys. */
        public Options functions(StateFunction... all) {
            if (all.length > GroupLayout.MAX_FUNCTIONS) {
                throw new IllegalArgumentException(
                        "functions="
                                + all.length
                                + " (expected at most "
                                + GroupLayout.MAX_FUNCTIONS
                                + ")");
            }
            functions = List.of(all);
            return this;
        }

        /** All keys have this length, which takes less memory and time; 0, any, unless said. */
        public Options fixedKeyBytes(int bytes) {
            if (bytes < 0 || bytes > GroupLayout.MAX_KEY_BYTES) {
                throw new IllegalArgumentException(
                        "fixedKeyBytes="
                                + bytes
                                + " (expected 0 to "
                                + GroupLayout.MAX_KEY_BYTES
                                + ")");
            }
            fixedKeyBytes = bytes;
            return this;
        }

        /**
         * Groups are read in the order of their keys, compared as unsigned bytes; unless said, in
         * any order, which costs less.
         */
        public Options ordered(boolean value) {
            ordered = value;
            return this;
        }

        /** The most memory, in bytes, that it takes; unless said, all that its pool has. */
        public Options maxBytes(long bytes) {
            maxBytes = bytes;
            return this;
        }

        /** Uses only these bits of hashes: for tests of what happens when they are equal. */
        Options hashMask(long mask) {
            hashMask = mask;
            return this;
        }

        /**
         * Opens the aggregator.
         *
         * @param pool where its memory comes from
         * @param io where groups go that don't fit
         * @throws MemoryReservationException when the pool can't guarantee the aggregator's minimum
         */
        public BinaryAggregator open(MemoryPool pool, IOManager io)
                throws MemoryReservationException {
            return new BinaryAggregator(this, pool, io);
        }
    }
}
