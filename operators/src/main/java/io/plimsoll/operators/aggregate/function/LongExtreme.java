package io.plimsoll.operators.aggregate.function;

import io.plimsoll.memory.access.RawMemory;

/** The smallest or the largest of longs. Any thread. */
public final class LongExtreme extends StateFunction {

    private static final int PRESENT = Long.BYTES;

    private final boolean largest;

    private LongExtreme(boolean largest) {
        this.largest = largest;
    }

    /** The smallest. */
    public static LongExtreme min() {
        return new LongExtreme(false);
    }

    /** The largest. */
    public static LongExtreme max() {
        return new LongExtreme(true);
    }

    @Override
    public int stateBytes() {
        return Long.BYTES + 1;
    }

    /** Without a value, the number that any other replaces: {@code add} has one case only. */
    @Override
    public void initialize(long state) {
        RawMemory.putLong(state, largest ? Long.MIN_VALUE : Long.MAX_VALUE);
        RawMemory.putByte(state + PRESENT, (byte) 0);
    }

    /** Adds a value. */
    public void add(long state, long value) {
        long before = RawMemory.getLong(state);
        RawMemory.putLong(state, largest ? Math.max(before, value) : Math.min(before, value));
        RawMemory.putByte(state + PRESENT, (byte) 1);
    }

    @Override
    public void merge(long into, long from) {
        if (isPresent(from)) {
            add(into, RawMemory.getLong(from));
        }
    }

    /** Whether there is a value. */
    public boolean isPresent(long state) {
        return RawMemory.getByte(state + PRESENT) != 0;
    }

    /** The value; without meaning when there is none. */
    public long get(long state) {
        return RawMemory.getLong(state);
    }
}
