package io.plimsoll.serde.page;

import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.memory.segment.MemorySegmentFactory;
import io.plimsoll.serde.encoding.ByteStrings;
import io.plimsoll.serde.encoding.MalformedBytesException;
import io.plimsoll.serde.encoding.ModifiedUtf8;
import io.plimsoll.serde.encoding.Utf8;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.SerializationException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An input from a sequence of pages. Values may begin in one page and end in another; where they do
 * not, which is nearly always, one comparison is all that a page costs.
 *
 * <pre>
 *   page   | header |  data ...  |            headerLength &lt;= position &lt;= limit
 *                   ^            ^
 *            headerLength      limit
 * </pre>
 *
 * <p>A subclass hands out the pages. Thread rule: one thread at a time.
 */
public abstract class AbstractPagedInputView implements DataInputView {

    /** Stands for the page before the first: nothing can be read from it. */
    private static final MemorySegment NO_PAGE = MemorySegmentFactory.wrap(new byte[0]);

    private final int headerLength;

    private MemorySegment currentSegment = NO_PAGE;
    private int positionInSegment;
    private int limitInSegment;

    /** The bytes in the pages before the current one, headers not counted. */
    private long bytesBefore;

    private byte[] textBuffer = {};

    /**
     * Creates a view that will ask for its first page when something is read.
     *
     * @param headerLength the bytes at the beginning of each page that are not data
     */
    protected AbstractPagedInputView(int headerLength) {
        if (headerLength < 0) {
            throw new IllegalArgumentException(
                    "headerLength=" + headerLength + " (expected at least 0)");
        }
        this.headerLength = headerLength;
    }

    /**
     * Creates a view that starts at the beginning of a page.
     *
     * @param initialSegment the first page
     * @param initialLimit the index behind its last byte of data
     * @param headerLength the bytes at the beginning of each page that are not data
     */
    protected AbstractPagedInputView(
            MemorySegment initialSegment, int initialLimit, int headerLength) {
        this(headerLength);
        seekInput(initialSegment, headerLength, initialLimit);
    }

    /**
     * Returns the page behind {@code current}.
     *
     * @param current the page that has been read, or null for the first
     * @throws EOFException if there is none; the same call must then give the same again
     * @throws IOException if it cannot be brought
     */
    protected abstract MemorySegment nextSegment(@Nullable MemorySegment current)
            throws IOException;

    /**
     * Returns the index behind the last byte of data in a page that {@link #nextSegment} returned.
     */
    protected abstract int getLimitForSegment(MemorySegment segment);

    /** Returns the page being read, or null before the first. */
    public @Nullable MemorySegment getCurrentSegment() {
        return currentSegment == NO_PAGE ? null : currentSegment;
    }

    /** Returns the index of the next byte in the current page. */
    public int getCurrentPositionInSegment() {
        return positionInSegment;
    }

    /** Returns the index behind the last byte of data in the current page. */
    public int getCurrentSegmentLimit() {
        return limitInSegment;
    }

    /** Returns the bytes at the beginning of each page that are not data. */
    public int getHeaderLength() {
        return headerLength;
    }

    /** Returns the number of bytes read and skipped since the beginning, headers not counted. */
    @Override
    public long getReadPosition() {
        return bytesBefore + positionInSegment - (currentSegment == NO_PAGE ? 0 : headerLength);
    }

    /** Leaves the rest of the current page and goes on with the next. */
    public void advance() throws IOException {
        boolean first = currentSegment == NO_PAGE;
        MemorySegment next = nextSegment(first ? null : currentSegment);
        if (!first) {
            bytesBefore += limitInSegment - headerLength;
        }
        moveTo(next, headerLength, getLimitForSegment(next));
    }

    /**
     * Goes on at another place; {@link #getReadPosition} counts from 0 at the start of this page.
     */
    protected final void seekInput(MemorySegment segment, int position, int limit) {
        seekInput(segment, position, limit, 0);
    }

    /**
     * Goes on at another place.
     *
     * @param segment the page
     * @param position the index of the next byte in it
     * @param limit the index behind its last byte of data
     * @param bytesBefore the bytes of data in all pages before it
     */
    protected final void seekInput(
            MemorySegment segment, int position, int limit, long bytesBefore) {
        moveTo(segment, position, limit);
        this.bytesBefore = bytesBefore;
    }

    /** Leaves the current page; the next read asks for the first page again. */
    protected final void clear() {
        currentSegment = NO_PAGE;
        positionInSegment = 0;
        limitInSegment = 0;
        bytesBefore = 0;
    }

