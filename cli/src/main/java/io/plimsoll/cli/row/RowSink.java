package io.plimsoll.cli.row;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows, one after the other.
 *
 * <p>A row comes at once, or, where it fits in no block, in pieces: {@link #open}, {@link #append},
 * {@link #tryEnd} or {@link #drop}. When a row is added, or ended, the places of its {@link
 * #columns} are set. Not thread-safe.
 */
public interface RowSink extends AutoCloseable {

    /** The columns that are wanted of each row. */
    RowColumns columns();

    /**
     * The rows of another block follow.
     *
     * @param sequence the place of the block's first byte among those of all inputs
     */
    void begin(long sequence);

    /**
     * Adds a row.
     *
     * @return null; or what is wrong with the row, which is left out then
     */
    @Nullable String tryAdd(long address, int lengthBytes) throws IOException;

    /** As {@link #tryAdd(long, int)}, from an array's start on. */
    @Nullable String tryAdd(byte[] row, int lengthBytes) throws IOException;

    /** How many bytes all wanted columns of a row that comes in pieces may have together. */
    int maxLongColumnBytes();

    /** A row follows in pieces. */
    void open() throws IOException;

    /**
     * A piece of the open row.
     *
     * @throws RowTooLargeException when there is no memory for so large a row
     */
    void append(long address, int lengthBytes) throws IOException;

    /**
     * The open row ends.
     *
     * @return null; or what is wrong with the row, which is left out then
     */
    @Nullable String tryEnd() throws IOException;

    /** Forgets the open row. */
    void drop();

    /** Lets others use the memory until the next row. */
    void pause() throws IOException;

    /** No more rows follow. Idempotent. */
    @Override
    void close() throws IOException;
}
