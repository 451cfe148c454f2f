package io.plimsoll.index.format;

/**
 * Where the bytes of an index file are; the prose is in {@code docs/layouts.md}.
 *
 * <p>All fixed-width numbers are little-endian.
 *
 * <pre>
 * file    0                8        12       16
 *         +----------------+--------+--------+-----------------------+----------+
 *         | magic          | version| zero   | block, block, ...     | footer   |
 *         +----------------+--------+--------+-----------------------+----------+
 *
 * block   0      1        5
 *         +------+--------+---------------------------+--------+
 *         | kind | length | payload                   | crc32c |
 *         +------+--------+---------------------------+--------+
 *                           length bytes                4
 *
 * footer  0                8        12       16               24       28       32
 *         +----------------+--------+--------+----------------+--------+--------+
 *         | root offset    | root   | height | entries        | file   | footer |
 *         |                | length | / width|                | crc32c | crc32c |
 *         +----------------+--------+--------+----------------+--------+--------+
 * </pre>
 */
public final class IndexLayout {

    /** Version of everything that this class describes; a reader refuses any other. */
    public static final int VERSION = 1;

    public static final int MAGIC_OFFSET = 0;
    public static final int VERSION_OFFSET = MAGIC_OFFSET + Long.BYTES;
    public static final int ZERO_OFFSET = VERSION_OFFSET + Integer.BYTES;
    public static final int HEADER_BYTES = ZERO_OFFSET + Integer.BYTES;

    public static final int BLOCK_KIND_OFFSET = 0;
    public static final int BLOCK_LENGTH_OFFSET = BLOCK_KIND_OFFSET + Byte.BYTES;
    public static final int BLOCK_PAYLOAD_OFFSET = BLOCK_LENGTH_OFFSET + Integer.BYTES;
    public static final int BLOCK_CRC_BYTES = Integer.BYTES;
    public static final int BLOCK_OVERHEAD_BYTES = BLOCK_PAYLOAD_OFFSET + BLOCK_CRC_BYTES;

    public static final int FOOTER_ROOT_OFFSET = 0;
    public static final int FOOTER_ROOT_LENGTH_OFFSET = FOOTER_ROOT_OFFSET + Long.BYTES;
    public static final int FOOTER_HEIGHT_OFFSET = FOOTER_ROOT_LENGTH_OFFSET + Integer.BYTES;
    public static final int FOOTER_ENTRIES_OFFSET = FOOTER_HEIGHT_OFFSET + Integer.BYTES;
    public static final int FOOTER_FILE_CRC_OFFSET = FOOTER_ENTRIES_OFFSET + Long.BYTES;
    public static final int FOOTER_CRC_OFFSET = FOOTER_FILE_CRC_OFFSET + Integer.BYTES;
    public static final int FOOTER_BYTES = FOOTER_CRC_OFFSET + Integer.BYTES;

    /** A block is closed before it grows beyond this, unless one entry alone is larger. */
    public static final int TABLE_BLOCK_BYTES = 4096;

    /** No valid block is larger: a table block with the longest key and value has room to spare. */
    public static final int MAX_BLOCK_BYTES = 1 << 19;

    /** Longest key of a table: the longest term. */
    public static final int MAX_KEY_BYTES = 1024;

    /** Longest value of a table: the longest document name. */
    public static final int MAX_VALUE_BYTES = 1 << 18;

    /** Postings of a leaf; decoded at once, so that a cursor's arrays are of this length. */
    public static final int LEAF_POSTINGS = 256;

    /** Children of a node of a posting tree. */
    public static final int NODE_CHILDREN = 128;

    /** Posting lists of up to this many bytes live in the dictionary, next to their term. */
    public static final int INLINE_POSTINGS_BYTES = 64;

    /** Documents of one block of the lengths file. */
    public static final int LENGTHS_PER_BLOCK = 1024;

    public static final byte BLOCK_TABLE_LEAF = 1;
    public static final byte BLOCK_TABLE_NODE = 2;
    public static final byte BLOCK_POSTINGS_LEAF = 3;
    public static final byte BLOCK_POSTINGS_NODE = 4;
    public static final byte BLOCK_LENGTHS = 5;

    private IndexLayout() {}
}
