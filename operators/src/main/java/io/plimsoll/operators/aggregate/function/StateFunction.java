package io.plimsoll.operators.aggregate.function;

/**
 * A function of a group's values, computed in a state of fixed size.
 *
 * <p>States are given as addresses and need no alignment. What a subclass calls {@code add} takes a
 * value; {@code get} gives the result.
 */
public abstract class StateFunction {

    /** For functions of other rooms of this module, such as those of decimals. */
    protected StateFunction() {}

    /** How many bytes a state takes. */
    public abstract int stateBytes();

    /** Writes the empty state. */
    public abstract void initialize(long state);

    /** Adds what another state has seen to this one. */
    public abstract void merge(long into, long from);
}
