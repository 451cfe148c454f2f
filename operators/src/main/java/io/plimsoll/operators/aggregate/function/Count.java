package io.plimsoll.operators.aggregate.function;

import io.plimsoll.memory.access.RawMemory;

/** How many values there are. Any thread. */
public final class Count extends StateFunction {

    @Override
    public int stateBytes() {
        return Long.BYTES;
    }

    @Override
    public void initialize(long state) {
        RawMemory.putLong(state, 0);
    }

    /** Counts one. */
    public void add(long state) {
        RawMemory.putLong(state, RawMemory.getLong(state) + 1);
    }

    /** Counts several. */
    public void add(long state, long count) {
        RawMemory.putLong(state, RawMemory.getLong(state) + count);
    }

    @Override
    public void merge(long into, long from) {
        RawMemory.putLong(into, RawMemory.getLong(into) + RawMemory.getLong(from));
    }

    /** The number of values. */
    public long get(long state) {
        return RawMemory.getLong(state);
    }
}
