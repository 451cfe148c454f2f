package io.plimsoll.index.format.postings;

import io.plimsoll.index.format.BlockReader;
import io.plimsoll.index.format.ByteCursor;
import io.plimsoll.index.format.IndexFile;
import io.plimsoll.index.format.IndexLayout;
import java.io.IOException;

/**
 * Walks one posting list forward, skipping what is not wanted.
 *
 * <p>Decodes one leaf at a time; {@link #advance} descends from the lowest node that reaches the
 * wanted document, so that a rare term skips through the list of a common one.
 *
 * <p>Thread rule: one thread.
 */
public final class PostingsCursor {

    /** What {@link #document()} says when the list is at its end. */
    public static final long END = Long.MAX_VALUE;

    private static final int LEAF_WINDOW_BYTES = 8 << 10;
    private static final int NODE_WINDOW_BYTES = 1 << 10;
    private static final int MAX_HEIGHT = 9;

    private final IndexFile file;
    private final long documentFrequency;
    private final long[] documents = new long[IndexLayout.LEAF_POSTINGS];
    private final long[] frequencies = new long[IndexLayout.LEAF_POSTINGS];
    private final PostingsNode[] path;
    private final BlockReader[] readers;
    private int leafCount;
    private int position = -1;
    private long document = -1;

    /**
     * Opens the list that a dictionary entry tells of, before its first posting.
     *
     * @param file the postings file
     * @param entry value of the dictionary entry, from its beginning
     */
    public PostingsCursor(IndexFile file, ByteCursor entry) throws IOException {
        this.file = file;
        this.documentFrequency = entry.readVarint();
        int rootLength = entry.readInt(IndexLayout.MAX_BLOCK_BYTES);
        if (rootLength == 0) {
            path = new PostingsNode[0];
            readers = new BlockReader[0];
            decodeLeaf(entry);
            if (leafCount != documentFrequency) {
                throw entry.corrupt(leafCount + " postings (expected " + documentFrequency + ")");
            }
            return;
        }
        long rootOffset = entry.readVarint();
        int height = entry.readInt(MAX_HEIGHT);
        path = new PostingsNode[height];
        readers = new BlockReader[height + 1];
        readers[0] = new BlockReader(file, LEAF_WINDOW_BYTES);
        for (int level = 0; level < height; level++) {
            path[level] = new PostingsNode();
            readers[level + 1] = new BlockReader(file, NODE_WINDOW_BYTES);
        }
        loadRoot(rootOffset, rootLength);
    }

    private void loadRoot(long offset, int length) throws IOException {
        if (path.length == 0) {
            decodeLeaf(readers[0].load(offset, length, IndexLayout.BLOCK_POSTINGS_LEAF));
        } else {
            loadNode(path.length - 1, offset, length);
        }
    }

    /** In how many documents the term occurs. */
    public long documentFrequency() {
        return documentFrequency;
    }

    /** The current document; -1 before the first, {@link #END} after the last. */
    public long document() {
        return document;
    }

    /** How often the term occurs in the current document. */
    public long frequency() {
        return frequencies[position];
    }

    /** Moves to the next posting and returns its document. */
    public long next() throws IOException {
        return advance(document + 1);
    }

    /** Moves to the first posting whose document is not below that one, never back. */
    public long advance(long wanted) throws IOException {
        if (document == END || wanted <= document) {
            return document;
        }
        if (leafCount == 0 || documents[leafCount - 1] < wanted) {
            if (!loadLeafReaching(wanted)) {
                document = END;
                return END;
            }
            position = -1;
        }
        // Short steps are the rule; a leaf is small enough to walk.
        int at = position + 1;
        while (documents[at] < wanted) {
            at++;
        }
        position = at;
        document = documents[at];
        return document;
    }

    private boolean loadLeafReaching(long wanted) throws IOException {
        int level = 0;
        while (level < path.length && path[level].lastDocument() < wanted) {
            level++;
        }
        if (level == path.length) {
            return false;
        }
        for (; level >= 0; level--) {
            PostingsNode node = path[level];
            int child = node.firstReaching(wanted);
            if (level > 0) {
                loadNode(level - 1, node.offset(child), node.storedLength(child));
                checkLast(path[level - 1].lastDocument(), node, child);
            } else {
                decodeLeaf(
                        readers[0].load(
                                node.offset(child),
                                node.storedLength(child),
                                IndexLayout.BLOCK_POSTINGS_LEAF));
                checkLast(documents[leafCount - 1], node, child);
            }
        }
        return true;
    }

    private void loadNode(int level, long offset, int length) throws IOException {
        path[level].decode(
                readers[level + 1].load(offset, length, IndexLayout.BLOCK_POSTINGS_NODE));
    }

    private void checkLast(long last, PostingsNode parent, int child) throws IOException {
        if (last != parent.lastDocument(child)) {
            throw file.corrupt(parent.offset(child), "the block ends with a different document");
        }
    }

    private void decodeLeaf(ByteCursor run) throws IOException {
        int count = 0;
        long last = 0;
        while (run.remaining() > 0) {
            if (count == IndexLayout.LEAF_POSTINGS) {
                throw run.corrupt("a run has more than " + count + " postings");
            }
            long head = run.readVarint();
            last = (count == 0 ? 0 : last) + (head >>> 1);
            documents[count] = last;
            frequencies[count] = (head & 1) == 1 ? 1 : run.readVarint();
            count++;
        }
        if (count == 0) {
            throw run.corrupt("a run has no postings");
        }
        leafCount = count;
    }
}
