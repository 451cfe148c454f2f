package io.plimsoll.operators.aggregate;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.aggregate.function.ApproximateDistinctCount;
import io.plimsoll.operators.aggregate.partition.AggregateControl;
import io.plimsoll.operators.aggregate.read.GroupCursor;
import io.plimsoll.operators.aggregate.table.Attachments;
import io.plimsoll.operators.aggregate.table.GroupLayout;
import io.plimsoll.operators.record.RecordPieces;
import java.io.IOException;

/**
 * Groups with their final states, one at a time, each once.
 *
 * <p>Usage: {@code while (results.next()) { ... }}, and {@code close} in the end. What is said of
 * the current group is valid until the next call of {@code next}.
 *
 * <p>Not thread-safe, but for {@link #groupsRead}.
 */
public final class AggregateResults implements AutoCloseable {

    /** How often, in groups, what others see is brought up to date: a power of two. */
    private static final int PUBLISH_GROUPS = 4096;

    private final GroupLayout layout;
    private final GroupCursor cursor;
    private final AggregateControl control;
    private long count;
    private volatile long publishedCount;

    AggregateResults(GroupLayout layout, GroupCursor cursor, AggregateControl control) {
        this.layout = layout;
        this.cursor = cursor;
        this.control = control;
    }

    /**
     * Goes on to the next group.
     *
     * @return false when there is none
     * @throws IOException when temporary files can't be read or written
     * @throws java.util.concurrent.CancellationException when the aggregator was cancelled
     */
    public boolean next() throws IOException {
        if ((count & (PUBLISH_GROUPS - 1)) == 0) {
            control.checkCancelled();
            publishedCount = count;
        }
        if (cursor.next()) {
            count++;
            return true;
        }
        publishedCount = count;
        return false;
    }

    /** Where the group's key starts. */
    public long keyAddress() {
        return layout.keyAddress(cursor.record());
    }

    /** How long the group's key is. */
    public int keyBytes() {
        return layout.keyBytesOf(cursor.record());
    }

    /** Where the group's states start. */
    public long state() {
        return layout.stateAddress(cursor.record());
    }

    /** Where a function's state lies in a group's. */
    public int offset(int function) {
        return layout.offset(function);
    }

    /** How many different values the group has, of a function that counts those. */
    public long distinctCount(int function) {
        if (layout.function(function) instanceof ApproximateDistinctCount) {
            return hasValue(function)
                    ? ApproximateDistinctCount.estimate(
                            valueAddress(function), valueBytes(function))
                    : 0;
        }
        return RawMemory.getLong(state() + layout.offset(function));
    }

    /** Whether the group has a value, of a function that keeps one. */
    public boolean hasValue(int function) {
        return valueAddress(function) != 0;
    }

    /** Where the group's value starts, 0 if it has none. */
    public long valueAddress(int function) {
        return attachments().valueAddress(state(), function);
    }

    /** How long the group's value is. Requires: it has one. */
    public int valueBytes(int function) {
        return attachments().valueBytes(state(), function);
    }

    /**
     * Hands on the values of a list, each in one piece. Of several lists of a group the one of the
     * function with the lower index comes first; each is handed on once, as it may be on disk.
     *
     * @throws IOException when the target can't take one
     */
    public void forEachElement(int function, RecordPieces target) throws IOException {
        cursor.forEachElement(function, target);
    }

    /** How many groups were read so far, a little behind. Any thread. */
    public long groupsRead() {
        return publishedCount;
    }

    /** Gives back all memory and deletes temporary files. Idempotent. */
    @Override
    public void close() {
        cursor.close();
    }

    private Attachments attachments() {
        return cursor.table().attachments();
    }
}
