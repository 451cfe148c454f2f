package io.plimsoll.operators;

import io.plimsoll.memory.access.RawArrays;
import io.plimsoll.operators.aggregate.AggregateResults;
import io.plimsoll.operators.aggregate.function.ApproximateDistinctCount;
import io.plimsoll.operators.aggregate.function.BytesExtreme;
import io.plimsoll.operators.aggregate.function.CollectList;
import io.plimsoll.operators.aggregate.function.Count;
import io.plimsoll.operators.aggregate.function.DistinctCount;
import io.plimsoll.operators.aggregate.function.DoubleAverage;
import io.plimsoll.operators.aggregate.function.DoubleExtreme;
import io.plimsoll.operators.aggregate.function.DoubleSum;
import io.plimsoll.operators.aggregate.function.LongAverage;
import io.plimsoll.operators.aggregate.function.LongExtreme;
import io.plimsoll.operators.aggregate.function.LongSum;
import io.plimsoll.operators.aggregate.function.PositionedBytes;
import io.plimsoll.operators.aggregate.function.Variance;
import io.plimsoll.serde.key.KeySink;
import io.plimsoll.serde.key.NormalizedKey;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataOutputSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link HashAggregator} can compute of each group.
 *
 * <p>A null is no value, as in SQL: it takes part in nothing but {@link #count}. The result of no
 * values is 0 for counts, an empty list for lists, and null for all else.
 */
public final class Aggregates {

    private Aggregates() {}

    /** How many records there are. */
    public static <T> Aggregate<T, Long> count() {
        return new NumberAggregate<>(
                Count::new, record -> 0, (f, state, bits) -> f.add(state), Count::get);
    }

    /**
     * The exact sum, if it is a long.
     *
     * <p>Reading a result that is none throws an {@link ArithmeticException}; {@link #sumExact} has
     * no such limit.
     */
    public static <T> Aggregate<T, @Nullable Long> sumLong(ToLongFunction<? super T> value) {
        return new NumberAggregate<T, LongSum, @Nullable Long>(
                LongSum::new,
                value,
                LongSum::add,
                (f, state) -> f.isPresent(state) ? f.get(state) : null);
    }

    /** The exact sum of longs, however large. */
    public static <T> Aggregate<T, @Nullable BigInteger> sumExact(ToLongFunction<? super T> value) {
        return new NumberAggregate<T, LongSum, @Nullable BigInteger>(
                LongSum::new,
                value,
                LongSum::add,
                (f, state) -> f.isPresent(state) ? f.toBigInteger(state) : null);
    }

    /** The sum of doubles, compensated for what additions round off. */
    public static <T> Aggregate<T, @Nullable Double> sumDouble(ToDoubleFunction<? super T> value) {
        return new NumberAggregate<T, DoubleSum, @Nullable Double>(
                DoubleSum::new,
                bits(value),
                (f, state, bits) -> f.add(state, Double.longBitsToDouble(bits)),
                (f, state) -> f.isPresent(state) ? f.get(state) : null);
    }

    /** The smallest long. */
    public static <T> Aggregate<T, @Nullable Long> minLong(ToLongFunction<? super T> value) {
        return extreme(LongExtreme::min, value);
    }

    /** The largest long. */
    public static <T> Aggregate<T, @Nullable Long> maxLong(ToLongFunction<? super T> value) {
        return extreme(LongExtreme::max, value);
    }

    /** The smallest double; NaN is larger than any other. */
    public static <T> Aggregate<T, @Nullable Double> minDouble(ToDoubleFunction<? super T> value) {
        return extremeOfDoubles(DoubleExtreme::min, value);
    }

    /** The largest double; NaN is larger than any other. */
    public static <T> Aggregate<T, @Nullable Double> maxDouble(ToDoubleFunction<? super T> value) {
        return extremeOfDoubles(DoubleExtreme::max, value);
    }

    /** The average of longs, of their exact sum. */
    public static <T> Aggregate<T, @Nullable Double> averageLong(ToLongFunction<? super T> value) {
        return new NumberAggregate<T, LongAverage, @Nullable Double>(
                LongAverage::new,
                value,
                LongAverage::add,
                (f, state) -> f.isPresent(state) ? f.get(state) : null);
    }

    /** The average of doubles. */
    public static <T> Aggregate<T, @Nullable Double> averageDouble(
            ToDoubleFunction<? super T> value) {
        return new NumberAggregate<T, DoubleAverage, @Nullable Double>(
                DoubleAverage::new,
                bits(value),
                (f, state, bits) -> f.add(state, Double.longBitsToDouble(bits)),
                (f, state) -> f.isPresent(state) ? f.get(state) : null);
    }

    /** The variance, estimated from the values as a sample; null for fewer than two. */
    public static <T> Aggregate<T, @Nullable Double> variance(ToDoubleFunction<? super T> value) {
        return ofVariance(value, (f, state) -> f.count(state) < 2 ? null : f.sample(state));
    }

    /** The standard deviation, estimated from the values as a sample; null for fewer than two. */
    public static <T> Aggregate<T, @Nullable Double> standardDeviation(
            ToDoubleFunction<? super T> value) {
        return ofVariance(
                value, (f, state) -> f.count(state) < 2 ? null : Math.sqrt(f.sample(state)));
    }

    /** The smallest value in an order. */
    public static <T, V> Aggregate<T, @Nullable V> min(
            NormalizedKey<? super V> order,
            TypeSerializer<V> serializer,
            Function<? super T, ? extends @Nullable V> value) {
        return extreme(BytesExtreme::min, order, serializer, value);
    }

    /** The largest value in an order. */
    public static <T, V> Aggregate<T, @Nullable V> max(
            NormalizedKey<? super V> order,
            TypeSerializer<V> serializer,
            Function<? super T, ? extends @Nullable V> value) {
        return extreme(BytesExtreme::max, order, serializer, value);
    }

    /** The value that was added first. */
    public static <T, V> Aggregate<T, @Nullable V> first(
            TypeSerializer<V> serializer, Function<? super T, ? extends @Nullable V> value) {
        return positioned(PositionedBytes::first, serializer, value);
    }

    /** The value that was added last. */
    public static <T, V> Aggregate<T, @Nullable V> last(
            TypeSerializer<V> serializer, Function<? super T, ? extends @Nullable V> value) {
        return positioned(PositionedBytes::last, serializer, value);
    }

    /**
     * All values, in no particular order. Groups of any size are collected; reading one gives a
     * list on the heap.
     */
    public static <T, V> Aggregate<T, List<V>> collectList(
            TypeSerializer<V> serializer, Function<? super T, ? extends @Nullable V> value) {
        return new ValueAggregate<>(
                CollectList::new,
                writing(serializer, value),
                (results, index) -> {
                    List<V> list = new ArrayList<>();
                    results.forEachElement(
                            index,
                            (address, length) ->
                                    list.add(
                                            serializer.deserialize(
                                                    ValueAggregate.input(address, length, 0))));
                    return list;
                });
    }

    /** How many different values there are, exactly; each is kept once. */
    public static <T, V> Aggregate<T, Long> countDistinct(
            TypeSerializer<V> serializer, Function<? super T, ? extends @Nullable V> value) {
        return new ValueAggregate<T, Long>(
                DistinctCount::new, writing(serializer, value), AggregateResults::distinctCount);
    }

    /**
     * How many different values there are, to within about two percent, in five kilobytes a group
     * at most: HyperLogLog, of Apache DataSketches. Up to 128 values are counted exactly.
     */
    public static <T, V> Aggregate<T, Long> countDistinctApproximately(
            TypeSerializer<V> serializer, Function<? super T, ? extends @Nullable V> value) {
        return new ValueAggregate<T, Long>(
                ApproximateDistinctCount::new,
                writing(serializer, value),
                AggregateResults::distinctCount);
    }

    /**
     * An aggregate of the user's own.
     *
     * @param function what is computed
     * @param accumulators serializes accumulators
     * @param values serializes values, on their way to other threads
     * @param value the value of a record; null if it has none
     */
    public static <T, I, A, O> Aggregate<T, @Nullable O> of(
            AggregateFunction<I, A, O> function,
            TypeSerializer<A> accumulators,
            TypeSerializer<I> values,
            Function<? super T, ? extends @Nullable I> value) {
        return new ValueAggregate<T, @Nullable O>(
                () -> new AccumulatorFunction<>(function, accumulators, values),
                writing(values, value),
                (results, index) ->
                        results.hasValue(index)
                                ? function.getResult(
                                        accumulators.deserialize(
                                                ValueAggregate.input(
                                                        results.valueAddress(index),
                                                        results.valueBytes(index),
                                                        0)))
                                : null);
    }

    private static <T> ToLongFunction<T> bits(ToDoubleFunction<? super T> value) {
        return record -> Double.doubleToRawLongBits(value.applyAsDouble(record));
    }

    private static <T> Aggregate<T, @Nullable Long> extreme(
            Supplier<LongExtreme> function, ToLongFunction<? super T> value) {
        return new NumberAggregate<T, LongExtreme, @Nullable Long>(
                function,
                value,
                LongExtreme::add,
                (f, state) -> f.isPresent(state) ? f.get(state) : null);
    }

    private static <T> Aggregate<T, @Nullable Double> extremeOfDoubles(
            Supplier<DoubleExtreme> function, ToDoubleFunction<? super T> value) {
        return new NumberAggregate<T, DoubleExtreme, @Nullable Double>(
                function,
                bits(value),
                (f, state, bits) -> f.add(state, Double.longBitsToDouble(bits)),
                (f, state) -> f.isPresent(state) ? f.get(state) : null);
    }

    private static <T> Aggregate<T, @Nullable Double> ofVariance(
            ToDoubleFunction<? super T> value,
            NumberAggregate.Getter<Variance, @Nullable Double> getter) {
        return new NumberAggregate<T, Variance, @Nullable Double>(
                Variance::new,
                bits(value),
                (f, state, bits) -> f.add(state, Double.longBitsToDouble(bits)),
                getter);
    }

    private static <T, V> ValueAggregate.ValueWriter<T> writing(
            TypeSerializer<V> serializer, Function<? super T, ? extends @Nullable V> value) {
        return (record, position, target) -> {
            V written = value.apply(record);
            if (written == null) {
                return false;
            }
            serializer.serialize(written, target);
            return true;
        };
    }

    /** As {@code position, value}. */
    private static <T, V> Aggregate<T, @Nullable V> positioned(
            Supplier<PositionedBytes> function,
            TypeSerializer<V> serializer,
            Function<? super T, ? extends @Nullable V> value) {
        ValueAggregate.ValueWriter<T> writer = writing(serializer, value);
        return new ValueAggregate<T, @Nullable V>(
                function,
                (record, position, target) -> {
                    target.writeLong(
                            RawArrays.NATIVE_IS_LITTLE_ENDIAN
                                    ? Long.reverseBytes(position)
                                    : position);
                    return writer.write(record, position, target);
                },
                (results, index) ->
                        read(results, index, PositionedBytes.POSITION_BYTES, serializer));
    }

    /** As {@code key, value, key length}: of values with equal keys their bytes decide. */
    private static <T, V> Aggregate<T, @Nullable V> extreme(
            Supplier<BytesExtreme> function,
            NormalizedKey<? super V> order,
            TypeSerializer<V> serializer,
            Function<? super T, ? extends @Nullable V> value) {
        return new ValueAggregate<T, @Nullable V>(
                function,
                (record, position, target) -> {
                    V written = value.apply(record);
                    return written != null && writeKeyed(written, order, serializer, target);
                },
                (results, index) -> {
                    if (!results.hasValue(index)) {
                        return null;
                    }
                    int bytes = results.valueBytes(index);
                    long end = results.valueAddress(index) + bytes;
                    int keyBytes = ValueAggregate.input(end - 4, 4, 0).readInt();
                    return read(results, index, keyBytes, serializer);
                });
    }

    private static <V> boolean writeKeyed(
            V value,
            NormalizedKey<? super V> order,
            TypeSerializer<V> serializer,
            DataOutputSerializer target)
            throws IOException {
        KeySink key = new KeySink();
        order.put(value, key);
        target.write(key.array(), 0, key.length());
        serializer.serialize(value, target);
        target.writeInt(key.length());
        return true;
    }

    private static <V> @Nullable V read(
            AggregateResults results, int index, int skippedBytes, TypeSerializer<V> serializer) {
        if (!results.hasValue(index)) {
            return null;
        }
        try {
            return serializer.deserialize(
                    ValueAggregate.input(
                            results.valueAddress(index), results.valueBytes(index), skippedBytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
