package io.plimsoll.serde.view;

import java.io.DataInput;
import java.io.IOException;

/**
 * A {@link DataInput} over memory.
 *
 * <p>Besides Flink's operations it reads the two things that most records are made of and that
 * {@code DataInput} lacks: numbers of variable length and texts of any length.
 */
public interface DataInputView extends DataInput {

    /**
     * Skips exactly {@code numBytes} bytes, where {@link #skipBytes(int)} may skip fewer.
     *
     * @throws java.io.EOFException if there are not that many
     * @throws IllegalArgumentException if {@code numBytes} is negative
     */
    void skipBytesToRead(int numBytes) throws IOException;

    /**
     * Reads up to {@code len} bytes, at least one unless {@code len} is 0 or the input has ended.
     *
     * @param b where the bytes go
     * @param off the index of the first one
     * @param len how many at most
     * @return how many were read, or -1 at the end of the input
     * @throws IndexOutOfBoundsException if the range is not inside {@code b}
     */
    int read(byte[] b, int off, int len) throws IOException;

    /** Does as {@code read(b, 0, b.length)}. */
    int read(byte[] b) throws IOException;

    /**
     * Returns the position of the next byte, for messages; {@link
     * SerializationException#UNKNOWN_POSITION} if this view does not count.
     */
    default long getReadPosition() {
        return SerializationException.UNKNOWN_POSITION;
    }

    /**
     * Reads exactly {@code length} bytes into an array of their own. The array grows with what is
     * read: a length that lies costs no memory.
     *
     * @throws java.io.EOFException if there are not that many
     * @throws IllegalArgumentException if {@code length} is negative
     */
    default byte[] readBytes(int length) throws IOException {
        return ByteStrings.read(this, length);
    }

    /** Reads an int that {@link DataOutputView#writeVarInt} wrote. */
    default int readVarInt() throws IOException {
        return VarNumbers.readInt(this);
    }

    /** Reads a long that {@link DataOutputView#writeVarLong} wrote. */
    default long readVarLong() throws IOException {
        return VarNumbers.readLong(this);
    }

    /** Reads a length or count, a number of variable length that must not be negative. */
    default int readLength() throws IOException {
        int length = readVarInt();
        if (length < 0) {
            throw new SerializationException(
                    "length=" + length + " (expected at least 0)", getReadPosition());
        }
        return length;
    }

    /** Reads a text that {@link DataOutputView#writeString} wrote. */
    default String readString() throws IOException {
        byte[] utf8 = readBytes(readLength());
        return Utf8.decode(utf8, 0, utf8.length, getReadPosition());
    }
}
