package io.plimsoll.operators;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.aggregate.AggregateProgress;
import io.plimsoll.operators.aggregate.AggregateResults;
import io.plimsoll.operators.aggregate.BinaryAggregator;
import io.plimsoll.operators.aggregate.function.StateFunction;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputDeserializer;
import io.plimsoll.serde.view.DataOutputSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Groups any number of records in bounded memory, and computes {@link Aggregates} of each group.
 *
 * <pre>{@code
 * record Trade(String symbol, long quantity, double price) {}
 *
 * Aggregate<Trade, Long> trades = Aggregates.count();
 * Aggregate<Trade, Double> highest = Aggregates.maxDouble(Trade::price);
 *
 * try (HashAggregator<Trade, String> aggregator =
 *         HashAggregator.<Trade, String>groupBy(TypeSerializers.ofString(), Trade::symbol)
 *                 .aggregate(trades, highest)
 *                 .memoryBytes(64 << 20)
 *                 .open()) {
 *     input.forEach(aggregator::add);
 *     for (HashAggregator.Group<String> group : aggregator.groups()) {
 *         System.out.println(group.key() + ": " + group.get(trades) + " " + group.get(highest));
 *     }
 * }
 * }</pre>
 *
 * <p>Groups stay in memory as long as they fit, however many records there are. What doesn't fit
 * goes to temporary files, which are gone after {@link #close}. Keys are the same if their
 * serialized bytes are.
 *
 * <p>Threads: one thread adds and reads; others group behind it. {@link #progress} and {@link
 * #cancel} are for any thread.
 *
 * @param <T> the records' type
 * @param <K> the keys' type
 */
public final class HashAggregator<T, K> implements AutoCloseable {

    private final Function<? super T, ? extends K> key;
    private final TypeSerializer<K> keySerializer;
    private final List<Aggregate<T, ?>> aggregates;
    private final StateFunction[] functions;
    private final @Nullable Job ownJob;
    private final BinaryAggregator aggregator;
    private final GroupPipeline pipeline;
    private final DataOutputSerializer bytes = new DataOutputSerializer(256);

    private long position;
    private @Nullable AggregateResults results;
    private boolean iterated;

    HashAggregator(
            HashAggregatorBuilder<T, K> options,
            StateFunction[] functions,
            @Nullable Job ownJob,
            BinaryAggregator aggregator) {
        this.key = options.key();
        this.keySerializer = options.keySerializer().duplicate();
        this.aggregates = options.aggregates();
        this.functions = functions;
        this.ownJob = ownJob;
        this.aggregator = aggregator;
        this.pipeline = new GroupPipeline(aggregator, aggregates, functions);
    }

    /**
     * Starts to describe an aggregator.
     *
     * @param serializer writes and reads keys
     * @param key the key of a record
     */
    public static <T, K> HashAggregatorBuilder<T, K> groupBy(
            TypeSerializer<K> serializer, Function<? super T, ? extends K> key) {
        return new HashAggregatorBuilder<>(serializer, key);
    }

    /**
     * Adds a record to its group.
     *
     * @throws UncheckedIOException when its key or a value can't be serialized or is too large for
     *     the memory, or when temporary files can't be written
     * @throws java.util.concurrent.CancellationException when the aggregator was cancelled
     * @throws IllegalStateException after {@link #groups}
     */
    public void add(T record) {
        if (results != null) {
            throw new IllegalStateException("add after groups (expected before)");
        }
        try {
            GroupBatch batch = pipeline.batch();
            bytes.clear();
            keySerializer.serialize(key.apply(record), bytes);
            batch.addKey(bytes.getSharedBuffer(), bytes.length());
            addValues(record, batch);
            position++;
            pipeline.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addValues(T record, GroupBatch batch) throws IOException {
        for (Aggregate<T, ?> aggregate : aggregates) {
            bytes.clear();
            if (aggregate.write(record, position, bytes)) {
                batch.add(bytes.getSharedBuffer(), bytes.length());
            } else {
                batch.addNothing();
            }
        }
    }

    /**
     * Ends the input and gives the groups, once, in any order.
     *
     * <p>A group is valid until the next one is asked for. Its iterator throws what {@link #add}
     * does.
     *
     * @throws UncheckedIOException when temporary files can't be written or read
     * @throws java.util.concurrent.CancellationException when the aggregator was cancelled
     */
    public Iterable<Group<K>> groups() {
        finish();
        return this::iterator;
    }

    /** As {@link #groups}, each made into something of the user's. */
    public <R> Stream<R> stream(Function<? super Group<K>, ? extends R> mapping) {
        finish();
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(
                                iterator(), Spliterator.ORDERED | Spliterator.NONNULL),
                        false)
                .map(mapping);
    }

    /** How far the aggregation is. Any thread. */
    public Progress progress() {
        AggregateProgress inner = aggregator.progress();
        return new Progress(pipeline.handedOver(), inner.groupsRead(), inner.spilledBytes());
    }

    /** Ends the aggregation: what runs then throws a CancellationException. Any thread. */
    public void cancel() {
        aggregator.cancel();
    }

    /** Gives back all memory and deletes the temporary files. Idempotent. */
    @Override
    public void close() {
        pipeline.close();
        aggregator.close();
        if (ownJob != null) {
            ownJob.close();
        }
    }

    private void finish() {
        if (results == null) {
            try {
                pipeline.finish();
                results = aggregator.finish();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Iterator<Group<K>> iterator() {
        AggregateResults read = results;
        if (iterated || read == null) {
            throw new IllegalStateException("iterated twice (expected once)");
        }
        iterated = true;
        return new GroupIterator(read);
    }

    /** Goes from group to group. */
    private final class GroupIterator implements Iterator<Group<K>> {

        private final AggregateResults read;
        private final DataInputDeserializer input = new DataInputDeserializer();
        private boolean positioned;
        private boolean ended;

        GroupIterator(AggregateResults read) {
            this.read = read;
        }

        @Override
        public boolean hasNext() {
            if (!positioned && !ended) {
                try {
                    positioned = read.next();
                    ended = !positioned;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return positioned;
        }

        @Override
        public Group<K> next() {
            if (!hasNext()) {
                throw new NoSuchElementException("no more groups");
            }
            positioned = false;
            try {
                byte[] keyBytes = new byte[read.keyBytes()];
                RawMemory.copyToArray(read.keyAddress(), keyBytes, 0, keyBytes.length);
                input.setBuffer(keyBytes, 0, keyBytes.length);
                Object[] values = new Object[functions.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = aggregates.get(i).result(functions[i], read, i);
                }
                return new Group<>(keySerializer.deserialize(input), aggregates, values);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * A group: its key, and the results of its aggregates. Immutable.
     *
     * @param <K> the key's type
     */
    public static final class Group<K> {

        private final K key;
        private final List<? extends Aggregate<?, ?>> aggregates;
        private final @Nullable Object[] values;

        Group(K key, List<? extends Aggregate<?, ?>> aggregates, @Nullable Object[] values) {
            this.key = key;
            this.aggregates = aggregates;
            this.values = values;
        }

        /** The key. */
        public K key() {
            return key;
        }

        /**
         * The result of an aggregate.
         *
         * @throws IllegalArgumentException when it is none of the aggregator's
         */
        @SuppressWarnings({
            "unchecked",
            "ReferenceEquality",
            "NullAway"
        }) // this very aggregate made it
        public <V extends @Nullable Object> V get(Aggregate<?, V> aggregate) {
            for (int i = 0; i < values.length; i++) {
                if (aggregates.get(i) == aggregate) {
                    return (V) values[i];
                }
            }
            throw new IllegalArgumentException(
                    "aggregate=" + aggregate + " (expected one that the aggregator was given)");
        }

        @Override
        public String toString() {
            return key + "=" + Arrays.toString(values);
        }
    }

    /**
     * How far an aggregation is.
     *
     * @param added records that were added, a batch behind
     * @param groupsRead groups of the result that were read, a little behind
     * @param spilledBytes how many bytes were written to temporary files, uncompressed
     */
    public record Progress(long added, long groupsRead, long spilledBytes) {}
}
