package io.plimsoll.index.format.table;

import io.plimsoll.index.format.BlockReader;
import io.plimsoll.index.format.ByteCursor;
import io.plimsoll.index.format.IndexFile;
import io.plimsoll.index.format.IndexLayout;
import java.io.IOException;
import java.util.Arrays;

/**
 * Looks keys up in a table that {@link SortedTableWriter} wrote: one block read a level.
 *
 * <p>Thread rule: one thread; any number of tables may share a file.
 */
public final class SortedTable {

    private static final int WINDOW_BYTES = 2 * IndexLayout.TABLE_BLOCK_BYTES;
    private static final int MAX_HEIGHT = 16;

    private final IndexFile file;
    private final BlockReader reader;
    private final byte[] key = new byte[IndexLayout.MAX_KEY_BYTES];
    private int keyLength;
    private final ByteCursor value;

    public SortedTable(IndexFile file) {
        this.file = file;
        this.reader = new BlockReader(file, WINDOW_BYTES);
        this.value = new ByteCursor(file.path());
    }

    /** Finds the entry with that key; if there is one, {@link #value()} tells its value. */
    public boolean find(byte[] wanted, int wantedLength) throws IOException {
        return floor(wanted, wantedLength)
                && Arrays.equals(key, 0, keyLength, wanted, 0, wantedLength);
    }

    /** Finds the entry with the greatest key that is not above that one. */
    public boolean floor(byte[] wanted, int wantedLength) throws IOException {
        if (file.rootLength() == 0) {
            return false;
        }
        int height = file.height();
        if (height < 0 || height > MAX_HEIGHT) {
            throw file.corrupt(file.blocksEnd(), "height=" + height);
        }
        long offset = file.rootOffset();
        long storedLength = file.rootLength();
        for (; height > 0; height--) {
            ByteCursor node = reader.load(offset, storedLength, IndexLayout.BLOCK_TABLE_NODE);
            if (!floorInBlock(node, wanted, wantedLength)) {
                return false;
            }
            offset = value.readVarint();
            storedLength = value.readVarint();
        }
        ByteCursor leaf = reader.load(offset, storedLength, IndexLayout.BLOCK_TABLE_LEAF);
        return floorInBlock(leaf, wanted, wantedLength);
    }

    private boolean floorInBlock(ByteCursor block, byte[] wanted, int wantedLength)
            throws IOException {
        boolean found = false;
        int length = 0;
        while (block.remaining() > 0) {
            int shared = block.readInt(length);
            int rest = block.readInt(IndexLayout.MAX_KEY_BYTES - shared);
            int restAt = block.skip(rest);
            int size = block.readInt(IndexLayout.MAX_VALUE_BYTES);
            int valueAt = block.skip(size);
            byte[] bytes = block.array();
            if (isAbove(bytes, shared, restAt, rest, wanted, wantedLength)) {
                break;
            }
            System.arraycopy(bytes, restAt, key, shared, rest);
            length = shared + rest;
            value.reset(bytes, valueAt, valueAt + size, block.fileOffset() - size);
            found = true;
        }
        keyLength = length;
        return found;
    }

    /** Whether {@code key[0, shared) + bytes[at, at + rest)} is above the wanted key. */
    private boolean isAbove(
            byte[] bytes, int shared, int at, int rest, byte[] wanted, int wantedLength) {
        int common = Math.min(shared, wantedLength);
        int head = Arrays.compareUnsigned(key, 0, common, wanted, 0, common);
        if (head != 0) {
            return head > 0;
        }
        return Arrays.compareUnsigned(bytes, at, at + rest, wanted, common, wantedLength) > 0
                || (shared > wantedLength);
    }

    /** The value last found, read from its beginning once; valid until the next look-up. */
    public ByteCursor value() {
        return value;
    }

    /** The key last found; valid until the next look-up. */
    public byte[] key() {
        return key;
    }
}
