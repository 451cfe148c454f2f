package io.plimsoll.operators.join.pass;

import io.plimsoll.operators.join.table.Marks;
import java.io.IOException;

/** Takes records of one side, a thread's share of them; it always finds room, or throws. */
public interface RecordSink {

    /**
     * Places a small record, whose key and payload the caller writes before it places another.
     *
     * @param keyBytesAndMarks the key's length and the record's {@link Marks}
     * @return where key and payload go
     */
    long place(long hash, int keyBytesAndMarks, int contentBytes) throws IOException;

    /** Opens a large record, whose key and payload are then appended. */
    void open(long hash, int keyBytesAndMarks, long contentBytes) throws IOException;

    /** Appends to the open record; with its last byte it ends. */
    void append(long address, int lengthBytes) throws IOException;

    /** As {@link #append(long, int)}, from an array. */
    void append(byte[] source, int offset, int lengthBytes) throws IOException;

    /** Does what is left to do with the records so far. */
    void flush() throws IOException;
}
