package io.plimsoll.index.format.table;

import io.plimsoll.index.IndexException;
import io.plimsoll.index.format.ByteBuilder;
import io.plimsoll.index.format.IndexFileWriter;
import io.plimsoll.index.format.IndexLayout;
import io.plimsoll.index.format.SealedFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a sorted table: keys in ascending unsigned byte order, each with a value.
 *
 * <p>The table is a tree that is built from its leaves while it is written, so that at any time
 * only one open block a level is in memory. Blocks are front-coded:
 *
 * <pre>
 * entry   +--------+--------+----------------+--------+----------------+
 *         | shared | rest   | rest of key    | length | value          |     lengths are varints
 *         +--------+--------+----------------+--------+----------------+
 * </pre>
 *
 * where {@code shared} counts the first bytes of the key that the previous key of the block has
 * too. A node has the first key of each child; its value is the child's offset and stored length.
 *
 * <p>Thread rule: one thread.
 */
public final class SortedTableWriter {

    private final IndexFileWriter file;
    private final List<Level> levels = new ArrayList<>();
    private final ByteBuilder childAddress = new ByteBuilder(2 * Long.BYTES);
    private long entries;

    public SortedTableWriter(IndexFileWriter file) {
        this.file = file;
    }

    /** Appends an entry; keys must ascend strictly. */
    public void add(byte[] key, int keyLength, byte[] value, int valueLength)
            throws IndexException {
        if (keyLength > IndexLayout.MAX_KEY_BYTES || valueLength > IndexLayout.MAX_VALUE_BYTES) {
            throw new IllegalArgumentException(
                    "keyLength="
                            + keyLength
                            + " (expected at most "
                            + IndexLayout.MAX_KEY_BYTES
                            + "), valueLength="
                            + valueLength
                            + " (expected at most "
                            + IndexLayout.MAX_VALUE_BYTES
                            + ")");
        }
        add(0, key, keyLength, value, valueLength);
        entries++;
    }

    /** Writes what is open and finishes the file. */
    public SealedFile finish() throws IndexException {
        if (levels.isEmpty()) {
            return file.finish(0, 0, 0, 0);
        }
        int height = 0;
        while (height < levels.size() - 1) {
            flush(height++);
        }
        Level root = levels.get(height);
        long rootOffset = root.write(file, height);
        return file.finish(rootOffset, root.storedLength(), height, entries);
    }

    private void add(int height, byte[] key, int keyLength, byte[] value, int valueLength)
            throws IndexException {
        if (height == levels.size()) {
            levels.add(new Level());
        }
        Level level = levels.get(height);
        // A node of one child would be a level that divides nothing: two at least.
        int fewest = height == 0 ? 1 : 2;
        if (level.count >= fewest
                && level.block.length() + keyLength + valueLength > IndexLayout.TABLE_BLOCK_BYTES) {
            flush(height);
        }
        level.append(key, keyLength, value, valueLength);
    }

    private void flush(int height) throws IndexException {
        Level level = levels.get(height);
        long offset = level.write(file, height);
        childAddress.clear();
        childAddress.putVarint(offset);
        childAddress.putVarint(level.storedLength());
        // The child's address is copied before a recursive flush of the parent can reuse the
        // builder.
        byte[] address = Arrays.copyOf(childAddress.array(), childAddress.length());
        add(height + 1, level.firstKey.array(), level.firstKey.length(), address, address.length);
        level.clear();
    }

    /** The open block of one level. */
    private static final class Level {

        private final ByteBuilder block = new ByteBuilder(2 * IndexLayout.TABLE_BLOCK_BYTES);
        private final ByteBuilder firstKey = new ByteBuilder(64);
        private final ByteBuilder lastKey = new ByteBuilder(64);
        private int count;

        void append(byte[] key, int keyLength, byte[] value, int valueLength) {
            int shared = 0;
            if (count == 0) {
                firstKey.clear();
                firstKey.putBytes(key, 0, keyLength);
            } else {
                int mismatch =
                        Arrays.mismatch(lastKey.array(), 0, lastKey.length(), key, 0, keyLength);
                assert ascends(key, keyLength, mismatch) : "keys must ascend";
                shared = Math.min(mismatch, lastKey.length());
            }
            block.putVarint(shared);
            block.putVarint(keyLength - shared);
            block.putBytes(key, shared, keyLength - shared);
            block.putVarint(valueLength);
            block.putBytes(value, 0, valueLength);
            lastKey.clear();
            lastKey.putBytes(key, 0, keyLength);
            count++;
        }

        private boolean ascends(byte[] key, int keyLength, int mismatch) {
            return mismatch >= 0
                    && Arrays.compareUnsigned(
                                    lastKey.array(), 0, lastKey.length(), key, 0, keyLength)
                            < 0;
        }

        long write(IndexFileWriter file, int height) throws IndexException {
            byte kind = height == 0 ? IndexLayout.BLOCK_TABLE_LEAF : IndexLayout.BLOCK_TABLE_NODE;
            return file.writeBlock(kind, block.array(), block.length());
        }

        int storedLength() {
            return block.length() + IndexLayout.BLOCK_OVERHEAD_BYTES;
        }

        void clear() {
            block.clear();
            count = 0;
        }
    }
}
