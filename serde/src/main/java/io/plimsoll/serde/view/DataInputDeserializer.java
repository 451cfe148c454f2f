package io.plimsoll.serde.view;

import static java.nio.ByteOrder.BIG_ENDIAN;

import io.plimsoll.serde.encoding.ByteStrings;
import io.plimsoll.serde.encoding.MalformedBytesException;
import io.plimsoll.serde.encoding.ModifiedUtf8;
import io.plimsoll.serde.encoding.Utf8;
import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * An input from a byte array; made to be set to another one for every record.
 *
 * <p>Thread rule: one thread at a time.
 */
public final class DataInputDeserializer implements SeekableDataInputView {

    private static final byte[] EMPTY = {};

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, BIG_ENDIAN);

    private byte[] buffer = EMPTY;
    private int start;
    private int position;
    private int end;

    /** Creates an empty input. */
    public DataInputDeserializer() {}

    /** Creates an input of all bytes of an array. */
    public DataInputDeserializer(byte[] buffer) {
        setBuffer(buffer);
    }

    /** Creates an input of {@code len} bytes of an array from {@code start} on. */
    public DataInputDeserializer(byte[] buffer, int start, int len) {
        setBuffer(buffer, start, len);
    }

    /** Creates an input of the remaining bytes of a buffer. */
    public DataInputDeserializer(ByteBuffer buffer) {
        setBuffer(buffer);
    }

    /** Reads the whole of another array from now on. */
    public void setBuffer(byte[] buffer) {
        setBuffer(buffer, 0, buffer.length);
    }

    /**
     * Reads {@code len} bytes of another array from now on.
     *
     * @throws IllegalArgumentException if they are not inside the array
     */
    public void setBuffer(byte[] buffer, int start, int len) {
        if (start < 0 || len < 0 || len > buffer.length - start) {
            throw new IllegalArgumentException(
                    "start="
                            + start
                            + ", len="
                            + len
                            + " (expected inside 0.."
                            + buffer.length
                            + ")");
        }
        this.buffer = buffer;
        this.start = start;
        this.position = start;
        this.end = start + len;
    }

    /** Reads the remaining bytes of a buffer from now on; copies them unless it has an array. */
    public void setBuffer(ByteBuffer buffer) {
        if (buffer.hasArray()) {
            setBuffer(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
        } else {
            byte[] copy = new byte[buffer.remaining()];
            buffer.duplicate().get(copy);
            setBuffer(copy);
        }
    }

    /** Forgets the array, so that it can be collected. */
    public void releaseArrays() {
        setBuffer(EMPTY);
    }

    /** Returns the number of bytes left. */
    public int available() {
        return end - position;
    }

    /** Returns the index of the next byte in the array. */
    public int getPosition() {
        return position;
    }

    @Override
    public long getReadPosition() {
        return position;
    }

    /**
     * Moves to another byte of the array, among those that were set to be read.
     *
     * @param position an index in the array, as {@link #getReadPosition} returns it
     */
    @Override
    public void setReadPosition(long position) {
        if (position < start || position > end) {
            throw new IllegalArgumentException(
                    "position=" + position + " (expected " + start + ".." + end + ")");
        }
        this.position = (int) position;
    }

    @Override
    public int read(byte[] b) throws IOException {
        return read(b, 0, b.length);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        if (position == end && len > 0) {
            return -1;
        }
        int count = Math.min(len, end - position);
        System.arraycopy(buffer, position, b, off, count);
        position += count;
        return count;
    }

    @Override
    public void readFully(byte[] b) throws IOException {
        readFully(b, 0, b.length);
    }

    @Override
    public void readFully(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        int at = take(len);
        System.arraycopy(buffer, at, b, off, len);
    }

    @Override
    public byte[] readBytes(int length) throws IOException {
        ByteStrings.checkLength(length);
        int at = take(length);
        return Arrays.copyOfRange(buffer, at, at + length);
    }

    @Override
    public int skipBytes(int n) {
        int count = Math.max(0, Math.min(n, end - position));
        position += count;
        return count;
    }

    @Override
    public void skipBytesToRead(int numBytes) throws IOException {
        ByteStrings.checkLength(numBytes);
        take(numBytes);
    }

    @Override
    public boolean readBoolean() throws IOException {
        return readByte() != 0;
    }

    @Override
    public byte readByte() throws IOException {
        int at = take(1);
        return buffer[at];
    }

    @Override
    public int readUnsignedByte() throws IOException {
        return readByte() & 0xFF;
    }

    @Override
    public short readShort() throws IOException {
        int at = take(Short.BYTES);
        return (short) SHORT.get(buffer, at);
    }

    @Override
    public int readUnsignedShort() throws IOException {
        return readShort() & 0xFFFF;
    }

    @Override
    public char readChar() throws IOException {
        return (char) readShort();
    }

    @Override
    public int readInt() throws IOException {
        int at = take(Integer.BYTES);
        return (int) INT.get(buffer, at);
    }

    @Override
    public long readLong() throws IOException {
        int at = take(Long.BYTES);
        return (long) LONG.get(buffer, at);
    }

    @Override
    public float readFloat() throws IOException {
        return Float.intBitsToFloat(readInt());
    }

    @Override
    public double readDouble() throws IOException {
        return Double.longBitsToDouble(readLong());
    }

    @Override
    public String readUTF() throws IOException {
        return ModifiedUtf8.decode(readBytes(readUnsignedShort()));
    }

    /** Reads a text that {@link DataOutputSerializer#writeLongUTF} wrote. */
    public String readLongUTF() throws IOException {
        int length = readInt();
        if (length < 0) {
            throw new SerializationException(
                    "length=" + length + " (expected at least 0)", getReadPosition());
        }
        return ModifiedUtf8.decode(readBytes(length));
    }

    @Override
    public String readString() throws IOException {
        int length = readLength();
        int at = take(length);
        try {
            return Utf8.decode(buffer, at, length);
        } catch (MalformedBytesException e) {
            throw new SerializationException(e.what(), position, e);
        }
    }

    /** Steps over bytes and returns the index of the first. */
    private int take(int byteCount) throws EOFException {
        int at = position;
        if (byteCount > end - at) {
            throw new EOFException(
                    "bytes=" + byteCount + " at " + at + " (expected at most " + (end - at) + ")");
        }
        position = at + byteCount;
        return at;
    }
}
