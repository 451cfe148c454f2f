package io.plimsoll.serde.view;

import static java.nio.ByteOrder.BIG_ENDIAN;

import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.serde.encoding.ByteStrings;
import io.plimsoll.serde.encoding.ModifiedUtf8;
import io.plimsoll.serde.encoding.Utf8;
import io.plimsoll.serde.encoding.VarNumbers;
import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * An output to a byte array that grows; made to be cleared and used again for every record.
 *
 * <p>Thread rule: one thread at a time.
 */
public final class DataOutputSerializer implements DataOutputView, MemorySegmentWritable {

    /** The largest array that all virtual machines can allocate. */
    private static final int MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8;

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, BIG_ENDIAN);

    private byte[] buffer;
    private int position;

    /**
     * Creates an empty output.
     *
     * @param startSize the bytes to allocate at once, at least 1
     */
    public DataOutputSerializer(int startSize) {
        if (startSize < 1) {
            throw new IllegalArgumentException("startSize=" + startSize + " (expected at least 1)");
        }
        buffer = new byte[startSize];
    }

    /** Returns a view of the bytes written, valid until the next write. */
    public ByteBuffer wrapAsByteBuffer() {
        return ByteBuffer.wrap(buffer, 0, position);
    }

    /**
     * Returns the array whose first {@link #length()} bytes were written, valid until the next
     * write.
     */
    public byte[] getSharedBuffer() {
        return buffer;
    }

    /** Returns the bytes written, in an array of their own. */
    public byte[] getCopyOfBuffer() {
        return Arrays.copyOf(buffer, position);
    }

    /** Forgets what was written and keeps the memory. */
    public void clear() {
        position = 0;
    }

    /** Returns the number of bytes written. */
    public int length() {
        return position;
    }

    /**
     * Moves to a position among the bytes written; those behind it are forgotten.
     *
     * @throws IllegalArgumentException if it is outside
     */
    public void setPosition(int position) {
        if (position < 0 || position > this.position) {
            throw new IllegalArgumentException(
                    "position=" + position + " (expected 0.." + this.position + ")");
        }
        this.position = position;
    }

    /** Moves to a position inside the array, whether it was written or not; it is not checked. */
    public void setPositionUnsafe(int position) {
        this.position = position;
    }

    @Override
    public void write(int b) throws IOException {
        writeByte(b);
    }

    @Override
    public void write(byte[] b) throws IOException {
        write(b, 0, b.length);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        int at = append(len);
        System.arraycopy(b, off, buffer, at, len);
    }

    @Override
    public void write(MemorySegment segment, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, segment.size());
        int at = append(len);
        segment.get(off, buffer, at, len);
    }

    @Override
    public void write(DataInputView source, int numBytes) throws IOException {
        ByteStrings.checkLength(numBytes);
        for (int rest = numBytes; rest > 0; ) {
            int count = Math.min(rest, ByteStrings.TRUSTED_BYTES);
            ensure(count);
            source.readFully(buffer, position, count);
            position += count;
            rest -= count;
        }
    }

    @Override
    public void skipBytesToWrite(int numBytes) throws IOException {
        ByteStrings.checkLength(numBytes);
        append(numBytes);
    }

    @Override
    public void writeBoolean(boolean v) throws IOException {
        writeByte(v ? 1 : 0);
    }

    @Override
    public void writeByte(int v) throws IOException {
        int at = append(1);
        buffer[at] = (byte) v;
    }

    @Override
    public void writeShort(int v) throws IOException {
        int at = append(Short.BYTES);
        SHORT.set(buffer, at, (short) v);
    }

    @Override
    public void writeChar(int v) throws IOException {
        writeShort(v);
    }

    @Override
    public void writeInt(int v) throws IOException {
        int at = append(Integer.BYTES);
        INT.set(buffer, at, v);
    }

    /**
     * Overwrites four bytes anywhere in the array; meant for lengths that are known only
     * afterwards.
     *
     * @param v the value
     * @param pos its first byte
     * @throws IndexOutOfBoundsException if they are not inside the array
     */
    public void writeIntUnsafe(int v, int pos) throws IOException {
        INT.set(buffer, pos, v);
    }

    @Override
    public void writeLong(long v) throws IOException {
        int at = append(Long.BYTES);
        LONG.set(buffer, at, v);
    }

    @Override
    public void writeFloat(float v) throws IOException {
        writeInt(Float.floatToIntBits(v));
    }

    @Override
    public void writeDouble(double v) throws IOException {
        writeLong(Double.doubleToLongBits(v));
    }

    @Override
    public void writeBytes(String s) throws IOException {
        int at = append(s.length());
        for (int i = 0; i < s.length(); i++) {
            buffer[at + i] = (byte) s.charAt(i);
        }
    }

    @Override
    public void writeChars(String s) throws IOException {
        for (int i = 0; i < s.length(); i++) {
            writeShort(s.charAt(i));
        }
    }

    @Override
    public void writeUTF(String str) throws IOException {
        ModifiedUtf8.write(this, str);
    }

    /** Writes a text as {@link #writeUTF} does, with a length of four bytes instead of two. */
    public void writeLongUTF(String str) throws IOException {
        ModifiedUtf8.writeLong(this, str);
    }

    @Override
    public void writeVarInt(int value) throws IOException {
        ensure(VarNumbers.MAX_INT_BYTES);
        position = VarNumbers.putInt(buffer, position, value);
    }

    @Override
    public void writeString(String value) throws IOException {
        int chars = value.length();
        if (chars <= Utf8.MAX_CHARS_OF_ONE_BYTE_LENGTH) {
            ensure(1 + chars * Utf8.MAX_BYTES_PER_CHAR);
            position = Utf8.encodeWithLength(value, buffer, position);
        } else {
            int bytes = Utf8.encodedLength(value);
            writeVarInt(bytes);
            int at = append(bytes);
            Utf8.encode(value, 0, chars, buffer, at);
        }
    }

    /** Makes room for bytes, counts them as written and returns the index of the first. */
    private int append(int byteCount) throws IOException {
        ensure(byteCount);
        int at = position;
        position = at + byteCount;
        return at;
    }

    private void ensure(int byteCount) throws IOException {
        if (byteCount > buffer.length - position) {
            grow(byteCount);
        }
    }

    private void grow(int byteCount) throws IOException {
        long needed = (long) position + byteCount;
        if (needed > MAX_ARRAY_BYTES) {
            throw new EOFException(
                    "bytes=" + needed + " (expected at most " + MAX_ARRAY_BYTES + ")");
        }
        long grown = Math.max(needed, 2L * buffer.length);
        buffer = Arrays.copyOf(buffer, (int) Math.min(grown, MAX_ARRAY_BYTES));
    }

    @Override
    public String toString() {
        return "DataOutputSerializer[length=" + position + ", capacity=" + buffer.length + "]";
    }
}
