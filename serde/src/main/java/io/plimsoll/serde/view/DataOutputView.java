package io.plimsoll.serde.view;

import io.plimsoll.serde.encoding.Utf8;
import io.plimsoll.serde.encoding.VarNumbers;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A {@link DataOutput} over memory.
 *
 * <p>Besides Flink's operations it writes the two things that most records are made of and that
 * {@code DataOutput} lacks: numbers of variable length and texts of any length.
 */
public interface DataOutputView extends DataOutput {

    /**
     * Leaves {@code numBytes} bytes out, to be written later or never; what they hold is undefined.
     *
     * @throws java.io.EOFException if there is no room for them
     * @throws IllegalArgumentException if {@code numBytes} is negative
     */
    void skipBytesToWrite(int numBytes) throws IOException;

    /**
     * Copies {@code numBytes} bytes from {@code source}.
     *
     * @throws java.io.EOFException if the source has fewer or there is no room for them
     * @throws IllegalArgumentException if {@code numBytes} is negative
     */
    void write(DataInputView source, int numBytes) throws IOException;

    /**
     * Writes an int in one to five bytes, fewer for numbers closer above zero (LEB128). Negative
     * numbers take five.
     */
    default void writeVarInt(int value) throws IOException {
        VarNumbers.writeLong(this, Integer.toUnsignedLong(value));
    }

    /**
     * Writes a long in one to ten bytes, fewer for numbers closer above zero (LEB128). Negative
     * numbers take ten.
     */
    default void writeVarLong(long value) throws IOException {
        VarNumbers.writeLong(this, value);
    }

    /**
     * Writes a text of any length: the number of its bytes as {@link #writeVarInt}, then its UTF-8.
     * A surrogate without partner is written in three bytes, so that every String comes back as it
     * was.
     *
     * @throws java.io.UTFDataFormatException if it needs 2 GiB or more
     */
    default void writeString(String value) throws IOException {
        Utf8.write(this, value);
    }
}
