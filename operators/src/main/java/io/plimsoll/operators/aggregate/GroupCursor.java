package io.plimsoll.operators.aggregate;

import io.plimsoll.operators.aggregate.table.GroupTable;
import java.io.IOException;

/** Groups with their final states, one at a time. Not thread-safe. */
interface GroupCursor extends AutoCloseable {

    /** Goes on to the next group; false when there is none. */
    boolean next() throws IOException;

    /** The current group's record. */
    long record();

    /** The table that it is of, which knows what is attached. */
    GroupTable table();

    /** Gives back memory and deletes files. Idempotent. */
    @Override
    void close();
}
