package io.plimsoll.index.format.document;

import io.plimsoll.index.format.BlockReader;
import io.plimsoll.index.format.ByteCursor;
import io.plimsoll.index.format.IndexFile;
import io.plimsoll.index.format.IndexLayout;
import java.io.IOException;

/**
 * Tells how many tokens a document has, holding one block in memory.
 *
 * <p>Thread rule: one thread.
 */
public final class Lengths {

    private static final int WINDOW_BYTES = 8 << 10;

    private final IndexFile file;
    private final int widthBytes;
    private final BlockReader reader;
    private final long[] loaded = new long[IndexLayout.LENGTHS_PER_BLOCK];
    private long loadedBlock = -1;

    public Lengths(IndexFile file) throws IOException {
        this.file = file;
        this.widthBytes = file.height();
        this.reader = new BlockReader(file, WINDOW_BYTES);
        if (widthBytes < 1 || widthBytes > Long.BYTES) {
            throw file.corrupt(file.blocksEnd(), "width=" + widthBytes + " (expected 1 to 8)");
        }
    }

    /** The number of tokens of a document that has postings. */
    public long tokens(long document) throws IOException {
        if (document < 0 || document >= file.entries()) {
            throw file.corrupt(
                    file.blocksEnd(),
                    "document=" + document + " (expected below " + file.entries() + ")");
        }
        long block = document / IndexLayout.LENGTHS_PER_BLOCK;
        if (block != loadedBlock) {
            load(block);
        }
        return loaded[(int) (document % IndexLayout.LENGTHS_PER_BLOCK)];
    }

    private void load(long block) throws IOException {
        loadedBlock = -1;
        long first = block * IndexLayout.LENGTHS_PER_BLOCK;
        int count = (int) Math.min(IndexLayout.LENGTHS_PER_BLOCK, file.entries() - first);
        long fullLength =
                (long) IndexLayout.LENGTHS_PER_BLOCK * widthBytes
                        + IndexLayout.BLOCK_OVERHEAD_BYTES;
        ByteCursor entries =
                reader.load(
                        IndexLayout.HEADER_BYTES + block * fullLength,
                        (long) count * widthBytes + IndexLayout.BLOCK_OVERHEAD_BYTES,
                        IndexLayout.BLOCK_LENGTHS);
        for (int i = 0; i < count; i++) {
            long tokens = 0;
            for (int shift = 0; shift < widthBytes * Byte.SIZE; shift += Byte.SIZE) {
                tokens |= (long) entries.readByte() << shift;
            }
            loaded[i] = tokens;
        }
        loadedBlock = block;
    }
}
