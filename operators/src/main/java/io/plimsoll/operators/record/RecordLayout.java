package io.plimsoll.operators.record;

import io.plimsoll.memory.access.RawMemory;

/**
 * How a record lies in a page, in memory and on disk alike.
 *
 * <pre>
 *   small, without key length     0       4
 *                                 +-------+------------------+
 *                                 | length|  bytes ...       |
 *                                 +-------+------------------+
 *   small, with key length        0       4       8
 *                                 +-------+-------+----------+
 *                                 | length|key len| bytes ...|
 *                                 +-------+-------+----------+
 *   large                         0       4       8              16      20
 *                                 +-------+-------+---------------+-------+----------
 *                                 |  -1   |key len|    length     | page  | bytes ... to the end of the page
 *                                 +-------+-------+---------------+-------+----------
 * </pre>
 *
 * <p>Numbers are in native byte order. A small record lies in one page. A large one fills the end
 * of a page (on disk: all of it) and goes on in the pages that follow, which hold nothing else;
 * {@code page} is the index of its first page in the {@link RecordHeap}, and without meaning on
 * disk.
 *
 * <p>Immutable; any thread.
 *
 * @param keyed whether a record's key is shorter than the record, so that its length is stored
 */
public record RecordLayout(boolean keyed) {

    public static final int LARGE_HEADER_BYTES = 20;

    private static final int LARGE = -1;
    private static final int KEY_LENGTH_OFFSET = 4;
    private static final int LARGE_LENGTH_OFFSET = 8;
    private static final int LARGE_PAGE_OFFSET = 16;

    /** The bytes before a small record's own. */
    public int smallHeaderBytes() {
        return keyed ? 8 : 4;
    }

    public void putSmallHeader(long address, int lengthBytes, int keyBytes) {
        RawMemory.putInt(address, lengthBytes);
        if (keyed) {
            RawMemory.putInt(address + KEY_LENGTH_OFFSET, keyBytes);
        }
    }

    public static void putLargeHeader(long address, long lengthBytes, int keyBytes, int pageIndex) {
        RawMemory.putInt(address, LARGE);
        RawMemory.putInt(address + KEY_LENGTH_OFFSET, keyBytes);
        RawMemory.putLong(address + LARGE_LENGTH_OFFSET, lengthBytes);
        RawMemory.putInt(address + LARGE_PAGE_OFFSET, pageIndex);
    }

    public static boolean isLarge(long address) {
        return RawMemory.getInt(address) == LARGE;
    }

    public static int largePageIndex(long address) {
        return RawMemory.getInt(address + LARGE_PAGE_OFFSET);
    }

    public static int largeKeyBytes(long address) {
        return RawMemory.getInt(address + KEY_LENGTH_OFFSET);
    }

    /** The record's length without its header. */
    public static long lengthBytes(long address) {
        int length = RawMemory.getInt(address);
        return length == LARGE ? RawMemory.getLong(address + LARGE_LENGTH_OFFSET) : length;
    }

    /** The length of the record's key; the whole record's where no key lengths are stored. */
    public long keyBytes(long address) {
        return keyed ? RawMemory.getInt(address + KEY_LENGTH_OFFSET) : lengthBytes(address);
    }

    /** Where the record's own bytes start. */
    public long bytesAddress(long address) {
        return address + (isLarge(address) ? LARGE_HEADER_BYTES : smallHeaderBytes());
    }
}
