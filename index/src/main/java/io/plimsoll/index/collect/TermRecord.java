package io.plimsoll.index.collect;

import io.plimsoll.index.format.ByteBuilder;
import io.plimsoll.index.format.OrderedLong;

/**
 * The records that go through the sorter, whose unsigned order is the order of writing: first the
 * lengths of all documents, then their names, then the postings by term and document.
 *
 * <pre>
 * lengths   +---+---+----------------+--------+--------+---
 *           | 0 | 1 | first document | tokens | tokens | ...           varints, one a document
 *           +---+---+----------------+--------+--------+---
 * name      +---+---+----------------+------+---------------+
 *           | 0 | 2 | first document | kind | name in UTF-8 |
 *           +---+---+----------------+------+---------------+
 * posting   +------+---+----------+---+-----------+
 *           | term | 0 | document | 0 | frequency |                     varint
 *           +------+---+----------+---+-----------+
 * postings  +------+---+----------------+---+-----------+--------------------+-------------+---
 *           | term | 0 | first document | 1 | frequency | delta << 1 | one   | [frequency] | ...
 *           +------+---+----------------+---+-----------+--------------------+-------------+---
 * </pre>
 *
 * Documents are in {@link OrderedLong} form; no term has a zero byte. The postings of a document
 * may come in parts, each with a part of the frequency: only the last document of a record goes on
 * in later ones. A record of one posting sorts before one of several for the same first document,
 * so that documents of a term never descend.
 */
public final class TermRecord {

    public static final byte ZERO = 0;
    public static final byte LENGTHS = 1;
    public static final byte NAME = 2;
    public static final byte SINGLE = 0;
    public static final byte SEVERAL = 1;

    /** A record is closed before it grows beyond this, unless it is a name. */
    public static final int TARGET_BYTES = 4096;

    private TermRecord() {}

    /** Starts a record of that kind. */
    public static void start(ByteBuilder record, byte kind, long document) {
        record.clear();
        record.putByte(ZERO);
        record.putByte(kind);
        putDocument(record, document);
    }

    public static void putDocument(ByteBuilder record, long document) {
        int at = record.extend(OrderedLong.MAX_BYTES);
        record.truncate(at + OrderedLong.put(document, record.array(), at));
    }
}
