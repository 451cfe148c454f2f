package io.plimsoll.index.format;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads single blocks of a file and verifies them before anybody sees a byte.
 *
 * <p>It reads a window, a little more than it was asked for, since the next block is often the next
 * one wanted; the page cache makes the surplus nearly free.
 *
 * <p>Thread rule: one thread.
 */
public final class BlockReader {

    private final IndexFile file;
    private final ByteCursor cursor;
    private final BlockSeal seal;
    private ByteBuffer window;
    private long windowOffset;
    private int windowLength;

    public BlockReader(IndexFile file, int windowBytes) {
        this.file = file;
        this.seal = new BlockSeal(file.kind());
        this.cursor = new ByteCursor(file.path());
        this.window = ByteBuffer.allocate(windowBytes).order(LITTLE_ENDIAN);
    }

    /**
     * Loads a block and returns a cursor over its payload, valid until the next load.
     *
     * @param storedLength length of the block with its overhead
     */
    public ByteCursor load(long offset, long storedLength, byte blockKind) throws IOException {
        if (offset < IndexLayout.HEADER_BYTES
                || storedLength < IndexLayout.BLOCK_OVERHEAD_BYTES
                || storedLength > IndexLayout.MAX_BLOCK_BYTES + IndexLayout.BLOCK_OVERHEAD_BYTES
                || storedLength > file.blocksEnd() - offset) {
            throw file.corrupt(offset, "no block of " + storedLength + " bytes can be here");
        }
        int from = fill(offset, (int) storedLength);
        int length = (int) storedLength - IndexLayout.BLOCK_OVERHEAD_BYTES;
        int payload = from + IndexLayout.BLOCK_PAYLOAD_OFFSET;
        if (window.get(from + IndexLayout.BLOCK_KIND_OFFSET) != blockKind
                || window.getInt(from + IndexLayout.BLOCK_LENGTH_OFFSET) != length) {
            throw file.corrupt(offset, "the block is not of the kind and length expected here");
        }
        int expected = seal.compute(offset, blockKind, window.array(), payload, length);
        if (window.getInt(payload + length) != expected) {
            throw file.corrupt(offset, "the block does not match its checksum");
        }
        cursor.reset(
                window.array(),
                payload,
                payload + length,
                offset + IndexLayout.BLOCK_PAYLOAD_OFFSET);
        return cursor;
    }

    /** Makes the window hold the bytes and returns where in it they start. */
    private int fill(long offset, int length) throws IOException {
        if (offset >= windowOffset && offset + length <= windowOffset + windowLength) {
            return (int) (offset - windowOffset);
        }
        if (window.capacity() < length) {
            window = ByteBuffer.allocate(length).order(LITTLE_ENDIAN);
        }
        windowLength = 0;
        int count = (int) Math.min(window.capacity(), file.blocksEnd() - offset);
        file.readFully(offset, window.array(), count);
        windowOffset = offset;
        windowLength = count;
        return 0;
    }
}
