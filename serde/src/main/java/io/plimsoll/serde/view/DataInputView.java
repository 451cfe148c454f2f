package io.plimsoll.serde.view;

import io.plimsoll.serde.encoding.ByteStrings;
import io.plimsoll.serde.encoding.MalformedBytesException;
import io.plimsoll.serde.encoding.Utf8;
import io.plimsoll.serde.encoding.VarNumbers;
import java.io.DataInput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

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
        try {
            return VarNumbers.readInt(this);
        } catch (MalformedBytesException e) {
            throw new SerializationException(e.what(), getReadPosition(), e);
        }
    }

    /** Reads a long that {@link DataOutputView#writeVarLong} wrote. */
    default long readVarLong() throws IOException {
        try {
            return VarNumbers.readLong(this);
        } catch (MalformedBytesException e) {
            throw new SerializationException(e.what(), getReadPosition(), e);
        }
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
        try {
            return Utf8.decode(utf8, 0, utf8.length);
        } catch (MalformedBytesException e) {
            throw new SerializationException(e.what(), getReadPosition(), e);
        }
    }

    /**
     * Reads bytes as characters up to a line feed, which is dropped together with a carriage return
     * before it, or up to the end of the input.
     *
     * @return the line, or null if the input had ended
     */
    @Override
    default @Nullable String readLine() throws IOException {
        byte[] one = new byte[1];
        if (read(one, 0, 1) < 0) {
            return null;
        }
        StringBuilder line = new StringBuilder();
        do {
            char c = (char) (one[0] & 0xFF);
            if (c == '\n') {
                break;
            }
            line.append(c);
        } while (read(one, 0, 1) > 0);
        int last = line.length() - 1;
        if (last >= 0 && line.charAt(last) == '\r') {
            line.setLength(last);
        }
        return line.toString();
    }
}
