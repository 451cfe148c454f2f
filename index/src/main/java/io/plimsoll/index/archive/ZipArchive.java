package io.plimsoll.index.archive;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.plimsoll.index.IndexInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A zip file whose central directory is walked, never loaded, so that an archive of any number of
 * entries takes one small buffer; the JDK's own reader keeps the whole directory on the heap.
 *
 * <p>Entries are read by position, so that several threads may decompress different ones at once.
 *
 * <p>Thread rule: {@link #nextEntry} belongs to one thread at a time; {@link #open}, {@link
 * #retain} and {@link #release} may be called by any. The file closes with its last release.
 */
public final class ZipArchive {

    private static final int BUFFER_BYTES = 16 << 10;
    private static final int MAX_COMMENT_BYTES = 0xFFFF;

    private final String name;
    private final FileChannel channel;
    private final long fileBytes;
    private final AtomicInteger holders = new AtomicInteger(1);

    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(LITTLE_ENDIAN).limit(0);
    private long bufferedTo;
    private long directoryEnd;
    private long entriesExpected;
    private boolean entriesModulo;
    private long entriesRead;

    /** Bytes before the archive proper, as a self-extracting one has them. */
    private long prefixBytes;

    private ZipArchive(String name, FileChannel channel) throws IOException {
        this.name = name;
        this.channel = channel;
        this.fileBytes = channel.size();
        readEnd();
    }

    public static ZipArchive open(String name, Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new ZipArchive(name, channel);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    public String name() {
        return name;
    }

    public void retain() {
        holders.incrementAndGet();
    }

    public void release() throws IOException {
        if (holders.decrementAndGet() == 0) {
            channel.close();
        }
    }

    /** Finds the record at the end of the file that tells where the central directory is. */
    private void readEnd() throws IOException {
        int tailBytes = (int) Math.min(fileBytes, ZipLayout.END_BYTES + MAX_COMMENT_BYTES);
        ByteBuffer tail = readAt(fileBytes - tailBytes, tailBytes);
        for (int at = tailBytes - ZipLayout.END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == ZipLayout.END_MARK && isEnd(tail, at, tailBytes)) {
                long endOffset = fileBytes - tailBytes + at;
                if (!readEnd64(endOffset)) {
                    long entries = unsigned16(tail, at + ZipLayout.END_ENTRIES);
                    entriesModulo = true;
                    locateDirectory(
                            entries,
                            unsigned32(tail, at + ZipLayout.END_CENTRAL_SIZE),
                            unsigned32(tail, at + ZipLayout.END_CENTRAL_OFFSET),
                            endOffset);
                }
                return;
            }
        }
        throw IndexInputException.truncated(
                name, "not a complete zip file: it has no central directory");
    }

    /**
     * Whether the record with its comment ends the file. A record elsewhere may be that of an
     * archive within a truncated archive, so that a tolerant reader would show a part for the
     * whole.
     */
    private static boolean isEnd(ByteBuffer tail, int at, int tailBytes) {
        return at + ZipLayout.END_BYTES + unsigned16(tail, at + ZipLayout.END_COMMENT_LENGTH)
                == tailBytes;
    }

    private boolean readEnd64(long endOffset) throws IOException {
        long locatorOffset = endOffset - ZipLayout.LOCATOR64_BYTES;
        if (locatorOffset < 0) {
            return false;
        }
        ByteBuffer locator = readAt(locatorOffset, ZipLayout.LOCATOR64_BYTES);
        if (locator.getInt(0) != ZipLayout.LOCATOR64_MARK) {
            return false;
        }
        long end64Offset = locator.getLong(ZipLayout.LOCATOR64_END_OFFSET);
        if (end64Offset < 0 || end64Offset > locatorOffset - ZipLayout.END64_BYTES) {
            throw IndexInputException.malformed(
                    name, "its 64-bit end record is not where it should be");
        }
        ByteBuffer end = readAt(end64Offset, ZipLayout.END64_BYTES);
        if (end.getInt(0) != ZipLayout.END64_MARK) {
            throw IndexInputException.malformed(
                    name, "its 64-bit end record is not where it should be");
        }
        locateDirectory(
                end.getLong(ZipLayout.END64_ENTRIES),
                end.getLong(ZipLayout.END64_CENTRAL_SIZE),
                end.getLong(ZipLayout.END64_CENTRAL_OFFSET),
                end64Offset);
        return true;
    }

    private void locateDirectory(long entries, long sizeBytes, long offset, long end)
            throws IOException {
        if (entries < 0 || sizeBytes < 0 || offset < 0 || sizeBytes > end - offset) {
            throw IndexInputException.malformed(
                    name, "its central directory does not fit into the file");
        }
        entriesExpected = entries;
        prefixBytes = end - sizeBytes - offset;
        directoryEnd = end;
        bufferedTo = end - sizeBytes;
    }

    /** The next entry of the central directory, null after the last. */
    public @Nullable ZipEntry nextEntry() throws IOException {
        if (bufferedTo - buffer.remaining() >= directoryEnd) {
            checkCount();
            return null;
        }
        require(ZipLayout.CENTRAL_BYTES);
        int at = buffer.position();
        if (buffer.getInt(at) != ZipLayout.CENTRAL_MARK) {
            throw IndexInputException.malformed(
                    name, "entry " + entriesRead + " of its central directory is damaged");
        }
        int nameBytes = unsigned16(buffer, at + ZipLayout.CENTRAL_NAME_LENGTH);
        int extraBytes = unsigned16(buffer, at + ZipLayout.CENTRAL_EXTRA_LENGTH);
        int commentBytes = unsigned16(buffer, at + ZipLayout.CENTRAL_COMMENT_LENGTH);
        require(ZipLayout.CENTRAL_BYTES + nameBytes + extraBytes + commentBytes);
        ZipEntry entry = decode(buffer.position(), nameBytes, extraBytes);
        buffer.position(
                buffer.position()
                        + ZipLayout.CENTRAL_BYTES
                        + nameBytes
                        + extraBytes
                        + commentBytes);
        entriesRead++;
        return entry;
    }

    private void checkCount() throws IOException {
        long read = entriesModulo ? entriesRead & ZipLayout.ELSEWHERE_16 : entriesRead;
        if (read != entriesExpected) {
            throw IndexInputException.malformed(
                    name,
                    "its central directory has "
                            + entriesRead
                            + " entries (expected "
                            + entriesExpected
                            + ")");
        }
    }

    private ZipEntry decode(int at, int nameBytes, int extraBytes) throws IOException {
        String entryName =
                new String(
                        buffer.array(),
                        at + ZipLayout.CENTRAL_BYTES,
                        nameBytes,
                        StandardCharsets.UTF_8);
        long[] sizes = {
            unsigned32(buffer, at + ZipLayout.CENTRAL_SIZE),
            unsigned32(buffer, at + ZipLayout.CENTRAL_STORED_SIZE),
            unsigned32(buffer, at + ZipLayout.CENTRAL_LOCAL_OFFSET)
        };
        readExtra(at + ZipLayout.CENTRAL_BYTES + nameBytes, extraBytes, sizes);
        long localOffset = sizes[2] + prefixBytes;
        if (sizes[0] < 0 || sizes[1] < 0 || sizes[2] < 0 || localOffset > fileBytes) {
            throw IndexInputException.malformed(name, entryName + " does not lie inside the file");
        }
        return new ZipEntry(
                entryName,
                unsigned16(buffer, at + ZipLayout.CENTRAL_FLAGS),
                unsigned16(buffer, at + ZipLayout.CENTRAL_METHOD),
                unsigned32(buffer, at + ZipLayout.CENTRAL_CRC),
                sizes[1],
                sizes[0],
                localOffset);
    }

    /** Replaces the sizes that are stored elsewhere by those of the 64-bit extra field. */
    private void readExtra(int from, int extraBytes, long[] sizes) throws IOException {
        int at = from;
        int end = from + extraBytes;
        while (end - at >= 4) {
            int id = unsigned16(buffer, at);
            int fieldEnd = at + 4 + unsigned16(buffer, at + 2);
            at += 4;
            if (id == ZipLayout.EXTRA_ZIP64) {
                for (int i = 0; i < sizes.length; i++) {
                    if (sizes[i] == ZipLayout.ELSEWHERE_32) {
                        if (fieldEnd > end || at + Long.BYTES > fieldEnd) {
                            throw IndexInputException.malformed(
                                    name, "a 64-bit extra field is too short");
                        }
                        sizes[i] = buffer.getLong(at);
                        at += Long.BYTES;
                    }
                }
                return;
            }
            at = fieldEnd;
        }
    }

    /** Makes that many bytes of the directory available at the buffer's position. */
    private void require(int bytes) throws IOException {
        if (buffer.remaining() >= bytes) {
            return;
        }
        if (bytes > directoryEnd - bufferedTo + buffer.remaining()) {
            throw IndexInputException.malformed(name, "its central directory ends too early");
        }
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocate(bytes).order(LITTLE_ENDIAN).put(buffer);
        } else {
            buffer.compact();
        }
        buffer.limit(
                (int) Math.min(buffer.capacity(), buffer.position() + directoryEnd - bufferedTo));
        while (buffer.hasRemaining()) {
            int count = channel.read(buffer, bufferedTo);
            if (count < 0) {
                throw IndexInputException.truncated(name, "the zip file shrank while it was read");
            }
            bufferedTo += count;
        }
        buffer.flip();
    }

    /** Opens the content of an entry, from its beginning. */
    public ReadableByteChannel open(ZipEntry entry) throws IOException {
        String fullName = name + "!/" + entry.name();
        if ((entry.flags() & ZipLayout.FLAG_ENCRYPTED) != 0) {
            throw IndexInputException.unsupported(fullName, "it is encrypted");
        }
        if (entry.method() != ZipLayout.METHOD_STORED
                && entry.method() != ZipLayout.METHOD_DEFLATED) {
            throw IndexInputException.unsupported(
                    fullName, "compression method " + entry.method() + " is not supported");
        }
        if (fileBytes - entry.localOffset() < ZipLayout.LOCAL_BYTES) {
            throw IndexInputException.truncated(
                    fullName, "its header lies beyond the end of the file");
        }
        ByteBuffer local = readAt(entry.localOffset(), ZipLayout.LOCAL_BYTES);
        if (local.getInt(0) != ZipLayout.LOCAL_MARK) {
            throw IndexInputException.malformed(fullName, "its header is damaged");
        }
        long dataOffset =
                entry.localOffset()
                        + ZipLayout.LOCAL_BYTES
                        + unsigned16(local, ZipLayout.LOCAL_NAME_LENGTH)
                        + unsigned16(local, ZipLayout.LOCAL_EXTRA_LENGTH);
        if (entry.storedBytes() > fileBytes - dataOffset) {
            throw IndexInputException.truncated(
                    fullName, "its data goes beyond the end of the file");
        }
        return new ZipEntryChannel(fullName, entry, channel, dataOffset);
    }

    private ByteBuffer readAt(long offset, int bytes) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(bytes).order(LITTLE_ENDIAN);
        while (target.hasRemaining()) {
            if (channel.read(target, offset + target.position()) < 0) {
                throw IndexInputException.truncated(name, "the zip file is truncated");
            }
        }
        return target.flip();
    }

    private static int unsigned16(ByteBuffer source, int at) {
        return source.getShort(at) & 0xFFFF;
    }

    private static long unsigned32(ByteBuffer source, int at) {
        return source.getInt(at) & 0xFFFF_FFFFL;
    }
}
