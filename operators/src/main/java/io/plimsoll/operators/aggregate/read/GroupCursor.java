package io.plimsoll.operators.aggregate.read;

import io.plimsoll.operators.aggregate.table.Attachments;
import io.plimsoll.operators.aggregate.table.GroupTable;
import io.plimsoll.operators.record.RecordPieces;
import java.io.IOException;

/** Groups with their final states, one at a time. Not thread-safe. */
public interface GroupCursor extends AutoCloseable {

    /** Goes on to the next group; false when there is none. */
    boolean next() throws IOException;

    /** The current group's record. */
    long record();

    /** The table that it is of, which knows what is attached. */
    GroupTable table();

    /** Hands on the values of the current group's list, each in one piece. */
    default void forEachElement(int function, RecordPieces target) throws IOException {
        Attachments attachments = table().attachments();
        long state = attachments.stateAddress(record());
        for (long item = attachments.firstItem(state, function);
                item != 0;
                item = attachments.nextItem(item)) {
            target.accept(attachments.itemAddress(item), attachments.itemBytes(item));
        }
    }

    /** Gives back memory and deletes files. Idempotent. */
    @Override
    void close();
}
