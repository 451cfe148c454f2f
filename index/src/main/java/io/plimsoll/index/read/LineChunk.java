package io.plimsoll.index.read;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a file that one worker cuts into lines: whole lines, or a part of one that is longer
 * than the chunk.
 *
 * <p>Thread rule: one thread at a time.
 */
final class LineChunk {

    private final List<MemorySegment> pages;
    private final int pageBytes;
    private long length;
    private long firstLine;
    private boolean endsLine;
    private @Nullable String name;

    /**
     * @param pages at least two, of one size
     */
    LineChunk(List<MemorySegment> pages) {
        this.pages = List.copyOf(pages);
        this.pageBytes = pages.getFirst().size();
    }

    /** Empties it for what comes next. */
    void start(long line, @Nullable String documentName) {
        firstLine = line;
        name = documentName;
        endsLine = true;
        length = 0;
    }

    /** Copies bytes in; there is room for them. */
    void append(long address, long bytes) {
        long from = address;
        long end = address + bytes;
        while (from < end) {
            long offset = length % pageBytes;
            long count = Math.min(end - from, pageBytes - offset);
            RawMemory.copy(
                    from, pages.get((int) (length / pageBytes)).getAddress() + offset, count);
            from += count;
            length += count;
        }
    }

    long length() {
        return length;
    }

    long room() {
        return (long) pages.size() * pageBytes - length;
    }

    /** From this length on the chunk is full enough to end with the next line. */
    long target() {
        return (long) (pages.size() - 1) * pageBytes;
    }

    /** The document id of the line that the chunk starts with or goes on with. */
    long firstLine() {
        return firstLine;
    }

    /** The name of the document if the chunk has its first line. */
    @Nullable String documentName() {
        return name;
    }

    /** Whether it ends where a line or the document ends. */
    boolean endsLine() {
        return endsLine;
    }

    void leaveLineOpen() {
        endsLine = false;
    }

    int pieces() {
        return (int) ((length + pageBytes - 1) / pageBytes);
    }

    long pieceAddress(int piece) {
        return pages.get(piece).getAddress();
    }

    int pieceBytes(int piece) {
        return (int) Math.min(pageBytes, length - (long) piece * pageBytes);
    }
}
