package io.plimsoll.index.format;

import io.plimsoll.index.IndexCorruptionException;
import java.nio.file.Path;

/**
 * Reads a verified block front to back; running over its end is corruption, never an index error.
 *
 * <p>Thread rule: one thread.
 */
public final class ByteCursor {

    private final Path file;
    private byte[] bytes = new byte[0];
    private int position;
    private int limit;
    private long fileOffsetOfZero;

    public ByteCursor(Path file) {
        this.file = file;
    }

    /** Points at {@code bytes[from, to)}, which lies at {@code fileOffset} of the file. */
    public void reset(byte[] bytes, int from, int to, long fileOffset) {
        this.bytes = bytes;
        this.position = from;
        this.limit = to;
        this.fileOffsetOfZero = fileOffset - from;
    }

    public byte[] array() {
        return bytes;
    }

    int position() {
        return position;
    }

    public int remaining() {
        return limit - position;
    }

    public int readByte() throws IndexCorruptionException {
        if (position >= limit) {
            throw corrupt("a value runs over the end of its block");
        }
        return bytes[position++] & 0xFF;
    }

    public long readVarint() throws IndexCorruptionException {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            int next = readByte();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw corrupt("a number has more than nine bytes");
    }

    /** A varint that is a length or count within memory: at most {@code max}. */
    public int readInt(int max) throws IndexCorruptionException {
        long value = readVarint();
        if (value > max) {
            throw corrupt("a length is " + value + " (expected at most " + max + ")");
        }
        return (int) value;
    }

    /** Copies bytes out and moves on. */
    public void read(byte[] target, int offset, int count) throws IndexCorruptionException {
        int from = skip(count);
        System.arraycopy(bytes, from, target, offset, count);
    }

    /** Moves over bytes and returns their index in {@link #array()}. */
    public int skip(int count) throws IndexCorruptionException {
        if (count < 0 || count > remaining()) {
            throw corrupt("a value of " + count + " bytes runs over the end of its block");
        }
        int from = position;
        position += count;
        return from;
    }

    /** Restricts the cursor to the next {@code count} bytes. */
    void limitTo(int count) throws IndexCorruptionException {
        int from = skip(count);
        limit = position;
        position = from;
    }

    /** Position in the file of the next byte. */
    public long fileOffset() {
        return fileOffsetOfZero + position;
    }

    public IndexCorruptionException corrupt(String what) {
        return new IndexCorruptionException(file, fileOffset(), what);
    }
}
