package io.plimsoll.serde.page;

import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.memory.segment.MemorySegmentFactory;
import io.plimsoll.serde.encoding.ByteStrings;
import io.plimsoll.serde.encoding.ModifiedUtf8;
import io.plimsoll.serde.encoding.Utf8;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import io.plimsoll.serde.view.MemorySegmentWritable;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An output to a sequence of pages of one size. Values may begin in one page and end in another;
 * where they do not, which is nearly always, one comparison is all that a page costs.
 *
 * <p>A subclass hands out the pages. If it cannot, its exception leaves the view as it was, except
 * that a value which was to span pages may have been begun. Thread rule: one thread at a time.
 */
public abstract class AbstractPagedOutputView implements DataOutputView, MemorySegmentWritable {

    /** Stands for the page before the first: it is always full. */
    private static final MemorySegment NO_PAGE = MemorySegmentFactory.wrap(new byte[0]);

    private final int segmentSize;
    private final int headerLength;

    private MemorySegment currentSegment = NO_PAGE;
    private int positionInSegment;

    private byte[] textBuffer = {};

    /**
     * Creates a view that will ask for its first page when something is written.
     *
     * @param segmentSize the bytes of a page, header included
     * @param headerLength the bytes at the beginning of each page to leave out
     */
    protected AbstractPagedOutputView(int segmentSize, int headerLength) {
        if (headerLength < 0 || headerLength >= segmentSize) {
            throw new IllegalArgumentException(
                    "headerLength=" + headerLength + " (expected 0.." + (segmentSize - 1) + ")");
        }
        this.segmentSize = segmentSize;
        this.headerLength = headerLength;
        this.positionInSegment = segmentSize;
    }

    /**
     * Creates a view that starts at the beginning of a page.
     *
     * @param initialSegment the first page
     * @param segmentSize the bytes of a page, header included
     * @param headerLength the bytes at the beginning of each page to leave out
     */
    protected AbstractPagedOutputView(
            MemorySegment initialSegment, int segmentSize, int headerLength) {
        this(segmentSize, headerLength);
        seekOutput(initialSegment, headerLength);
    }

    /**
     * Returns the page to be written next.
     *
     * @param current the page that has been written, or null for the first
     * @param positionInCurrent the index behind its last byte
     * @throws java.io.EOFException if there is no more room
     * @throws IOException if the page that was written cannot be disposed of
     */
    protected abstract MemorySegment nextSegment(
            @Nullable MemorySegment current, int positionInCurrent) throws IOException;

    /** Returns the page being written, or null before the first. */
    public @Nullable MemorySegment getCurrentSegment() {
        return currentSegment == NO_PAGE ? null : currentSegment;
    }

    /** Returns the index of the next byte in the current page. */
    public int getCurrentPositionInSegment() {
        return positionInSegment;
    }

    /** Returns the bytes of a page, header included. */
    public int getSegmentSize() {
        return segmentSize;
    }

    /** Returns the bytes at the beginning of each page that are left out. */
    public int getHeaderLength() {
        return headerLength;
    }

    /** Leaves the rest of the current page and goes on with the next. */
    public void advance() throws IOException {
        seekOutput(nextSegment(getCurrentSegment(), positionInSegment), headerLength);
    }

    /**
     * Goes on at another place.
     *
     * @param segment the page
     * @param position the index of the next byte in it
     */
    protected final void seekOutput(MemorySegment segment, int position) {
        if (segment.size() < segmentSize || position < headerLength || position > segmentSize) {
            throw new IllegalArgumentException(
                    "position="
                            + position
                            + " in a page of "
                            + segment.size()
                            + " bytes (expected "
                            + headerLength
                            + ".."
                            + segmentSize
                            + ")");
        }
        currentSegment = segment;
        positionInSegment = position;
    }

    /** Leaves the current page; the next write asks for a new one. */
    protected final void clear() {
        currentSegment = NO_PAGE;
        positionInSegment = segmentSize;
    }

    /** Makes at least one byte writable in the current page and returns how many there are. */
    private int room() throws IOException {
        if (positionInSegment == segmentSize) {
            advance();
        }
        return segmentSize - positionInSegment;
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
        for (int done = 0; done < len; ) {
            int count = Math.min(len - done, room());
            currentSegment.put(positionInSegment, b, off + done, count);
            positionInSegment += count;
            done += count;
        }
    }

    @Override
    public void write(MemorySegment segment, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, segment.size());
        for (int done = 0; done < len; ) {
            int count = Math.min(len - done, room());
            segment.copyTo(off + done, currentSegment, positionInSegment, count);
            positionInSegment += count;
            done += count;
        }
    }

    @Override
    public void write(DataInputView source, int numBytes) throws IOException {
        ByteStrings.checkLength(numBytes);
        for (int done = 0; done < numBytes; ) {
            int count = Math.min(numBytes - done, room());
            currentSegment.put(source, positionInSegment, count);
            positionInSegment += count;
            done += count;
        }
    }

    @Override
    public void skipBytesToWrite(int numBytes) throws IOException {
        ByteStrings.checkLength(numBytes);
        for (int done = 0; done < numBytes; ) {
            int count = Math.min(numBytes - done, room());
            positionInSegment += count;
            done += count;
        }
    }

    @Override
    public void writeBoolean(boolean v) throws IOException {
        writeByte(v ? 1 : 0);
    }

    @Override
    public void writeByte(int v) throws IOException {
        if (positionInSegment == segmentSize) {
            advance();
        }
        currentSegment.put(positionInSegment++, (byte) v);
    }

    @Override
    public void writeShort(int v) throws IOException {
        int at = positionInSegment;
        if (at <= segmentSize - Short.BYTES) {
            currentSegment.putShortBigEndian(at, (short) v);
            positionInSegment = at + Short.BYTES;
        } else {
            writeSpanning(v, Short.BYTES);
        }
    }

    @Override
    public void writeChar(int v) throws IOException {
        writeShort(v);
    }

    @Override
    public void writeInt(int v) throws IOException {
        int at = positionInSegment;
        if (at <= segmentSize - Integer.BYTES) {
            currentSegment.putIntBigEndian(at, v);
            positionInSegment = at + Integer.BYTES;
        } else {
            writeSpanning(v, Integer.BYTES);
        }
    }

    @Override
    public void writeLong(long v) throws IOException {
        int at = positionInSegment;
        if (at <= segmentSize - Long.BYTES) {
            currentSegment.putLongBigEndian(at, v);
            positionInSegment = at + Long.BYTES;
        } else {
            writeSpanning(v, Long.BYTES);
        }
    }

    /** Spreads a value over the bytes of several pages. */
    private void writeSpanning(long value, int byteCount) throws IOException {
        for (int shift = (byteCount - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            writeByte((int) (value >>> shift));
        }
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
        for (int i = 0; i < s.length(); i++) {
            writeByte(s.charAt(i));
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

    @Override
    public void writeString(String value) throws IOException {
        if (textBuffer.length == 0) {
            textBuffer = new byte[Utf8.CHUNK_BYTES];
        }
        if (value.length() <= Utf8.MAX_CHARS_OF_ONE_BYTE_LENGTH) {
            write(textBuffer, 0, Utf8.encodeWithLength(value, textBuffer, 0));
        } else {
            writeVarInt(Utf8.encodedLength(value));
            Utf8.writeChunks(this, value, textBuffer);
        }
    }
}
