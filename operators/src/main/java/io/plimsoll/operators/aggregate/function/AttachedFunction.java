package io.plimsoll.operators.aggregate.function;

import io.plimsoll.memory.access.RawMemory;

/**
 * A function whose state has no fixed size: what it keeps lies in records beside the group's.
 *
 * <p>Its state in the group's record is a number that the table makes use of: the address of what
 * is attached, or a count.
 */
public abstract sealed class AttachedFunction extends StateFunction
        permits CollectList, DistinctCount, ValueFunction {

    AttachedFunction() {}

    @Override
    public final int stateBytes() {
        return Long.BYTES;
    }

    @Override
    public final void initialize(long state) {
        RawMemory.putLong(state, 0);
    }

    /** Does nothing: what is attached is merged by its own records. */
    @Override
    public final void merge(long into, long from) {}

    /** This function for another thread. */
    public AttachedFunction duplicate() {
        return this;
    }
}
