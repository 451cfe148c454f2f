package io.plimsoll.index.archive;

import io.plimsoll.index.IndexInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The content of one zip entry, decompressed; its length and checksum must be those that the
 * central directory tells.
 *
 * <p>Thread rule: one thread; the file behind it is read by position and may be shared.
 */
final class ZipEntryChannel implements ReadableByteChannel {

    private static final int BUFFER_BYTES = 8 << 10;

    private final String name;
    private final ZipEntry entry;
    private final FileChannel file;
    private final boolean deflated;
    private final Inflater inflater = new Inflater(true);
    private final ByteBuffer input;
    private final CRC32 crc = new CRC32();
    private long offset;
    private long storedLeft;
    private long delivered;
    private boolean ended;
    private boolean open = true;

    ZipEntryChannel(String name, ZipEntry entry, FileChannel file, long dataOffset) {
        this.name = name;
        this.entry = entry;
        this.file = file;
        this.deflated = entry.method() == ZipLayout.METHOD_DEFLATED;
        this.offset = dataOffset;
        this.storedLeft = entry.storedBytes();
        this.input =
                ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, Math.max(1, storedLeft))).limit(0);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!target.hasRemaining()) {
            return 0;
        }
        ByteBuffer written = target.duplicate();
        int count = 0;
        while (count == 0 && !ended) {
            count = deflated ? inflate(target) : copy(target);
        }
        crc.update(written.limit(written.position() + count));
        delivered += count;
        if (delivered > entry.sizeBytes()) {
            throw damaged();
        }
        if (count == 0) {
            check();
            return -1;
        }
        return count;
    }

    private int inflate(ByteBuffer target) throws IOException {
        if (inflater.needsInput()) {
            input.clear().limit((int) Math.min(input.capacity(), storedLeft));
            if (!input.hasRemaining()) {
                throw damaged();
            }
            readStored(input);
            inflater.setInput(input.flip());
        }
        try {
            int count = inflater.inflate(target);
            ended = inflater.finished();
            if (count == 0 && inflater.needsDictionary()) {
                throw damaged();
            }
            return count;
        } catch (DataFormatException malformed) {
            throw IndexInputException.malformed(
                    name, "its data is damaged: " + malformed.getMessage());
        }
    }

    private int copy(ByteBuffer target) throws IOException {
        int limit = target.limit();
        target.limit((int) Math.min(limit, target.position() + storedLeft));
        int count = readStored(target);
        target.limit(limit);
        ended = storedLeft == 0;
        return count;
    }

    private int readStored(ByteBuffer target) throws IOException {
        if (!target.hasRemaining()) {
            return 0;
        }
        int count = file.read(target, offset);
        if (count < 0) {
            throw IndexInputException.truncated(name, "the zip file ends too early");
        }
        offset += count;
        storedLeft -= count;
        return count;
    }

    private void check() throws IOException {
        if (delivered != entry.sizeBytes() || crc.getValue() != entry.crc32()) {
            throw damaged();
        }
    }

    private IOException damaged() {
        return IndexInputException.malformed(name, "its data does not match its checksum and size");
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        inflater.end();
    }
}
