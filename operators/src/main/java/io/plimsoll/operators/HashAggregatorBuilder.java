package io.plimsoll.operators;

import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.operators.aggregate.BinaryAggregator;
import io.plimsoll.operators.aggregate.function.StateFunction;
import io.plimsoll.serde.type.TypeSerializer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link HashAggregator}. Without aggregates it gives the different keys.
 *
 * <p>Not thread-safe; each {@link #open} gives an aggregator of its own.
 *
 * @param <T> the records' type
 * @param <K> the keys' type
 */
public final class HashAggregatorBuilder<T, K> {

    private static final int MAX_DEFAULT_THREADS = 2;

    private final TypeSerializer<K> keySerializer;
    private final Function<? super T, ? extends K> key;
    private final JobBuilder own = Job.builder();
    private final List<Aggregate<T, ?>> aggregates = new ArrayList<>();
    private long maxBytes = Long.MAX_VALUE;
    private int threads = Math.min(MAX_DEFAULT_THREADS, Runtime.getRuntime().availableProcessors());
    private @Nullable Job job;

    HashAggregatorBuilder(TypeSerializer<K> keySerializer, Function<? super T, ? extends K> key) {
        this.keySerializer = keySerializer;
        this.key = key;
    }

    /** What to compute of each group, in addition to what was said before. */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final HashAggregatorBuilder<T, K> aggregate(Aggregate<T, ?>... more) {
        aggregates.addAll(List.of(more));
        return this;
    }

    /**
     * The memory, in bytes, that the aggregator has, 64 MiB unless set; or in a job the most that
     * it takes, all unless set.
     */
    public HashAggregatorBuilder<T, K> memoryBytes(long bytes) {
        own.memoryBytes(bytes);
        maxBytes = bytes;
        return this;
    }

    /** Where temporary files go; the system's temporary directory unless set. */
    public HashAggregatorBuilder<T, K> temporaryDirectories(Path... paths) {
        own.temporaryDirectories(paths);
        return this;
    }

    /** How many threads group behind the one that adds; two unless set, or one on one core. */
    public HashAggregatorBuilder<T, K> threads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads=" + count + " (expected 1 or more)");
        }
        threads = count;
        return this;
    }

    /** Shares a job's memory and temporary files with its other operators. */
    public HashAggregatorBuilder<T, K> in(Job shared) {
        job = shared;
        return this;
    }

    /**
     * Opens the aggregator.
     *
     * @throws IllegalArgumentException when the memory is too little to group with; the message
     *     says what would do
     * @throws UncheckedIOException when no temporary directory can be used
     */
    public HashAggregator<T, K> open() {
        Job shared = job;
        if (shared != null) {
            return open(shared, null);
        }
        Job opened = own.open();
        boolean done = false;
        try {
            HashAggregator<T, K> aggregator = open(opened, opened);
            done = true;
            return aggregator;
        } finally {
            if (!done) {
                opened.close();
            }
        }
    }

    Function<? super T, ? extends K> key() {
        return key;
    }

    TypeSerializer<K> keySerializer() {
        return keySerializer;
    }

    List<Aggregate<T, ?>> aggregates() {
        return List.copyOf(aggregates);
    }

    private HashAggregator<T, K> open(Job in, @Nullable Job closed) {
        StateFunction[] functions =
                aggregates.stream().map(Aggregate::function).toArray(StateFunction[]::new);
        int keyBytes = keySerializer.getLength();
        try {
            BinaryAggregator aggregator =
                    BinaryAggregator.options()
                            .writers(threads)
                            .functions(functions)
                            .fixedKeyBytes(Math.max(0, keyBytes))
                            .maxBytes(Math.min(maxBytes, in.pool().availableBytes()))
                            .open(in.pool(), in.io());
            return new HashAggregator<>(this, functions, closed, aggregator);
        } catch (MemoryReservationException e) {
            long least = BinaryAggregator.minimumBytes(in.io(), in.pool().pageSizeBytes(), threads);
            throw new IllegalArgumentException(
                    "memory too little to group with (expected at least "
                            + least
                            + " bytes free): "
                            + e.getMessage(),
                    e);
        }
    }
}
