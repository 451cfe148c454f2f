package io.plimsoll.index.archive;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.plimsoll.index.IndexInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses gzip (RFC 1952) and believes nothing: the end of the input in the midst of a member,
 * a wrong checksum or length, and bytes after the last member that are neither a member nor zeros
 * are errors.
 *
 * <p>The JDK's stream is not used because it takes a damaged second member for the end of the data.
 *
 * <pre>
 * member  0      2      3      4              8        10
 *         +------+------+------+--------------+---+----+----------+------+--------+
 *         | 1F8B | 8    | flags| time         | - | os | optional | data | trailer|
 *         +------+------+------+--------------+---+----+----------+------+--------+
 * trailer   crc32 of the content (4), its length modulo 2^32 (4)
 * </pre>
 *
 * <p>Thread rule: one thread.
 */
public final class GzipChannel implements ReadableByteChannel {

    private static final int BUFFER_BYTES = 16 << 10;
    private static final int MAGIC = 0x8B1F;
    private static final int METHOD_DEFLATE = 8;
    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int FLAGS_RESERVED = 0xE0;

    private enum State {
        BEFORE_MEMBER,
        IN_MEMBER,
        AT_END
    }

    private final String name;
    private final ReadableByteChannel channel;
    private final ByteBuffer input =
            ByteBuffer.allocate(BUFFER_BYTES).order(LITTLE_ENDIAN).limit(0);
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private State state = State.BEFORE_MEMBER;
    private long memberBytes;
    private boolean firstMember = true;

    public GzipChannel(String name, ReadableByteChannel channel) {
        this.name = name;
        this.channel = channel;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!target.hasRemaining()) {
            return 0;
        }
        while (true) {
            switch (state) {
                case BEFORE_MEMBER -> readHeader();
                case IN_MEMBER -> {
                    int count = inflate(target);
                    if (count > 0) {
                        return count;
                    }
                }
                case AT_END -> {
                    return -1;
                }
            }
        }
    }

    private int inflate(ByteBuffer target) throws IOException {
        if (inflater.needsInput()) {
            if (!input.hasRemaining() && !fill()) {
                throw ended();
            }
            inflater.setInput(input);
        }
        ByteBuffer written = target.duplicate();
        int count;
        try {
            count = inflater.inflate(target);
        } catch (DataFormatException malformed) {
            throw IndexInputException.malformed(
                    name, "the gzip data is damaged: " + malformed.getMessage());
        }
        crc.update(written.limit(written.position() + count));
        memberBytes += count;
        if (inflater.finished()) {
            readTrailer();
        } else if (count == 0 && inflater.needsDictionary()) {
            throw IndexInputException.malformed(name, "the gzip data wants a dictionary");
        }
        return count;
    }

    private void readTrailer() throws IOException {
        long expectedCrc = readShort() | (long) readShort() << 16;
        long expectedBytes = readShort() | (long) readShort() << 16;
        if (expectedCrc != crc.getValue() || expectedBytes != (memberBytes & 0xFFFF_FFFFL)) {
            throw IndexInputException.malformed(name, "the gzip data does not match its checksum");
        }
        state = State.BEFORE_MEMBER;
    }

    private void readHeader() throws IOException {
        if (!firstMember && onlyZerosFollow()) {
            state = State.AT_END;
            return;
        }
        if (readShort() != MAGIC) {
            throw IndexInputException.malformed(
                    name, firstMember ? "not gzip data" : "bytes that are not gzip follow its end");
        }
        int method = readByte();
        int flags = readByte();
        if (method != METHOD_DEFLATE || (flags & FLAGS_RESERVED) != 0) {
            throw IndexInputException.unsupported(
                    name, "gzip method=" + method + " flags=" + flags);
        }
        skip(6);
        if ((flags & FLAG_EXTRA) != 0) {
            skip(readShort());
        }
        if ((flags & FLAG_NAME) != 0) {
            skipText();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipText();
        }
        if ((flags & FLAG_HEADER_CRC) != 0) {
            skip(2);
        }
        inflater.reset();
        crc.reset();
        memberBytes = 0;
        firstMember = false;
        state = State.IN_MEMBER;
    }

    /** Tapes and block devices pad with zeros; a member never starts with one. */
    private boolean onlyZerosFollow() throws IOException {
        while (input.hasRemaining() || fill()) {
            if (input.get(input.position()) != 0) {
                return false;
            }
            input.get();
        }
        return true;
    }

    private void skipText() throws IOException {
        while (readByte() != 0) {
            // the zero ends it
        }
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            readByte();
        }
    }

    private int readShort() throws IOException {
        int low = readByte();
        return low | readByte() << 8;
    }

    private int readByte() throws IOException {
        if (!input.hasRemaining() && !fill()) {
            throw ended();
        }
        return input.get() & 0xFF;
    }

    private boolean fill() throws IOException {
        input.clear();
        int count = 0;
        while (count == 0) {
            count = channel.read(input);
        }
        input.flip();
        return count > 0;
    }

    private IOException ended() {
        return IndexInputException.truncated(
                name,
                firstMember ? "not gzip data: it ends too early" : "the gzip data is truncated");
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        channel.close();
    }
}
