package io.plimsoll.operators.estimate;

import java.util.PriorityQueue;

/**
 * Estimates a sort, by doing what the sorter does with sizes in place of records.
 *
 * <p>Each thread fills its part of the memory and writes it as a run. In the end, runs that are
 * more than can be read at once are merged to longer ones, smallest first (Knuth, The Art of
 * Computer Programming 3, 5.4.9).
 */
public final class SortModel {

    /** A record's header, and the entry that is sorted in its place. */
    private static final int HEADER_BYTES = 8;

    private static final int ENTRY_BYTES = 16;

    /** An extent in use and one ahead for each run; for large records two readers more. */
    private static final int READER_EXTENTS = 2;

    /** More runs than this are estimated by as many larger ones. */
    private static final double MAX_RUNS = 100_000;

    private SortModel() {}

    /** Estimates the sort of an input. A stable sort's keys have 8 bytes more. */
    public static MemoryEstimate estimate(InputSize input, OperatorResources resources) {
        double diskBytes = (double) HEADER_BYTES + input.recordBytes();
        double pageBytes = resources.onPages(diskBytes) + ENTRY_BYTES;
        double heldBytes = (double) input.records() * pageBytes;
        double slackBytes = 2.0 * resources.threads() * resources.pageBytes();
        double inMemoryBytes = resources.keptBytes() + heldBytes + slackBytes;
        double memoryBytes = resources.recordBytes();
        if (heldBytes + slackBytes <= memoryBytes) {
            return MemoryEstimate.of("sort", resources, inMemoryBytes, inMemoryBytes, 0, 0);
        }
        double density = diskBytes / pageBytes;
        Runs runs = new Runs(heldBytes, resources);
        runs.merge();
        double peakBytes = resources.keptBytes() + memoryBytes;
        return MemoryEstimate.of(
                "sort",
                resources,
                inMemoryBytes,
                peakBytes,
                runs.writtenBytes * density,
                runs.passes);
    }

    /** The runs of a sort. */
    private static final class Runs {

        private record Run(double bytes, int passes) {}

        private final PriorityQueue<Run> runs =
                new PriorityQueue<>((a, b) -> Double.compare(a.bytes, b.bytes));
        private final double mergeBytes;
        private final double readerBytes;
        private final double rereadBytes;
        private double writtenBytes;
        private int passes;

        Runs(double heldBytes, OperatorResources resources) {
            double memoryBytes = resources.recordBytes();
            this.mergeBytes = resources.mergeBytes();
            double extentBytes = (double) resources.extentPages() * resources.pageBytes();
            this.readerBytes = READER_EXTENTS * extentBytes;
            this.rereadBytes = 2 * (extentBytes + resources.pageBytes());
            double runBytes = Math.max(memoryBytes / resources.threads(), heldBytes / MAX_RUNS);
            double left = heldBytes;
            while (left > memoryBytes) {
                write(runBytes, 0);
                left -= runBytes;
            }
            // What is in memory in the end stays there if the runs can be read beside it.
            double kept = left;
            while (kept > 0 && runs.size() > fanIn(kept)) {
                double written = Math.min(runBytes, kept);
                write(written, 0);
                kept -= written;
            }
        }

        private void write(double bytes, int before) {
            runs.add(new Run(bytes, before + 1));
            writtenBytes += bytes;
            passes = Math.max(passes, before + 1);
        }

        private int fanIn(double keptBytes) {
            return (int) ((mergeBytes - keptBytes - rereadBytes) / readerBytes);
        }

        void merge() {
            int fanIn = Math.max(2, fanIn(0));
            while (runs.size() > fanIn) {
                int excess = (runs.size() - 1) % (fanIn - 1);
                int count = excess == 0 ? fanIn : excess + 1;
                double bytes = 0;
                int before = 0;
                for (int i = 0; i < count; i++) {
                    Run run = runs.remove();
                    bytes += run.bytes;
                    before = Math.max(before, run.passes);
                }
                write(bytes, before);
            }
        }
    }
}
