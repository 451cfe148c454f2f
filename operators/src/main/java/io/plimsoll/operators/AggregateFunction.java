package io.plimsoll.operators;

/**
 * An aggregate of a user's own: what is known of a group's values is kept in an accumulator, which
 * is serialized between calls. With the names and the meaning of Apache Flink's interface.
 *
 * <p>{@link #add} and {@link #merge} may change the accumulator that they are given, and return it.
 * Several threads call these methods at a time, each with accumulators of its own.
 *
 * @param <I> the values
 * @param <A> the accumulator
 * @param <O> the result
 */
public interface AggregateFunction<I, A, O> {

    /** A new accumulator, of no values. */
    A createAccumulator();

    /** Adds a value; returns the accumulator to go on with. */
    A add(I value, A accumulator);

    /** The result of all values that were added. */
    O getResult(A accumulator);

    /** What two accumulators, of different values of one group, are together. */
    A merge(A first, A second);
}
