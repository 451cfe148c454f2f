package io.plimsoll.operators.run;

import io.plimsoll.operators.record.RecordPieces;
import java.io.IOException;

/**
 * A sorted sequence of records, one at a time: what a {@link LoserTree} merges.
 *
 * <p>The current record's first {@link #pieceBytes} bytes lie at {@link #bytesAddress}; those of a
 * small record are all of them. The rest of a large one is read with {@link #streamRest}, once, or
 * through {@link #reread}, again and again.
 *
 * <p>Not thread-safe.
 */
public abstract sealed class MergeSource implements AutoCloseable
        permits ResidentSource, SpilledSource {

    /** The current record: its header, its own bytes, how many they are. */
    public long record;

    public long bytesAddress;
    public long pieceBytes;
    public long lengthBytes;

    /** Goes on to the next record; false, and closed, when there is none. */
    public abstract boolean advance() throws IOException;

    /** The prefix word of the current record, which starts with a piece shorter than a word. */
    public abstract long wordAcrossPieces();

    /** Hands on the bytes behind the first piece. At most once for each record. */
    public abstract void streamRest(RecordPieces target) throws IOException;

    /** Opens the current record's bytes for reading beside the merge. */
    public abstract RecordReader reread();

    @Override
    public abstract void close();

    public final boolean isContiguous() {
        return pieceBytes == lengthBytes;
    }

    /** Reads one record's bytes from its start, independently of the source. */
    public interface RecordReader extends AutoCloseable {

        /** Goes on to the next piece; false at the record's end. */
        boolean next() throws IOException;

        long address();

        long lengthBytes();

        @Override
        void close();
    }
}