    private void moveTo(MemorySegment segment, int position, int limit) {
        if (position < headerLength || position > limit || limit > segment.size()) {
            throw new IllegalArgumentException(
                    "position="
                            + position
                            + ", limit="
                            + limit
                            + " (expected "
                            + headerLength
                            + " <= position <= limit <= "
                            + segment.size()
                            + ")");
        }
        currentSegment = segment;
        positionInSegment = position;
        limitInSegment = limit;
    }

    /** Makes at least one byte readable in the current page, unless the input has ended. */
    private boolean hasByte() throws IOException {
        while (positionInSegment == limitInSegment) {
            try {
                advance();
            } catch (EOFException end) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int read(byte[] b) throws IOException {
        return read(b, 0, b.length);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        int done = 0;
        while (done < len && hasByte()) {
            int count = Math.min(len - done, limitInSegment - positionInSegment);
            currentSegment.get(positionInSegment, b, off + done, count);
            positionInSegment += count;
            done += count;
        }
        return done == 0 && len > 0 ? -1 : done;
    }

    @Override
    public void readFully(byte[] b) throws IOException {
        readFully(b, 0, b.length);
    }

    @Override
    public void readFully(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        int count = read(b, off, len);
        if (count < len) {
            throw endOfInput(len - Math.max(0, count));
        }
    }

    @Override
    public int skipBytes(int n) throws IOException {
        int done = 0;
        while (done < n && hasByte()) {
            int count = Math.min(n - done, limitInSegment - positionInSegment);
            positionInSegment += count;
            done += count;
        }
        return done;
    }

    @Override
    public void skipBytesToRead(int numBytes) throws IOException {
        ByteStrings.checkLength(numBytes);
        int count = skipBytes(numBytes);
        if (count < numBytes) {
            throw endOfInput(numBytes - count);
        }
    }

    @Override
    public boolean readBoolean() throws IOException {
        return readByte() != 0;
    }

    @Override
    public byte readByte() throws IOException {
        if (positionInSegment == limitInSegment && !hasByte()) {
            throw endOfInput(1);
        }
        return currentSegment.get(positionInSegment++);
    }

    @Override
    public int readUnsignedByte() throws IOException {
        return readByte() & 0xFF;
    }

    @Override
    public short readShort() throws IOException {
        return (short) readUnsignedShort();
    }

    @Override
    public int readUnsignedShort() throws IOException {
        int at = positionInSegment;
        if (at <= limitInSegment - Short.BYTES) {
            positionInSegment = at + Short.BYTES;
            return currentSegment.getShortBigEndian(at) & 0xFFFF;
        }
        return (int) readSpanning(Short.BYTES);
    }

    @Override
    public char readChar() throws IOException {
        return (char) readUnsignedShort();
    }

    @Override
    public int readInt() throws IOException {
        int at = positionInSegment;
        if (at <= limitInSegment - Integer.BYTES) {
            positionInSegment = at + Integer.BYTES;
            return currentSegment.getIntBigEndian(at);
        }
        return (int) readSpanning(Integer.BYTES);
    }

    @Override
    public long readLong() throws IOException {
        int at = positionInSegment;
        if (at <= limitInSegment - Long.BYTES) {
            positionInSegment = at + Long.BYTES;
            return currentSegment.getLongBigEndian(at);
        }
        return readSpanning(Long.BYTES);
    }

    /** Puts a value together from the bytes of several pages. */
    private long readSpanning(int byteCount) throws IOException {
        long value = 0;
        for (int i = 0; i < byteCount; i++) {
            value = value << Byte.SIZE | readUnsignedByte();
        }
        return value;
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

    @Override
    public String readString() throws IOException {
        int length = readLength();
        if (length > ByteStrings.TRUSTED_BYTES) {
            return decode(readBytes(length), length);
        }
        if (textBuffer.length < length) {
            textBuffer =
                    new byte
                            [Math.max(
                                    length,
                                    Math.min(2 * textBuffer.length, ByteStrings.TRUSTED_BYTES))];
        }
        readFully(textBuffer, 0, length);
        return decode(textBuffer, length);
    }

    private String decode(byte[] utf8, int length) throws SerializationException {
        try {
            return Utf8.decode(utf8, 0, length);
        } catch (MalformedBytesException e) {
            throw new SerializationException(e.what(), getReadPosition(), e);
        }
    }

    private EOFException endOfInput(int missingBytes) {
        return new EOFException(
                "input ends at "
                        + getReadPosition()
                        + " (expected "
                        + missingBytes
                        + " bytes more)");
    }
}
