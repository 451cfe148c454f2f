package io.plimsoll.operators.sort;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.operators.estimate.InputSize;
import io.plimsoll.operators.estimate.MemoryEstimate;
import io.plimsoll.operators.estimate.MemoryUse;
import io.plimsoll.operators.estimate.OperatorResources;
import io.plimsoll.operators.estimate.SortModel;
import io.plimsoll.operators.memory.OperatorMemory;
import io.plimsoll.operators.memory.OperatorNeeds;
import io.plimsoll.operators.record.RecordLayout;
import io.plimsoll.operators.record.RecordOrder;
import io.plimsoll.operators.run.RunBuilder;
import io.plimsoll.operators.run.SortSettings;
import io.plimsoll.spill.IOManager;
import io.plimsoll.spill.run.SpillRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Sorts byte strings of any number and size in bounded memory.
 *
 * <p>Usage: open {@linkplain #newWriter writers}, add records, close the writers, {@link #finish}
 * and read; {@link #close} the sorter in the end, which takes everything back at any time.
 *
 * <p>Memory comes from a child of the pool given, as {@link OperatorMemory} divides it, and goes
 * back to it when other operators need it. Each writer is one thread's; the other methods are for
 * one thread, but for {@link #cancel} and {@link #progress}, which any may call.
 */
public final class BinarySorter implements AutoCloseable {

    private final IOManager io;
    private final SortSettings settings;
    private final SortLimits limits;
    private final int maxWriters;
    private final OperatorMemory memory;
    private final RunCollector collector;
    private final List<SortWriter> writers = new ArrayList<>();
    private @Nullable SortedRecords result;
    private volatile @Nullable RunMerger merger;
    private volatile SortPhase phase = SortPhase.COLLECTING;

    private BinarySorter(Options options, MemoryPool parent, IOManager io)
            throws MemoryReservationException {
        this.io = io;
        this.maxWriters = options.writers;
        this.settings =
                new SortSettings(
                        new RecordLayout(options.keyed),
                        options.descending ? RecordOrder.DESCENDING : RecordOrder.ASCENDING,
                        options.stable,
                        options.distinct,
                        options.limit);
        this.memory = OperatorMemory.open(parent, "sort", needs(options, parent, io));
        boolean opened = false;
        try {
            this.limits = SortLimits.of(memory.records().maxBytes(), maxWriters);
            this.collector = new RunCollector(io, memory, settings, maxWriters);
            memory.spillAnyTimeBy(collector);
            opened = true;
        } finally {
            if (!opened) {
                memory.close();
            }
        }
    }

    private static OperatorNeeds needs(Options options, MemoryPool parent, IOManager io) {
        long pageBytes = parent.pageSizeBytes();
        return new OperatorNeeds(
                workspacePages(io, options.writers) * pageBytes,
                minRecordPages(options.writers) * pageBytes,
                RunMerger.minimumPages(io, options.writers) * pageBytes,
                Math.min(options.maxBytes, parent.maxBytes()));
    }

    /** What a sorter is to do; see the methods of {@link Options}. */
    public static Options options() {
        return new Options();
    }

    /**
     * Estimates what a sorter will use.
     *
     * @param options what it is to do; the most memory that it takes among them
     */
    public static MemoryEstimate estimate(
            InputSize input, Options options, long memoryBytes, int pageBytes, IOManager io) {
        InputSize stored =
                options.stable
                        ? new InputSize(
                                input.records(),
                                input.keyBytes() + SortSettings.SEQUENCE_BYTES,
                                input.payloadBytes())
                        : input;
        return SortModel.estimate(
                stored,
                new OperatorResources(
                        Math.min(memoryBytes, options.maxBytes),
                        workspacePages(io, options.writers) * pageBytes,
                        (long) RunMerger.minimumPages(io, options.writers) * pageBytes,
                        minimumBytes(io, pageBytes, options.writers),
                        pageBytes,
                        io.extentPages(),
                        options.writers));
    }

    /** The smallest memory, in bytes, with which a sorter opens. */
    public static long minimumBytes(IOManager io, int pageBytes, int writers) {
        long pages =
                workspacePages(io, writers)
                        + minRecordPages(writers)
                        + (long) RunMerger.minimumPages(io, writers);
        return pages * pageBytes;
    }

    /** A writer needs a page of records and one of entries, and as much again to get on. */
    private static long minRecordPages(int writers) {
        return 4L * writers;
    }

    /** For each writer what it fills and what is on its way to disk; for the reader a last key. */
    private static long workspacePages(IOManager io, int writers) {
        return (long) writers * io.writerPages() + 1;
    }

    /**
     * Opens a writer.
     *
     * @throws IllegalStateException when all writers are open already, or reading has begun
     */
    public SortWriter newWriter() {
        if (writers.size() == maxWriters || phase != SortPhase.COLLECTING) {
            throw new IllegalStateException(
                    "writers="
                            + writers.size()
                            + " (expected below "
                            + maxWriters
                            + ", before finish)");
        }
        SortWriter writer = new SortWriter(settings, collector, collector.newBuilder(), limits);
        writers.add(writer);
        return writer;
    }

    /** How many writers there may be. */
    public int maxWriters() {
        return maxWriters;
    }

    /** The largest record, in bytes, that the sorter takes. */
    public long maxRecordBytes() {
        return limits.maxRecordBytes();
    }

    /**
     * Ends the input and gives the result. Requires: all writers are closed.
     *
     * @throws IOException when a run can't be written or read
     * @throws IllegalStateException when it was called before
     */
    public SortedRecords finish() throws IOException {
        if (phase != SortPhase.COLLECTING) {
            throw new IllegalStateException("phase=" + phase + " (expected COLLECTING)");
        }
        phase = SortPhase.SORTING;
        sortAll(collector.residents());
        phase = SortPhase.MERGING;
        RunMerger merging = new RunMerger(io, memory, settings, collector);
        merger = merging;
        SortedRecords sorted = merging.merge();
        result = sorted;
        // Until it is read, any other operator's thread may have it spill.
        memory.turn().rest();
        return sorted;
    }

    /** What this sorter has used so far. Any thread. */
    public MemoryUse memoryUse() {
        RunMerger merging = merger;
        List<SpillRun> runs = collector.runs();
        int passes = merging != null ? merging.passes() : runs.isEmpty() ? 0 : 1;
        return new MemoryUse(memory.peakBytes(), rawBytes(runs), passes);
    }

    private static long rawBytes(List<SpillRun> runs) {
        return runs.stream().mapToLong(SpillRun::rawBytes).sum();
    }

    /** Ends the sort at its next safe point: what runs then throws a CancellationException. */
    public void cancel() {
        collector.cancel();
    }

    /** How far the sort is. */
    public SortProgress progress() {
        SortedRecords reading = result;
        List<SpillRun> runs = collector.runs();
        return new SortProgress(
                phase, runs.size(), rawBytes(runs), reading == null ? 0 : reading.recordsRead());
    }

    /** Gives all memory back and deletes the runs. Idempotent. */
    @Override
    public void close() {
        phase = SortPhase.CLOSED;
        memory.quit();
        writers.forEach(SortWriter::close);
        if (result != null) {
            result.close();
        }
        collector.close();
        memory.close();
    }

    private void sortAll(List<RunBuilder> builders) throws IOException {
        if (builders.size() < 2) {
            builders.forEach(BinarySorter::sort);
            return;
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(builders.size())) {
            List<Callable<@Nullable Void>> tasks = new ArrayList<>();
            for (RunBuilder builder : builders) {
                tasks.add(() -> {
                    sort(builder);
                    return null;
                });
            }
            for (Future<@Nullable Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while sorting", e);
        } catch (ExecutionException e) {
            throw new IOException("sorting failed", e.getCause());
        }
    }

    private static void sort(RunBuilder builder) {
        builder.lock.lock();
        try {
            builder.sort();
        } finally {
            builder.lock.unlock();
        }
    }

    /** What a sorter is to do. Not thread-safe; may be used again. */
    public static final class Options {

        private int writers = 1;
        private boolean keyed;
        private boolean stable;
        private boolean distinct;
        private boolean descending;
        private long maxBytes = Long.MAX_VALUE;
        private long limit = Long.MAX_VALUE;

        private Options() {}

        /** How many writers there may be; 1 unless said. */
        public Options writers(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("writers=" + count + " (expected at least 1)");
            }
            writers = count;
            return this;
        }

        /** Records are a key and a payload; unless said, their bytes are all key. */
        public Options keyed(boolean value) {
            keyed = value;
            return this;
        }

        /** Records with equal keys stay in the order in which they came. Requires: keyed. */
        public Options stable(boolean value) {
            stable = value;
            return this;
        }

        /** Of records with equal keys only the first is kept: if stable, the first that came. */
        public Options distinct(boolean value) {
            distinct = value;
            return this;
        }

        /** Largest first; of records with equal keys too, unless stable. */
        public Options descending(boolean value) {
            descending = value;
            return this;
        }

        /** How many records are wanted, the first ones; all unless said. */
        public Options limit(long records) {
            if (records < 1) {
                throw new IllegalArgumentException("limit=" + records + " (expected 1 or more)");
            }
            limit = records;
            return this;
        }

        /** The most memory, in bytes, that the sorter takes; unless said, all that its pool has. */
        public Options maxBytes(long bytes) {
            maxBytes = bytes;
            return this;
        }

        /**
         * Opens the sorter.
         *
         * @param pool where its memory comes from
         * @param io where its runs go
         * @throws MemoryReservationException when the pool can't guarantee the sorter's minimum
         */
        public BinarySorter open(MemoryPool pool, IOManager io) throws MemoryReservationException {
            if (stable && !keyed) {
                throw new IllegalArgumentException("stable without keyed (expected both)");
            }
            return new BinarySorter(this, pool, io);
        }
    }
}
