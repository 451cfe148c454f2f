package io.plimsoll.index.format.document;

import io.plimsoll.index.format.ByteCursor;
import io.plimsoll.index.format.IndexFile;
import io.plimsoll.index.format.OrderedLong;
import io.plimsoll.index.format.table.SortedTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Tells the name of a document.
 *
 * <p>The table's key is a document id in {@link OrderedLong} form; its value is one byte that tells
 * the kind and then the name in UTF-8. A document has an entry of its own; the lines of a file
 * share the entry of the first line and are named by their distance from it.
 *
 * <p>Thread rule: one thread.
 */
public final class DocumentNames {

    /** The entry names one document. */
    public static final byte DOCUMENT = 0;

    /** The entry names a file each line of which is a document, from this id on. */
    public static final byte LINES = 1;

    private final IndexFile file;
    private final SortedTable table;
    private final byte[] key = new byte[OrderedLong.MAX_BYTES];

    public DocumentNames(IndexFile file) {
        this.file = file;
        this.table = new SortedTable(file);
    }

    /** The name of a document that has postings. */
    public String name(long document) throws IOException {
        int keyLength = OrderedLong.put(document, key, 0);
        if (!table.floor(key, keyLength)) {
            throw file.corrupt(file.blocksEnd(), "document " + document + " has no name");
        }
        long first = OrderedLong.get(table.key(), 0);
        ByteCursor value = table.value();
        int kind = value.readByte();
        byte[] utf8 = new byte[value.remaining()];
        value.read(utf8, 0, utf8.length);
        String name = new String(utf8, StandardCharsets.UTF_8);
        if (kind == LINES) {
            return name + ':' + (document - first + 1);
        }
        if (first != document) {
            throw file.corrupt(file.blocksEnd(), "document " + document + " has no name");
        }
        return name;
    }
}
