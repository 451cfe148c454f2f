package io.plimsoll.index.format.postings;

import io.plimsoll.index.IndexCorruptionException;
import io.plimsoll.index.format.ByteCursor;
import io.plimsoll.index.format.IndexLayout;

/** A decoded node of a posting tree: last document, offset and length of each child. */
final class PostingsNode {

    private final long[] lastDocuments = new long[IndexLayout.NODE_CHILDREN];
    private final long[] offsets = new long[IndexLayout.NODE_CHILDREN];
    private final int[] storedLengths = new int[IndexLayout.NODE_CHILDREN];
    private int count;

    void decode(ByteCursor block) throws IndexCorruptionException {
        int children = 0;
        long document = 0;
        long offset = 0;
        while (block.remaining() > 0) {
            if (children == IndexLayout.NODE_CHILDREN) {
                throw block.corrupt("a node has more than " + children + " children");
            }
            document += block.readVarint();
            offset += block.readVarint();
            lastDocuments[children] = document;
            offsets[children] = offset;
            storedLengths[children] = block.readInt(IndexLayout.MAX_BLOCK_BYTES);
            children++;
        }
        if (children == 0) {
            throw block.corrupt("a node has no children");
        }
        count = children;
    }

    /** The first child whose last document is not below that one; there is one. */
    int firstReaching(long document) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (lastDocuments[middle] < document) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    long lastDocument() {
        return count == 0 ? -1 : lastDocuments[count - 1];
    }

    long lastDocument(int child) {
        return lastDocuments[child];
    }

    long offset(int child) {
        return offsets[child];
    }

    int storedLength(int child) {
        return storedLengths[child];
    }
}
