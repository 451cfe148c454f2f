package io.plimsoll.operators;

import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.operators.sort.BinarySorter;
import io.plimsoll.serde.key.NormalizedKey;
import io.plimsoll.serde.type.TypeSerializer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Describes an {@link ExternalSorter}. Only the order is required.
 *
 * <p>Not thread-safe; each {@link #open} gives a sorter of its own.
 *
 * @param <T> the records' type
 */
public final class ExternalSorterBuilder<T> {

    private static final int MAX_DEFAULT_THREADS = 2;

    private final TypeSerializer<T> serializer;
    private @Nullable NormalizedKey<? super T> key;
    private final JobBuilder own = Job.builder();
    private long maxBytes = Long.MAX_VALUE;
    private int threads = Math.min(MAX_DEFAULT_THREADS, Runtime.getRuntime().availableProcessors());
    private boolean distinct;
    private boolean stable = true;
    private boolean descending;
    private long limit = Long.MAX_VALUE;
    private @Nullable Job job;

    ExternalSorterBuilder(TypeSerializer<T> serializer) {
        this.serializer = serializer;
    }

    /** What records are ordered by, such as a {@link io.plimsoll.serde.key.SortKey}. */
    public ExternalSorterBuilder<T> orderBy(NormalizedKey<? super T> order) {
        key = order;
        return this;
    }

    /** Sorts the other way round: the largest key first. */
    public ExternalSorterBuilder<T> descending() {
        descending = true;
        return this;
    }

    /**
     * Whether records with equal keys stay in the order in which they were added, as they do unless
     * this says false. If not, they are ordered by their serialized bytes, and each takes eight
     * bytes less.
     */
    public ExternalSorterBuilder<T> stable(boolean value) {
        stable = value;
        return this;
    }

    /**
     * Gives the first records only, that many. Of the others most are dropped as they come, once
     * memory was full; the wanted ones may be more than fit in it.
     */
    public ExternalSorterBuilder<T> limit(long records) {
        if (records < 1) {
            throw new IllegalArgumentException("limit=" + records + " (expected 1 or more)");
        }
        limit = records;
        return this;
    }

    /**
     * Of records with equal keys only one is kept: the one that was added first; or, if not {@link
     * #stable}, the one whose serialized bytes come first in the order. Duplicates in memory at the
     * same time never go to disk.
     */
    public ExternalSorterBuilder<T> distinct() {
        distinct = true;
        return this;
    }

    /**
     * The memory, in bytes, that the sorter has, 64 MiB unless set; or in a job the most that it
     * takes, all unless set.
     */
    public ExternalSorterBuilder<T> memoryBytes(long bytes) {
        own.memoryBytes(bytes);
        maxBytes = bytes;
        return this;
    }

    /** Where temporary files go; the system's temporary directory unless set. */
    public ExternalSorterBuilder<T> temporaryDirectories(Path... paths) {
        own.temporaryDirectories(paths);
        return this;
    }

    /** How many threads sort behind the one that adds; two unless set, or one on one core. */
    public ExternalSorterBuilder<T> threads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads=" + count + " (expected 1 or more)");
        }
        threads = count;
        return this;
    }

    /** Shares a job's memory and temporary files with its other operators. */
    public ExternalSorterBuilder<T> in(Job shared) {
        job = shared;
        return this;
    }

    /**
     * Opens the sorter.
     *
     * @throws IllegalStateException when there is no order
     * @throws IllegalArgumentException when the memory is too little to sort with; the message says
     *     what would do
     * @throws UncheckedIOException when no temporary directory can be used
     */
    public ExternalSorter<T> open() {
        NormalizedKey<? super T> order = key;
        if (order == null) {
            throw new IllegalStateException("orderBy not set (expected a key)");
        }
        Job shared = job;
        if (shared != null) {
            return open(order, shared, null);
        }
        Job opened = own.open();
        boolean done = false;
        try {
            ExternalSorter<T> sorter = open(order, opened, opened);
            done = true;
            return sorter;
        } finally {
            if (!done) {
                opened.close();
            }
        }
    }

    private ExternalSorter<T> open(NormalizedKey<? super T> order, Job in, @Nullable Job closed) {
        try {
            BinarySorter sorter =
                    BinarySorter.options()
                            .writers(threads)
                            .keyed(true)
                            .stable(stable)
                            .distinct(distinct)
                            .descending(descending)
                            .limit(limit)
                            .maxBytes(Math.min(maxBytes, in.operatorBytes()))
                            .open(in.pool(), in.io());
            return new ExternalSorter<>(serializer.duplicate(), order, closed, sorter);
        } catch (MemoryReservationException e) {
            long least = BinarySorter.minimumBytes(in.io(), in.pool().pageSizeBytes(), threads);
            throw new IllegalArgumentException(
                    "memory too little to sort with (expected at least "
                            + least
                            + " bytes free): "
                            + e.getMessage(),
                    e);
        }
    }
}
