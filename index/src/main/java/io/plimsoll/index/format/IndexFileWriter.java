package io.plimsoll.index.format;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.plimsoll.index.IndexException;
import io.plimsoll.index.IndexWriteException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Writes one index file from front to back: header, blocks, footer.
 *
 * <p>The file has its final name only after {@link #finish}; closing before that deletes it.
 *
 * <p>Thread rule: one thread.
 */
public final class IndexFileWriter implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final FileKind kind;
    private final Path unfinished;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(LITTLE_ENDIAN);
    private final CRC32C fileCrc = new CRC32C();
    private final BlockSeal seal;
    private long flushedBytes;
    private boolean finished;

    private IndexFileWriter(FileKind kind, Path unfinished, FileChannel channel) {
        this.kind = kind;
        this.seal = new BlockSeal(kind);
        this.unfinished = unfinished;
        this.channel = channel;
        buffer.put(kind.magic()).putInt(IndexLayout.VERSION).putInt(0);
    }

    /** Starts a file of that kind in a folder that holds no unfinished one of the same kind. */
    public static IndexFileWriter create(Path folder, FileKind kind) throws IndexException {
        return create(
                folder,
                kind,
                file ->
                        FileChannel.open(
                                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** Opens the file to write to; tests have disks that fill up. */
    interface ChannelOpener {
        FileChannel open(Path file) throws IOException;
    }

    static IndexFileWriter create(Path folder, FileKind kind, ChannelOpener opener)
            throws IndexException {
        Path unfinished = folder.resolve(kind.stem() + ".part");
        try {
            return new IndexFileWriter(kind, unfinished, opener.open(unfinished));
        } catch (IOException failure) {
            throw IndexWriteException.of(unfinished, failure);
        }
    }

    /** Position of the next byte in the file. */
    long position() {
        return flushedBytes + buffer.position();
    }

    /** Appends a block and returns its offset; its stored length is the payload's plus overhead. */
    public long writeBlock(byte blockKind, byte[] payload, int length) throws IndexException {
        assert length <= IndexLayout.MAX_BLOCK_BYTES : length;
        long offset = position();
        int crc = seal.compute(offset, blockKind, payload, 0, length);
        reserve(IndexLayout.BLOCK_PAYLOAD_OFFSET);
        buffer.put(blockKind).putInt(length);
        writeBytes(payload, length);
        reserve(IndexLayout.BLOCK_CRC_BYTES);
        buffer.putInt(crc);
        return offset;
    }

    /**
     * Appends the footer, makes the file durable and gives it its name.
     *
     * @param rootOffset offset of the root block, 0 if there is none
     * @param rootLength stored length of the root block, 0 if there is none
     * @param height levels above the leaves, or the width of an entry
     */
    public SealedFile finish(long rootOffset, int rootLength, int height, long entries)
            throws IndexException {
        try {
            flush();
            int contentCrc = (int) fileCrc.getValue();
            byte[] footer = footer(rootOffset, rootLength, height, entries, contentCrc);
            buffer.put(footer);
            flush();
            channel.force(true);
            channel.close();
            String name = kind.fileName(contentCrc);
            Files.move(unfinished, unfinished.resolveSibling(name));
            finished = true;
            return new SealedFile(kind, name, flushedBytes, contentCrc);
        } catch (IOException failure) {
            throw IndexWriteException.of(unfinished, failure);
        }
    }

    private static byte[] footer(
            long rootOffset, int rootLength, int height, long entries, int contentCrc) {
        byte[] bytes = new byte[IndexLayout.FOOTER_BYTES];
        ByteBuffer footer = ByteBuffer.wrap(bytes).order(LITTLE_ENDIAN);
        footer.putLong(IndexLayout.FOOTER_ROOT_OFFSET, rootOffset);
        footer.putInt(IndexLayout.FOOTER_ROOT_LENGTH_OFFSET, rootLength);
        footer.putInt(IndexLayout.FOOTER_HEIGHT_OFFSET, height);
        footer.putLong(IndexLayout.FOOTER_ENTRIES_OFFSET, entries);
        footer.putInt(IndexLayout.FOOTER_FILE_CRC_OFFSET, contentCrc);
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, IndexLayout.FOOTER_CRC_OFFSET);
        footer.putInt(IndexLayout.FOOTER_CRC_OFFSET, (int) crc.getValue());
        return bytes;
    }

    private void writeBytes(byte[] source, int length) throws IndexException {
        int done = 0;
        while (done < length) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int count = Math.min(length - done, buffer.remaining());
            buffer.put(source, done, count);
            done += count;
        }
    }

    private void reserve(int bytes) throws IndexException {
        if (buffer.remaining() < bytes) {
            flush();
        }
    }

    private void flush() throws IndexException {
        buffer.flip();
        fileCrc.update(buffer.duplicate());
        flushedBytes += buffer.remaining();
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException failure) {
            throw IndexWriteException.of(unfinished, failure);
        }
        buffer.clear();
    }

    /** Deletes the file unless it is finished. */
    @Override
    public void close() throws IndexException {
        if (finished) {
            return;
        }
        try {
            channel.close();
            Files.deleteIfExists(unfinished);
        } catch (IOException failure) {
            throw IndexWriteException.of(unfinished, failure);
        }
    }
}
