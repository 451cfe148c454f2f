package io.plimsoll.operators.sort;

import io.plimsoll.memory.MemoryPool;
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

/**
 * Turns runs, on disk and in memory, into one sorted sequence.
 *
 * <p>How many runs are read at once follows from the memory there is. What is in memory stays there
 * if all runs can be read beside it; else it is written, largest first. Runs that are still too
 * many are merged to longer ones, smallest first and no more than needed (Knuth 3, 5.4.9), until
 * the rest can be read at once.
 *
 * <p>Not thread-safe.
 */
final class RunMerger {

    private static final int EXTENTS_AHEAD = 1;

    private final IOManager io;
    private final MemoryPool records;
    private final MemoryPool workspace;
    private final SortSettings settings;
    private final RunCollector collector;

    RunMerger(
            IOManager io,
            MemoryPool records,
            MemoryPool workspace,
            SortSettings settings,
            RunCollector collector) {
        this.io = io;
        this.records = records;
        this.workspace = workspace;
        this.settings = settings;
        this.collector = collector;
    }

    /** The pages without which two runs can't be merged. */
    static int minimumPages(IOManager io) {
        return 2 * readerPages(io, EXTENTS_AHEAD) + rereadPages(io);
    }

    private static int readerPages(IOManager io, int extentsAhead) {
        // A reader that reads nothing ahead needs a page for its caller beside the extent.
        return (extentsAhead + 1) * io.extentPages() + (extentsAhead == 0 ? 1 : 0);
    }

    /** Two readers for records that are too large to be compared in one piece. */
    private static int rereadPages(IOManager io) {
        return 2 * readerPages(io, 0);
    }

    SortedRecords merge(List<SpillRun> spilled, List<RunBuilder> resident) throws IOException {
        PriorityQueue<SpillRun> runs =
                new PriorityQueue<>(Comparator.comparingLong(SpillRun::rawBytes));
        runs.addAll(spilled);
        List<RunBuilder> kept = new ArrayList<>(resident);
        kept.sort(Comparator.comparingInt(RunBuilder::pageCount));
        while (!kept.isEmpty() && runs.size() > fanIn(kept)) {
            runs.add(collector.write(kept.removeLast()));
        }
        int fanIn = fanIn(kept);
        assert runs.size() <= fanIn || fanIn >= 2 : "fanIn=" + fanIn + " (expected at least 2)";
        while (runs.size() > fanIn) {
            int excess = (runs.size() - 1) % (fanIn - 1);
            runs.add(mergeToRun(takeSmallest(runs, excess == 0 ? fanIn : excess + 1)));
        }
        return open(runs, kept);
    }

    private int fanIn(List<RunBuilder> kept) {
        int keptPages = kept.stream().mapToInt(RunBuilder::pageCount).sum();
        long pages = records.maxBytes() / records.pageSizeBytes() - keptPages - rereadPages(io);
        return Math.clamp(pages / readerPages(io, EXTENTS_AHEAD), 0, Integer.MAX_VALUE);
    }

    private SpillRun mergeToRun(List<SpillRun> runs) throws IOException {
        try (SortedRecords merged = open(runs, List.of());
                RunWriter writer = new RunWriter(io, workspace, settings.layout())) {
            while (merged.next()) {
                writer.append(merged.source());
            }
            return writer.finish();
        }
    }

    private SortedRecords open(Iterable<SpillRun> runs, List<RunBuilder> kept) throws IOException {
        List<MergeSource> sources = new ArrayList<>();
        try {
            for (SpillRun run : runs) {
                sources.add(new SpilledSource(io, records, settings.layout(), run, EXTENTS_AHEAD));
            }
            kept.forEach(run -> sources.add(new ResidentSource(run)));
            return new SortedRecords(settings, sources, workspace, collector::checkCancelled);
        } catch (IOException | RuntimeException e) {
            sources.forEach(MergeSource::close);
            throw e;
        }
    }

    private static List<SpillRun> takeSmallest(PriorityQueue<SpillRun> runs, int count) {
        List<SpillRun> taken = new ArrayList<>();
        while (taken.size() < count) {
            taken.add(runs.remove());
        }
        return taken;
    }
}
