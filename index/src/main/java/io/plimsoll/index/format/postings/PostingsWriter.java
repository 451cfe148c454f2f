package io.plimsoll.index.format.postings;

import io.plimsoll.index.IndexException;
import io.plimsoll.index.format.ByteBuilder;
import io.plimsoll.index.format.IndexFileWriter;
import io.plimsoll.index.format.IndexLayout;
import io.plimsoll.index.format.SealedFile;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes posting lists, one after the other: documents in ascending order with a frequency each.
 *
 * <p>A list is a tree that is built from its leaves, so that only one open block a level is in
 * memory and a reader that looks for a document reads one block a level. A leaf is a run:
 *
 * <pre>
 * run     +------------------+-------------+------------------+---
 *         | delta << 1 | one | [frequency] | delta << 1 | one | ...     varints
 *         +------------------+-------------+------------------+---
 * </pre>
 *
 * The first delta of a run is the document itself; {@code one} says that the frequency is 1 and not
 * stored. A node lists its children:
 *
 * <pre>
 * node    +---------------------+---------------+---------------+---
 *         | last document delta | offset delta  | stored length | ...  varints
 *         +---------------------+---------------+---------------+---
 * </pre>
 *
 * A short list needs no block: its run is handed back, to be kept in the dictionary.
 *
 * <p>Thread rule: one thread.
 */
public final class PostingsWriter {

    private final IndexFileWriter file;
    private final ByteBuilder leaf = new ByteBuilder(4096);
    private final List<Node> nodes = new ArrayList<>();
    private int height;
    private int leafCount;
    private long lastDocument;
    private long documents;
    private long lists;

    public PostingsWriter(IndexFileWriter file) {
        this.file = file;
    }

    /** Adds a posting to the open list; documents must ascend strictly. */
    public void add(long document, long frequency) throws IndexException {
        assert documents == 0 || document > lastDocument : document + " after " + lastDocument;
        if (leafCount == IndexLayout.LEAF_POSTINGS) {
            flushLeaf();
        }
        long delta = leafCount == 0 ? document : document - lastDocument;
        if (frequency == 1) {
            leaf.putVarint(delta << 1 | 1);
        } else {
            leaf.putVarint(delta << 1);
            leaf.putVarint(frequency);
        }
        lastDocument = document;
        leafCount++;
        documents++;
    }

    /**
     * Closes the open list and appends to {@code entry} what the dictionary says of it: the number
     * of documents, then either zero and the run itself, or stored length, offset and height of the
     * tree's root.
     */
    public void finishList(ByteBuilder entry) throws IndexException {
        entry.putVarint(documents);
        if (height == 0 && leaf.length() <= IndexLayout.INLINE_POSTINGS_BYTES) {
            entry.putVarint(0);
            entry.putBytes(leaf.array(), 0, leaf.length());
        } else {
            finishTree(entry);
        }
        leaf.clear();
        leafCount = 0;
        documents = 0;
        height = 0;
    }

    private void finishTree(ByteBuilder entry) throws IndexException {
        long rootOffset;
        int rootLength;
        if (height == 0) {
            rootLength = leaf.length() + IndexLayout.BLOCK_OVERHEAD_BYTES;
            rootOffset = writeLeaf();
        } else {
            flushLeaf();
            for (int level = 0; level < height - 1; level++) {
                flushNode(level);
            }
            Node root = nodes.get(height - 1);
            rootLength = root.storedLength();
            rootOffset = root.write(file);
        }
        entry.putVarint(rootLength);
        entry.putVarint(rootOffset);
        entry.putVarint(height);
        lists++;
    }

    /** Finishes the file. */
    public SealedFile finish() throws IndexException {
        return file.finish(0, 0, 0, lists);
    }

    private void flushLeaf() throws IndexException {
        int storedLength = leaf.length() + IndexLayout.BLOCK_OVERHEAD_BYTES;
        addChild(0, lastDocument, writeLeaf(), storedLength);
        leaf.clear();
        leafCount = 0;
    }

    private long writeLeaf() throws IndexException {
        return file.writeBlock(IndexLayout.BLOCK_POSTINGS_LEAF, leaf.array(), leaf.length());
    }

    private void flushNode(int level) throws IndexException {
        Node node = nodes.get(level);
        if (node.count == 0) {
            return;
        }
        int storedLength = node.storedLength();
        long last = node.lastDocument;
        addChild(level + 1, last, node.write(file), storedLength);
    }

    private void addChild(int level, long last, long offset, int storedLength)
            throws IndexException {
        if (level == nodes.size()) {
            nodes.add(new Node());
        }
        height = Math.max(height, level + 1);
        if (nodes.get(level).count == IndexLayout.NODE_CHILDREN) {
            flushNode(level);
        }
        nodes.get(level).append(last, offset, storedLength);
    }

    /** The open node of one level of the open list's tree. */
    private static final class Node {

        private final ByteBuilder block = new ByteBuilder(1024);
        private int count;
        private long lastDocument;
        private long lastOffset;

        void append(long document, long offset, int storedLength) {
            block.putVarint(count == 0 ? document : document - lastDocument);
            block.putVarint(count == 0 ? offset : offset - lastOffset);
            block.putVarint(storedLength);
            lastDocument = document;
            lastOffset = offset;
            count++;
        }

        int storedLength() {
            return block.length() + IndexLayout.BLOCK_OVERHEAD_BYTES;
        }

        /** Writes the node and leaves it empty. */
        long write(IndexFileWriter file) throws IndexException {
            long offset =
                    file.writeBlock(IndexLayout.BLOCK_POSTINGS_NODE, block.array(), block.length());
            block.clear();
            count = 0;
            return offset;
        }
    }
}
