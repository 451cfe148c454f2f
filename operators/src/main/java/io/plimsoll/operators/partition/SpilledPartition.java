package io.plimsoll.operators.partition;

import io.plimsoll.spill.IOManager;
import io.plimsoll.spill.run.SpillRun;
import java.util.ArrayList;
import java.util.List;

/**
 * A partition on disk: the runs that its writers wrote, and what is known of their records.
 *
 * @param runs its records, in no particular order of runs
 * @param statistics of all its records
 */
public record SpilledPartition(List<SpillRun> runs, PartitionStatistics statistics) {

    /** Without records. */
    public static final SpilledPartition EMPTY =
            new SpilledPartition(List.of(), PartitionStatistics.NONE);

    /** Takes a copy of the list. */
    public SpilledPartition {
        runs = List.copyOf(runs);
    }

    /** The records of both. */
    public SpilledPartition and(SpilledPartition other) {
        List<SpillRun> all = new ArrayList<>(runs);
        all.addAll(other.runs);
        return new SpilledPartition(all, statistics.and(other.statistics));
    }

    public boolean isEmpty() {
        return statistics.records() == 0;
    }

    public long records() {
        return statistics.records();
    }

    /** What the records take of pages. */
    public long bytes() {
        return statistics.bytes();
    }

    /** Deletes the files, those that are left. Idempotent. */
    public void delete(IOManager io) {
        runs.forEach(io::delete);
    }
}
