package io.plimsoll.plan.profile;

import java.util.Locale;

/** Where a TaskManager runs, or what it does. */
public enum Profile {
    /** On a machine, started by Flink's own scripts. */
    STANDALONE,
    /** In a container of its own, which is killed when it takes too much. */
    CONTAINER,
    /** Streaming, with state on the heap. */
    HEAP_STATE,
    /** Streaming, with state in RocksDB. */
    ROCKSDB_STATE,
    /** Batch jobs. */
    BATCH,
    /** Operators that keep their data on Plimsoll's pages rather than in managed memory. */
    PLIMSOLL;

    /** Returns its name as users write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
