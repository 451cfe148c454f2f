package io.plimsoll.operators.partition;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.record.RecordLayout;
import io.plimsoll.operators.record.RecordPieces;
import java.io.IOException;

/**
 * How a record with its hash lies in a page, in memory and on disk alike: as {@link RecordLayout}
 * says, its own bytes being the hash, the key and the payload.
 *
 * <pre>
 *   small     0       4       8               16
 *             +-------+-------+---------------+---------------------------
 *             | length|key len|     hash      | key || payload
 *             +-------+-------+---------------+---------------------------
 *   large     0       4       8               16      20              28              36
 *             +-------+-------+---------------+-------+---------------+---------------+----------
 *             |  -1   |key len|    length     |       |     hash      |   next page   | key || payload, to the end of the page
 *             +-------+-------+---------------+-------+---------------+---------------+----------
 *   a page that goes on                       0               8
 *                                             +---------------+----------
 *                                             |   next page   | more payload
 *                                             +---------------+----------
 * </pre>
 *
 * <p>{@code length} counts the hash, the key and the payload. A key lies in the first page. The
 * upper two bits of {@code key len} are {@linkplain #marks marks}, free for whoever stores the
 * record. {@code next page} is the address of the page that follows, and without meaning on disk.
 * In memory, whoever has no more use for the hash may keep a word of its own in its place.
 *
 * <p>Any thread.
 */
public final class HashedRecord {

    /** The bits of a record that its owner may set. */
    public static final int MARKS = 0xC0000000;

    static final RecordLayout LAYOUT = new RecordLayout(true);

    static final int HASH_BYTES = Long.BYTES;
    static final int LINK_BYTES = Long.BYTES;
    static final int SMALL_HEADER_BYTES = LAYOUT.smallHeaderBytes() + HASH_BYTES;
    static final int LARGE_LINK_OFFSET = RecordLayout.LARGE_HEADER_BYTES + HASH_BYTES;
    static final int LARGE_HEADER_BYTES = LARGE_LINK_OFFSET + LINK_BYTES;

    private static final int KEY_LENGTH_OFFSET = Integer.BYTES;
    private static final int SMALL_HASH_OFFSET = LAYOUT.smallHeaderBytes();

    private HashedRecord() {}

    /** The longest key that pages of a size have room for. */
    public static int maxKeyBytes(int pageBytes) {
        return pageBytes - LARGE_HEADER_BYTES;
    }

    /** Whether a record lies in one page. */
    public static boolean isSmall(int pageBytes, long keyAndPayloadBytes) {
        return keyAndPayloadBytes <= pageBytes - SMALL_HEADER_BYTES;
    }

    public static boolean isLarge(long record) {
        return RecordLayout.isLarge(record);
    }

    /** How many bytes a small record takes of its page. */
    public static int smallBytes(long record) {
        return LAYOUT.smallHeaderBytes() + RawMemory.getInt(record);
    }

    /** The hash, or what its owner keeps in its place. */
    public static long word(long record) {
        return RawMemory.getLong(wordAddress(record));
    }

    public static void putWord(long record, long word) {
        RawMemory.putLong(wordAddress(record), word);
    }

    /** Where the hash lies. */
    public static long wordAddress(long record) {
        return record + (isLarge(record) ? RecordLayout.LARGE_HEADER_BYTES : SMALL_HASH_OFFSET);
    }

    public static int keyBytes(long record) {
        return RawMemory.getInt(record + KEY_LENGTH_OFFSET) & ~MARKS;
    }

    public static int marks(long record) {
        return RawMemory.getInt(record + KEY_LENGTH_OFFSET) & MARKS;
    }

    /** Adds marks to those that the record has. */
    public static void mark(long record, int marks) {
        long address = record + KEY_LENGTH_OFFSET;
        RawMemory.putInt(address, RawMemory.getInt(address) | marks);
    }

    /** Where the key starts; the payload's first piece follows it. */
    public static long keyAddress(long record) {
        return record + (isLarge(record) ? LARGE_HEADER_BYTES : SMALL_HEADER_BYTES);
    }

    /** The length of key and payload together. */
    public static long contentBytes(long record) {
        return RecordLayout.lengthBytes(record) - HASH_BYTES;
    }

    public static long payloadBytes(long record) {
        return contentBytes(record) - keyBytes(record);
    }

    /** Where a large record's bytes start in its first page, and in those that follow. */
    public static int largeContentOffset(boolean firstPage) {
        return firstPage ? LARGE_HEADER_BYTES : LINK_BYTES;
    }

    /** How many pages a large record has behind its first. */
    public static int pagesBehind(long record, int pageBytes) {
        long behind = contentBytes(record) - ((long) pageBytes - LARGE_HEADER_BYTES);
        return (int) Math.ceilDiv(behind, (long) pageBytes - LINK_BYTES);
    }

    /**
     * Hands over the payload of a record in memory, a piece at a time.
     *
     * @param pageBytes the size of the pages that it lies in
     */
    public static void forEachPayloadPiece(long record, int pageBytes, RecordPieces target)
            throws IOException {
        int keyBytes = keyBytes(record);
        long address = keyAddress(record) + keyBytes;
        long remaining = contentBytes(record) - keyBytes;
        if (!isLarge(record)) {
            target.accept(address, remaining);
            return;
        }
        long inPage = record + pageBytes - address;
        long next = RawMemory.getLong(record + LARGE_LINK_OFFSET);
        while (true) {
            long piece = Math.min(remaining, inPage);
            if (piece > 0) {
                target.accept(address, piece);
            }
            remaining -= piece;
            if (remaining == 0) {
                return;
            }
            address = next + LINK_BYTES;
            inPage = (long) pageBytes - LINK_BYTES;
            next = RawMemory.getLong(next);
        }
    }

    /** What a small record with such a content takes of its page. */
    public static int smallBytes(int contentBytes) {
        return SMALL_HEADER_BYTES + contentBytes;
    }

    /** Writes a small record's header; its key and payload follow it. */
    public static void putSmall(long record, long hash, int keyBytesAndMarks, int contentBytes) {
        LAYOUT.putSmallHeader(record, contentBytes + HASH_BYTES, keyBytesAndMarks);
        RawMemory.putLong(record + SMALL_HASH_OFFSET, hash);
    }

    /** Writes a large record's header. */
    static void putLarge(long record, long hash, int keyBytesAndMarks, long contentBytes) {
        RecordLayout.putLargeHeader(record, contentBytes + HASH_BYTES, keyBytesAndMarks, 0);
        RawMemory.putLong(record + RecordLayout.LARGE_HEADER_BYTES, hash);
        RawMemory.putLong(record + LARGE_LINK_OFFSET, 0);
    }
}
