package io.plimsoll.operators;

import io.plimsoll.memory.access.RawArrays;
import io.plimsoll.operators.aggregate.AggregateResults;
import io.plimsoll.operators.aggregate.AggregateWriter;
import io.plimsoll.operators.aggregate.function.StateFunction;
import io.plimsoll.serde.view.DataOutputSerializer;
import java.io.IOException;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** An aggregate of numbers, whose state has a fixed size. Immutable; any thread. */
final class NumberAggregate<T, F extends StateFunction, V extends @Nullable Object>
        extends Aggregate<T, V> {

    private final Supplier<F> function;
    private final ToLongFunction<? super T> bits;
    private final Adder<F> adder;
    private final Getter<F, V> getter;

    /**
     * Creates one.
     *
     * @param function makes what computes it
     * @param bits a record's number, as 64 bits
     * @param adder adds such bits to a state
     * @param getter gives the result of a state
     */
    NumberAggregate(
            Supplier<F> function,
            ToLongFunction<? super T> bits,
            Adder<F> adder,
            Getter<F, V> getter) {
        this.function = function;
        this.bits = bits;
        this.adder = adder;
        this.getter = getter;
    }

    @Override
    StateFunction function() {
        return function.get();
    }

    @Override
    boolean write(T record, long position, DataOutputSerializer target) throws IOException {
        long value = bits.applyAsLong(record);
        target.writeLong(RawArrays.NATIVE_IS_LITTLE_ENDIAN ? Long.reverseBytes(value) : value);
        return true;
    }

    @Override
    @SuppressWarnings("unchecked") // the function is one that this made
    long add(
            StateFunction any,
            AggregateWriter writer,
            int index,
            long state,
            byte[] bytes,
            int offset,
            int lengthBytes) {
        adder.add((F) any, state + writer.offset(index), (long) RawArrays.LONG.get(bytes, offset));
        return state;
    }

    @Override
    @SuppressWarnings("unchecked") // the function is one that this made
    V result(StateFunction any, AggregateResults results, int index) {
        return getter.get((F) any, results.state() + results.offset(index));
    }

    /** Adds a number to a state. */
    interface Adder<F> {
        void add(F function, long state, long bits);
    }

    /** Gives a state's result. */
    interface Getter<F, V extends @Nullable Object> {
        V get(F function, long state);
    }
}
