package io.plimsoll.operators.aggregate.function;

import io.plimsoll.memory.access.RawArrays;
import io.plimsoll.memory.access.RawMemory;

/**
 * The first or the last of byte strings by the positions that they have: the same one whichever
 * thread sees it, and when.
 *
 * <p>What is offered, and the value, starts with its position: eight bytes in native order. Of
 * equal positions the one that was seen first stays.
 *
 * <p>Any thread.
 */
public final class PositionedBytes extends ValueFunction {

    /** How many bytes a position takes, before the value's own. */
    public static final int POSITION_BYTES = Long.BYTES;

    private final boolean last;

    private PositionedBytes(boolean last) {
        this.last = last;
    }

    /** The one with the lowest position. */
    public static PositionedBytes first() {
        return new PositionedBytes(false);
    }

    /** The one with the highest position. */
    public static PositionedBytes last() {
        return new PositionedBytes(true);
    }

    @Override
    public int offer(long current, int currentBytes, byte[] offered, int offset, int lengthBytes) {
        return choose(RawMemory.getLong(current), (long) RawArrays.LONG.get(offered, offset));
    }

    @Override
    public int merge(long current, int currentBytes, long other, int otherBytes) {
        return choose(RawMemory.getLong(current), RawMemory.getLong(other));
    }

    private int choose(long current, long other) {
        return (last ? other > current : other < current) ? REPLACE : KEEP;
    }

    @Override
    public ValueFunction duplicate() {
        return new PositionedBytes(last);
    }
}
