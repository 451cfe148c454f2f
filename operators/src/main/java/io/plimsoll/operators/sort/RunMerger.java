package io.plimsoll.operators.sort;

import io.plimsoll.operators.memory.OperatorMemory;
import io.plimsoll.operators.run.MergeSource;
import io.plimsoll.operators.run.ResidentSource;
import io.plimsoll.operators.run.RunBuilder;
import io.plimsoll.operators.run.RunWriter;
import io.plimsoll.operators.run.SortSettings;
import io.plimsoll.operators.run.SpilledSource;
import io.plimsoll.spill.IOManager;
import io.plimsoll.spill.run.SpillRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Turns runs, on disk and in memory, into one sorted sequence.
 *
 * <p>How many runs are read at once follows from the memory there is. What is in memory stays there
 * if all runs can be read beside it, and it too, were it written later; else it is written, largest
 * first. Runs that are still too many are merged to longer ones, smallest first and no more than
 * needed (Knuth 3, 5.4.9), until the rest can be read at once.
 *
 * <p>Not thread-safe.
 */
final class RunMerger {

    private static final int EXTENTS_AHEAD = 1;

    /** A run, and how often its records went to disk. */
    private record Pass(SpillRun run, int count) {}

    private final IOManager io;
    private final OperatorMemory memory;
    private final SortSettings settings;
    private final RunCollector collector;
    private final long minReadingBytes;
    private final PriorityQueue<Pass> runs =
            new PriorityQueue<>(Comparator.comparingLong(pass -> pass.run().rawBytes()));
    private volatile int passes;

    RunMerger(IOManager io, OperatorMemory memory, SortSettings settings, RunCollector collector) {
        this.io = io;
        this.memory = memory;
        this.settings = settings;
        this.collector = collector;
        this.minReadingBytes = memory.reading().minBytes();
    }

    /** The pages with which two runs can be merged, beside those that builders may become. */
    static int minimumPages(IOManager io, int builders) {
        return (2 + builders) * readerPages(io) + rereadPages(io);
    }

    private static int readerPages(IOManager io) {
        return (EXTENTS_AHEAD + 1) * io.extentPages();
    }

    /** Two readers for records that are too large to be compared in one piece. */
    private static int rereadPages(IOManager io) {
        // A reader that reads nothing ahead needs a page for its caller beside the extent.
        return 2 * (io.extentPages() + 1);
    }

    /** How often, at most, a record went to disk. */
    int passes() {
        return passes;
    }

    SortedRecords merge() throws IOException {
        while (true) {
            collector.checkCancelled();
            collector.takeUnmerged().forEach(run -> add(run, 1));
            List<RunBuilder> kept = collector.residents();
            int fanIn = fanIn(kept.size());
            if (runs.size() <= fanIn) {
                SortedRecords result = tryOpen(kept);
                if (result != null) {
                    return result;
                }
            } else if (!kept.isEmpty()) {
                spill(kept.getLast());
            } else {
                int excess = (runs.size() - 1) % (fanIn - 1);
                mergeSome(excess == 0 ? fanIn : excess + 1);
            }
        }
    }

    private void add(SpillRun run, int passCount) {
        runs.add(new Pass(run, passCount));
        passes = Math.max(passes, passCount);
    }

    /** How many runs can be read at once, beside as many as builders are kept. */
    private int fanIn(int kept) {
        int pageBytes = memory.pageSizeBytes();
        long pages = (long) (runs.size() + kept) * readerPages(io) + rereadPages(io);
        long guaranteed = memory.guaranteeReading(minReadingBytes, pages * pageBytes) / pageBytes;
        int readers = (int) ((guaranteed - rereadPages(io)) / readerPages(io));
        assert readers >= 2 + kept : "readers=" + readers + " (expected at least two for runs)";
        return readers - kept;
    }

    private void spill(RunBuilder builder) throws IOException {
        builder.lock.lock();
        try {
            if (!builder.isEmpty()) {
                collector.spill(builder);
            }
        } finally {
            builder.lock.unlock();
        }
    }

    private void mergeSome(int count) throws IOException {
        List<SpillRun> taken = new ArrayList<>();
        int before = 0;
        while (taken.size() < count) {
            Pass pass = runs.remove();
            taken.add(pass.run());
            before = Math.max(before, pass.count());
        }
        try (SortedRecords merged = open(taken, List.of());
                RunWriter writer = new RunWriter(io, memory.workspace(), settings)) {
            while (merged.next()) {
                writer.append(merged.source());
            }
            add(collector.note(writer.finish()), before + 1);
        }
    }

    /** Opens the result; null if other operators had a builder written meanwhile. */
    private @Nullable SortedRecords tryOpen(List<RunBuilder> kept) throws IOException {
        kept.forEach(builder -> builder.lock.lock());
        try {
            if (kept.stream().anyMatch(RunBuilder::isEmpty)) {
                return null;
            }
            // From now on they are the result's, which gives them back as others need memory.
            kept.forEach(builder -> builder.inUse = true);
            SortedRecords result = open(runs.stream().map(Pass::run).toList(), kept);
            memory.spillBy(result);
            return result;
        } finally {
            kept.forEach(builder -> builder.lock.unlock());
        }
    }

    private SortedRecords open(List<SpillRun> spilled, List<RunBuilder> kept) throws IOException {
        List<MergeSource> sources = new ArrayList<>();
        try {
            for (SpillRun run : spilled) {
                sources.add(source(run));
            }
            kept.forEach(run -> sources.add(new ResidentSource(run)));
            return new SortedRecords(settings, sources, memory, this);
        } catch (IOException | RuntimeException e) {
            sources.forEach(MergeSource::close);
            throw e;
        }
    }

    private SpilledSource source(SpillRun run) {
        return new SpilledSource(io, memory.reading(), settings.layout(), run, EXTENTS_AHEAD);
    }

    /** Writes what is left of a builder that is being read, and opens it for reading from disk. */
    SpilledSource spillRest(ResidentSource source, boolean fromCurrent) throws IOException {
        SpillRun run;
        try (RunWriter writer = new RunWriter(io, memory.workspace(), settings)) {
            source.writeRest(writer, fromCurrent);
            run = collector.note(writer.finish());
        }
        passes = Math.max(passes, 1);
        source.releaseAllButCurrent();
        return source(run);
    }

    void checkCancelled() {
        collector.checkCancelled();
    }
}
