package io.plimsoll.operators;

import io.plimsoll.operators.aggregate.AggregateResults;
import io.plimsoll.operators.aggregate.AggregateWriter;
import io.plimsoll.operators.aggregate.function.StateFunction;
import io.plimsoll.serde.view.DataOutputSerializer;
import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Something to compute of each group, made by {@link Aggregates}; what its result is asked for
 * with, too.
 *
 * <p>Immutable; any thread.
 *
 * @param <T> the records' type
 * @param <V> the result's type
 */
public abstract class Aggregate<T, V extends @Nullable Object> {

    Aggregate() {}

    /** The same of those records only for which the condition holds. */
    public Aggregate<T, V> where(Predicate<? super T> condition) {
        return new Filtered<>(this, condition);
    }

    /** What computes it. */
    abstract StateFunction function();

    /**
     * Writes what is to be added for a record, on the thread that adds records.
     *
     * @param position the record's number
     * @return false when there is nothing to add
     */
    abstract boolean write(T record, long position, DataOutputSerializer target) throws IOException;

    /**
     * Adds what was written to a group, on any of the threads behind.
     *
     * @param function this aggregate's function, of that thread
     * @param index its index
     * @param state where the group's states are
     * @return where they are afterwards
     */
    abstract long add(
            StateFunction function,
            AggregateWriter writer,
            int index,
            long state,
            byte[] bytes,
            int offset,
            int lengthBytes)
            throws IOException;

    /** The result of the current group. */
    abstract V result(StateFunction function, AggregateResults results, int index)
            throws IOException;

    /** What some records don't take part in. */
    private static final class Filtered<T, V extends @Nullable Object> extends Aggregate<T, V> {

        private final Aggregate<T, V> inner;
        private final Predicate<? super T> condition;

        Filtered(Aggregate<T, V> inner, Predicate<? super T> condition) {
            this.inner = inner;
            this.condition = condition;
        }

        @Override
        StateFunction function() {
            return inner.function();
        }

        @Override
        boolean write(T record, long position, DataOutputSerializer target) throws IOException {
            return condition.test(record) && inner.write(record, position, target);
        }

        @Override
        long add(
                StateFunction function,
                AggregateWriter writer,
                int index,
                long state,
                byte[] bytes,
                int offset,
                int lengthBytes)
                throws IOException {
            return inner.add(function, writer, index, state, bytes, offset, lengthBytes);
        }

        @Override
        V result(StateFunction function, AggregateResults results, int index) throws IOException {
            return inner.result(function, results, index);
        }
    }
}
