package io.plimsoll.operators.sort;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
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
 * <p>Memory comes from a child of the pool given: a workspace for writing, charged when the sorter
 * opens, and the records' pages. Each writer is one thread's; the other methods are for one thread,
 * but for {@link #cancel} and {@link #progress}, which any may call.
 */
public final class BinarySorter implements AutoCloseable {

    private final IOManager io;
    private final SortSettings settings;
    private final SortLimits limits;
    private final int maxWriters;
    private final MemoryPool pool;
    private final MemoryPool workspace;
    private final MemoryPool records;
    private final RunCollector collector;
    private final List<SortWriter> writers = new ArrayList<>();
    private @Nullable SortedRecords result;
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
                        options.distinct);
        int pageBytes = parent.pageSizeBytes();
        long workspaceBytes = (long) workspacePages(io, maxWriters) * pageBytes;
        long minBytes = minimumBytes(io, pageBytes, maxWriters);
        long maxBytes = Math.max(minBytes, Math.min(options.maxBytes, parent.maxBytes()));
        this.pool = parent.newChild("sort", minBytes, maxBytes);
        this.workspace = pool.newChild("workspace", workspaceBytes, workspaceBytes);
        this.records =
                pool.newChild("records", minBytes - workspaceBytes, maxBytes - workspaceBytes);
        this.limits = SortLimits.of(records.maxBytes(), maxWriters);
        this.collector = new RunCollector(io, records, workspace, settings, maxWriters);
    }

    /** What a sorter is to do; see the methods of {@link Options}. */
    public static Options options() {
        return new Options();
    }

    /** The smallest memory, in bytes, with which a sorter opens. */
    public static long minimumBytes(IOManager io, int pageBytes, int writers) {
        // A writer needs a page of records and one of entries; merging, the fan-in of two.
        long recordPages = Math.max(4L * writers, RunMerger.minimumPages(io));
        return (workspacePages(io, writers) + 2 * recordPages) * pageBytes;
    }

    /** For each writer what it fills and what is on its way to disk; for the reader a last key. */
    private static int workspacePages(IOManager io, int writers) {
        return writers * io.writerPages() + 1;
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
        List<RunBuilder> resident =
                collector.builders().stream().filter(builder -> !builder.isEmpty()).toList();
        sortAll(resident);
        phase = SortPhase.MERGING;
        RunMerger merger = new RunMerger(io, records, workspace, settings, collector);
        result = merger.merge(collector.runs(), resident);
        return result;
    }

    /** Ends the sort at its next safe point: what runs then throws a CancellationException. */
    public void cancel() {
        collector.cancel();
    }

    /** How far the sort is. */
    public SortProgress progress() {
        SortedRecords reading = result;
        return new SortProgress(
                phase,
                collector.runs().size(),
                collector.runs().stream().mapToLong(SpillRun::rawBytes).sum(),
                reading == null ? 0 : reading.recordsRead());
    }

    /** Gives all memory back and deletes the runs. Idempotent. */
    @Override
    public void close() {
        phase = SortPhase.CLOSED;
        writers.forEach(SortWriter::close);
        if (result != null) {
            result.close();
        }
        collector.close();
        pool.close();
    }

    private void sortAll(List<RunBuilder> builders) throws IOException {
        if (builders.size() < 2) {
            builders.forEach(RunBuilder::sort);
            return;
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(builders.size())) {
            List<Callable<@Nullable Void>> tasks = new ArrayList<>();
            for (RunBuilder builder : builders) {
                tasks.add(() -> {
                    builder.sort();
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

    /** What a sorter is to do. Not thread-safe; may be used again. */
    public static final class Options {

        private int writers = 1;
        private boolean keyed;
        private boolean stable;
        private boolean distinct;
        private boolean descending;
        private long maxBytes = Long.MAX_VALUE;

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
