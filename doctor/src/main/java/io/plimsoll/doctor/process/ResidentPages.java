package io.plimsoll.doctor.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which pages of a process are in memory, from {@code pagemap} of proc(5): for mappings that the
 * kernel merged though their parts have different owners. For one thread.
 */
public final class ResidentPages implements AutoCloseable {

    private static final int ENTRY_BYTES = Long.BYTES;
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int USUAL_PAGE_BYTES = 4096;
    private static final int MAX_PAGE_BYTES = 1 << 16;
    private static final long AT_PAGESZ = 6;
    private static final String FILE = "pagemap";

    private final @Nullable FileChannel pages;
    private final int pageBytes;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.nativeOrder());

    private ResidentPages(@Nullable FileChannel pages, int pageBytes) {
        this.pages = pages;
        this.pageBytes = pageBytes;
    }

    /** Opens it; if that can't be, nothing is known of any page. */
    public static ResidentPages of(ProcessFiles files) {
        int pageBytes = pageBytes(Path.of("/proc/self/auxv"));
        Path file = files.folder().resolve(FILE);
        try {
            return new ResidentPages(FileChannel.open(file), pageBytes);
        } catch (IOException refused) {
            return new ResidentPages(null, pageBytes);
        }
    }

    /** From what the kernel handed to a program at its start: pairs of a type and a value. */
    private static int pageBytes(Path auxiliary) {
        try {
            ByteBuffer pairs =
                    ByteBuffer.wrap(Files.readAllBytes(auxiliary)).order(ByteOrder.nativeOrder());
            while (pairs.remaining() >= 2 * Long.BYTES) {
                long type = pairs.getLong();
                long value = pairs.getLong();
                if (type == AT_PAGESZ && Long.bitCount(value) == 1 && value <= MAX_PAGE_BYTES) {
                    return (int) value;
                }
            }
        } catch (IOException unknown) {
            return USUAL_PAGE_BYTES;
        }
        return USUAL_PAGE_BYTES;
    }

    /** Returns how many bytes of a range are in memory; -1 if that is unknown. */
    public long residentBytes(AddressRange range) {
        if (pages == null || range.start() < 0) {
            return -1;
        }
        long first = range.start() / pageBytes;
        long last = (range.end() + pageBytes - 1) / pageBytes;
        long present = 0;
        try {
            long at = first;
            while (at < last) {
                int wanted = (int) Math.min(BUFFER_BYTES / ENTRY_BYTES, last - at);
                buffer.clear().limit(wanted * ENTRY_BYTES);
                int read = pages.read(buffer, at * ENTRY_BYTES);
                if (read < ENTRY_BYTES) {
                    return -1;
                }
                buffer.flip();
                for (int i = 0; i < read / ENTRY_BYTES; i++) {
                    // bit 63: the page is present
                    present += buffer.getLong(i * ENTRY_BYTES) < 0 ? 1 : 0;
                }
                at += read / ENTRY_BYTES;
            }
        } catch (IOException gone) {
            return -1;
        }
        return present * pageBytes;
    }

    @Override
    public void close() throws IOException {
        if (pages != null) {
            pages.close();
        }
    }
}
