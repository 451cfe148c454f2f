package io.plimsoll.benchmarks.operators.flink;

import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.generated.NormalizedKeyComputer;
import org.apache.flink.table.runtime.generated.RecordComparator;

/** Orders rows by their first field, a number: all of it is in the normalized key. */
public final class LongKeyComputer implements NormalizedKeyComputer {

    /** By the field itself: while runs are merged. */
    public static final RecordComparator COMPARATOR =
            (left, right) -> Long.compare(left.getLong(0), right.getLong(0));

    @Override
    public void putKey(RowData row, MemorySegment target, int offset) {
        // Keys are compared as unsigned, in the machine's order of bytes: the fastest there is.
        target.putLong(offset, row.getLong(0) ^ Long.MIN_VALUE);
    }

    @Override
    public int compareKey(
            MemorySegment left, int leftOffset, MemorySegment right, int rightOffset) {
        return Long.compareUnsigned(left.getLong(leftOffset), right.getLong(rightOffset));
    }

    @Override
    public void swapKey(MemorySegment left, int leftOffset, MemorySegment right, int rightOffset) {
        long word = left.getLong(leftOffset);
        left.putLong(leftOffset, right.getLong(rightOffset));
        right.putLong(rightOffset, word);
    }

    @Override
    public int getNumKeyBytes() {
        return Long.BYTES;
    }

    @Override
    public boolean isKeyFullyDetermines() {
        return true;
    }

    @Override
    public boolean invertKey() {
        return false;
    }
}
