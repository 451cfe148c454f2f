package io.plimsoll.cli.input.source;

import io.plimsoll.memory.access.RawMemory;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * The uncompressed bytes of a channel of gzip data (RFC 1952), of one member or several.
 *
 * <p>Stricter than {@link java.util.zip.GZIPInputStream}, which takes a member with a damaged
 * header for the end of the data: here only zeros may follow the last member.
 */
final class GzipSource implements ByteSource {

    private static final int CHUNK_BYTES = 64 * 1024;

    private static final int MAGIC = 0x8b1f;
    private static final int DEFLATE = 8;
    private static final int TIME_EFFORT_AND_SYSTEM_BYTES = 6;

    private static final int HAS_HEADER_CHECKSUM = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int RESERVED_FLAGS = 0xe0;

    private final ReadableByteChannel channel;
    private final ByteBuffer stored =
            ByteBuffer.allocateDirect(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private long storedBytes;
    private boolean inMember;
    private boolean ended;

    /** Reads nothing yet. */
    GzipSource(ReadableByteChannel channel) {
        this.channel = channel;
    }

    @Override
    public int read(long address, int maxBytes) throws IOException {
        while (!ended) {
            if (!inMember) {
                startMember();
                continue;
            }
            int read = inflate(RawMemory.view(address, maxBytes));
            if (read > 0) {
                return read;
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        channel.close();
    }

    /** Uncompresses some bytes; none where a member ends or more is needed of the stored ones. */
    private int inflate(ByteBuffer target) throws IOException {
        if (inflater.needsInput()) {
            require(1);
            inflater.setInput(stored);
        }
        try {
            int read = inflater.inflate(target);
            checksum.update(target.flip());
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsDictionary()) {
                throw new ZipException("dictionary wanted at byte " + position());
            }
            return read;
        } catch (DataFormatException e) {
            throw new ZipException(e.getMessage() + " at byte " + position());
        }
    }

    private void startMember() throws IOException {
        long start = position();
        if (start > 0 && onlyZerosFollow()) {
            ended = true;
            return;
        }
        checksum.reset();
        if (nextShort() != MAGIC || nextByte() != DEFLATE) {
            throw new ZipException("no gzip header at byte " + start);
        }
        int flags = nextByte();
        if ((flags & RESERVED_FLAGS) != 0) {
            throw new ZipException("unknown flags in the gzip header at byte " + start);
        }
        skip(TIME_EFFORT_AND_SYSTEM_BYTES);
        if ((flags & HAS_EXTRA) != 0) {
            skip(nextShort());
        }
        if ((flags & HAS_NAME) != 0) {
            skipText();
        }
        if ((flags & HAS_COMMENT) != 0) {
            skipText();
        }
        int computed = (int) checksum.getValue() & 0xffff;
        if ((flags & HAS_HEADER_CHECKSUM) != 0 && nextShort() != computed) {
            throw new ZipException("wrong checksum of the gzip header at byte " + start);
        }
        checksum.reset();
        inflater.reset();
        inMember = true;
    }

    private void endMember() throws IOException {
        int computed = (int) checksum.getValue();
        int length = (int) inflater.getBytesWritten();
        require(2 * Integer.BYTES);
        if (stored.getInt() != computed) {
            throw new ZipException("wrong checksum at byte " + (position() - Integer.BYTES));
        }
        if (stored.getInt() != length) {
            throw new ZipException("wrong length at byte " + (position() - Integer.BYTES));
        }
        inMember = false;
    }

    /** Skips zeros; whether nothing follows them. They are no start of a member. */
    private boolean onlyZerosFollow() throws IOException {
        boolean zeros = false;
        while (stored.hasRemaining() || fill()) {
            if (stored.get(stored.position()) != 0) {
                if (zeros) {
                    throw new ZipException("no gzip header at byte " + position());
                }
                return false;
            }
            zeros = true;
            stored.get();
        }
        return true;
    }

    private int nextByte() throws IOException {
        require(1);
        int value = stored.get() & 0xff;
        checksum.update(value);
        return value;
    }

    private int nextShort() throws IOException {
        return nextByte() | nextByte() << Byte.SIZE;
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            nextByte();
        }
    }

    private void skipText() throws IOException {
        while (nextByte() != 0) {
            // Its end is what matters.
        }
    }

    private void require(int bytes) throws IOException {
        while (stored.remaining() < bytes) {
            if (!fill()) {
                throw new EOFException("unexpected end at byte " + storedBytes);
            }
        }
    }

    /** Reads more of what is stored; false at its end. */
    private boolean fill() throws IOException {
        stored.compact();
        int read = channel.read(stored);
        stored.flip();
        storedBytes += Math.max(0, read);
        return read >= 0;
    }

    /** How many of the stored bytes were taken. */
    private long position() {
        return storedBytes - stored.remaining();
    }
}
