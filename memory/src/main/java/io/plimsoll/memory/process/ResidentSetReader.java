package io.plimsoll.memory.process;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads the resident set of this process often: the file stays open, and reading makes no garbage.
 *
 * <p>The kernel may be late by some pages per processor ({@code /proc/self/statm} sums counters
 * that each processor keeps to itself for a while).
 *
 * <p><b>Threads:</b> one at a time.
 */
public final class ResidentSetReader implements Closeable {

    /** Stands for "cannot be known". */
    public static final long UNKNOWN = -1;

    private static final String STATM = "/proc/self/statm";
    private static final String AUXILIARY = "/proc/self/auxv";

    /** Seven numbers of up to twenty digits. */
    private static final int MAX_LENGTH = 160;

    /** The type of the entry of the auxiliary vector that has the page size; getauxval(3). */
    private static final long AT_PAGESZ = 6;

    private static final long COMMON_PAGE_BYTES = 4096;

    private final RandomAccessFile file;
    private final byte[] text = new byte[MAX_LENGTH];
    private final long pageBytes;

    private ResidentSetReader(RandomAccessFile file, long pageBytes) {
        this.file = file;
        this.pageBytes = pageBytes;
    }

    /** Opens the file; absent where there is none. */
    public static Optional<ResidentSetReader> open() {
        return open(Path.of("/"));
    }

    /** Opens that of a tree of files other than the system's, for tests. */
    public static Optional<ResidentSetReader> open(Path root) {
        SystemFiles files = new SystemFiles(root);
        try {
            // not a channel: an interrupt would close that
            RandomAccessFile file = new RandomAccessFile(files.resolve(STATM).toFile(), "r");
            ResidentSetReader reader =
                    new ResidentSetReader(file, pageBytes(files.resolve(AUXILIARY)));
            if (reader.bytes() != UNKNOWN) {
                return Optional.of(reader);
            }
            file.close();
            return Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Returns the resident set in bytes, or {@link #UNKNOWN}. */
    public long bytes() {
        int length;
        try {
            file.seek(0);
            length = file.read(text);
        } catch (IOException unreadable) {
            return UNKNOWN;
        }
        int at = 0;
        while (at < length && text[at] != ' ') {
            at++;
        }
        int start = ++at;
        long pages = 0;
        while (at < length && text[at] >= '0' && text[at] <= '9') {
            pages = pages * 10 + text[at++] - '0';
        }
        return at > start ? pages * pageBytes : UNKNOWN;
    }

    private static long pageBytes(Path auxiliary) {
        try {
            ByteBuffer entries =
                    ByteBuffer.wrap(Files.readAllBytes(auxiliary)).order(ByteOrder.nativeOrder());
            while (entries.remaining() >= 2 * Long.BYTES) {
                long type = entries.getLong();
                long value = entries.getLong();
                if (type == AT_PAGESZ) {
                    return value;
                }
            }
        } catch (IOException unreadable) {
            return COMMON_PAGE_BYTES;
        }
        return COMMON_PAGE_BYTES;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException ignored) {
            // nothing was written
        }
    }
}
