package io.plimsoll.index.format;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.plimsoll.index.IndexCorruptionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * An open, finished index file whose header and footer are what its manifest says.
 *
 * <p>Thread rule: any number of threads may read. Interrupting a thread while it reads closes the
 * file, as it does every {@link FileChannel}.
 */
public final class IndexFile implements AutoCloseable {

    private static final int SCAN_BYTES = 1 << 16;

    private final FileKind kind;
    private final Path path;
    private final FileChannel channel;
    private final long footerOffset;
    private final int contentCrc;
    private final ByteBuffer footer;

    private IndexFile(Path path, SealedFile expected, FileChannel channel) throws IOException {
        this.kind = expected.kind();
        this.path = path;
        this.channel = channel;
        this.contentCrc = expected.contentCrc();
        this.footerOffset = expected.sizeBytes() - IndexLayout.FOOTER_BYTES;
        if (channel.size() != expected.sizeBytes() || footerOffset < IndexLayout.HEADER_BYTES) {
            throw corrupt(
                    Math.min(channel.size(), expected.sizeBytes()),
                    "size=" + channel.size() + " (expected " + expected.sizeBytes() + ")");
        }
        checkHeader();
        this.footer = readFooter();
    }

    /** Opens a file of the folder and checks size, header and footer. */
    public static IndexFile open(Path folder, SealedFile expected) throws IOException {
        Path path = folder.resolve(expected.name());
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new IndexFile(path, expected, channel);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    private void checkHeader() throws IOException {
        ByteBuffer expected = ByteBuffer.allocate(IndexLayout.HEADER_BYTES).order(LITTLE_ENDIAN);
        expected.put(kind.magic()).putInt(IndexLayout.VERSION).putInt(0);
        byte[] header = new byte[IndexLayout.HEADER_BYTES];
        readFully(0, header, header.length);
        int difference = Arrays.mismatch(header, expected.array());
        if (difference >= 0) {
            throw corrupt(difference, "the header is not that of a " + kind.stem() + " file");
        }
    }

    private ByteBuffer readFooter() throws IOException {
        byte[] bytes = new byte[IndexLayout.FOOTER_BYTES];
        readFully(footerOffset, bytes, bytes.length);
        ByteBuffer read = ByteBuffer.wrap(bytes).order(LITTLE_ENDIAN);
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, IndexLayout.FOOTER_CRC_OFFSET);
        if (read.getInt(IndexLayout.FOOTER_CRC_OFFSET) != (int) crc.getValue()) {
            throw corrupt(footerOffset, "the footer does not match its checksum");
        }
        if (read.getInt(IndexLayout.FOOTER_FILE_CRC_OFFSET) != contentCrc) {
            throw corrupt(footerOffset, "the file is not the one that the manifest lists");
        }
        return read;
    }

    FileKind kind() {
        return kind;
    }

    public Path path() {
        return path;
    }

    public long rootOffset() {
        return footer.getLong(IndexLayout.FOOTER_ROOT_OFFSET);
    }

    public int rootLength() {
        return footer.getInt(IndexLayout.FOOTER_ROOT_LENGTH_OFFSET);
    }

    /** Levels above the leaves; in the lengths file the width of an entry in bytes. */
    public int height() {
        return footer.getInt(IndexLayout.FOOTER_HEIGHT_OFFSET);
    }

    public long entries() {
        return footer.getLong(IndexLayout.FOOTER_ENTRIES_OFFSET);
    }

    /** First byte after the blocks. */
    public long blocksEnd() {
        return footerOffset;
    }

    void readFully(long offset, byte[] target, int count) throws IOException {
        ByteBuffer view = ByteBuffer.wrap(target, 0, count);
        while (view.hasRemaining()) {
            if (channel.read(view, offset + view.position()) < 0) {
                throw corrupt(offset + view.position(), "the file ends too early");
            }
        }
    }

    /** Reads the whole file and compares it with its checksum. */
    public void verify() throws IOException {
        CRC32C crc = new CRC32C();
        byte[] chunk = new byte[SCAN_BYTES];
        for (long offset = 0; offset < footerOffset; offset += SCAN_BYTES) {
            int count = (int) Math.min(SCAN_BYTES, footerOffset - offset);
            readFully(offset, chunk, count);
            crc.update(chunk, 0, count);
        }
        if ((int) crc.getValue() != contentCrc) {
            throw corrupt(0, "the content does not match the checksum of the whole file");
        }
    }

    public IndexCorruptionException corrupt(long offset, String what) {
        return new IndexCorruptionException(path, offset, what);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
