package io.plimsoll.index.read;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Reads a document piece by piece into one page and tells text from what is not.
 *
 * <p>Thread rule: one thread at a time.
 */
final class TextReader {

    /** A NUL byte among so many first bytes makes a document binary; the rule is that of git. */
    static final int BINARY_PROBE_BYTES = 8000;

    private final long address;
    private final ByteBuffer view;
    private long bytesRead;

    /**
     * @param page of at least {@link #BINARY_PROBE_BYTES}
     */
    TextReader(MemorySegment page) {
        this.address = page.getAddress();
        this.view = RawMemory.view(address, page.size());
    }

    /** Where the bytes are. */
    long address() {
        return address;
    }

    /** Bytes of all documents read so far. */
    long bytesRead() {
        return bytesRead;
    }

    /**
     * Reads the first piece, long enough to judge the document by.
     *
     * @return how many bytes, 0 if the document is empty
     */
    int readFirst(ReadableByteChannel channel) throws IOException {
        view.clear();
        int count = 0;
        while (view.position() < BINARY_PROBE_BYTES && count >= 0) {
            count = channel.read(view);
        }
        bytesRead += view.position();
        return view.position();
    }

    /**
     * Reads the next piece.
     *
     * @return how many bytes, 0 at the end of the document
     */
    int readNext(ReadableByteChannel channel) throws IOException {
        view.clear();
        int count = 0;
        while (count == 0) {
            count = channel.read(view);
        }
        bytesRead += view.position();
        return view.position();
    }

    /** Whether the first piece is that of a binary document. */
    boolean isBinary(int firstBytes) {
        long end = address + Math.min(firstBytes, BINARY_PROBE_BYTES);
        return Bytes.indexOf((byte) 0, address, end) < end;
    }
}
