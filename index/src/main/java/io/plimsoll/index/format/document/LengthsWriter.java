package io.plimsoll.index.format.document;

import io.plimsoll.index.IndexException;
import io.plimsoll.index.format.ByteBuilder;
import io.plimsoll.index.format.IndexFileWriter;
import io.plimsoll.index.format.IndexLayout;
import io.plimsoll.index.format.SealedFile;

/**
 * Writes how many tokens each document has, by document id from zero without gaps.
 *
 * <p>All entries have the same width, the fewest bytes that hold the largest, so that the place of
 * an entry is computed:
 *
 * <pre>
 * block   0       width   2 * width
 *         +-------+-------+---- ... ----+
 *         | first | next  |             |     1024 entries, fewer in the last block
 *         +-------+-------+---- ... ----+
 * </pre>
 *
 * <p>Thread rule: one thread.
 */
public final class LengthsWriter {

    private final IndexFileWriter file;
    private final int widthBytes;
    private final ByteBuilder block;
    private long entries;

    /**
     * @param largest the largest number that will be added
     */
    public LengthsWriter(IndexFileWriter file, long largest) {
        this.file = file;
        this.widthBytes =
                Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(largest) + 7) / Byte.SIZE);
        this.block = new ByteBuilder(IndexLayout.LENGTHS_PER_BLOCK * widthBytes);
    }

    public long entries() {
        return entries;
    }

    /** Adds the number of tokens of the next document. */
    public void add(long tokens) throws IndexException {
        assert widthBytes == Long.BYTES || tokens >>> (widthBytes * Byte.SIZE) == 0 : tokens;
        for (int i = 0; i < widthBytes; i++) {
            block.putByte((int) (tokens >>> (i * Byte.SIZE)));
        }
        entries++;
        if (entries % IndexLayout.LENGTHS_PER_BLOCK == 0) {
            flush();
        }
    }

    /** Writes what is open and finishes the file. */
    public SealedFile finish() throws IndexException {
        if (block.length() > 0) {
            flush();
        }
        return file.finish(0, 0, widthBytes, entries);
    }

    private void flush() throws IndexException {
        file.writeBlock(IndexLayout.BLOCK_LENGTHS, block.array(), block.length());
        block.clear();
    }
}
