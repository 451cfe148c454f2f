package io.plimsoll.operators.cache.entry;

import io.plimsoll.memory.access.RawComparison;
import io.plimsoll.memory.access.RawMemory;

/**
 * How an entry lies in its block. Numbers are in native order: no entry leaves the process.
 *
 * <pre>
 *   0      1      2             4                8                12
 *  +------+------+-------------+----------------+----------------+----------------+
 *  | kind |queue |  (unused)   |   key bytes    |  value bytes   |     stamp      |
 *  +------+------+-------------+----------------+----------------+----------------+
 *  |            hash of the key                 |   previous entry of the queue   |
 *  +--------------------------------------------+---------------------------------+
 *  |         next entry of the queue            | deadline           (if expiring)|
 *  +--------------------------------------------+---------------------------------+
 *  | deadline by writing          (if expiring) | next chunk   (if kind is LARGE) |
 *  +--------------------------------------------+---------------------------------+
 *  | key ...                                    | value ...                       |
 *  +--------------------------------------------+---------------------------------+
 * </pre>
 *
 * <p>The value of a large entry goes on in further chunks, each in a block of its own:
 *
 * <pre>
 *  +------+--------------------+----------------+---------------------------------+
 *  | kind |      (unused)      |  value bytes   |       the entry's address       |
 *  +------+--------------------+----------------+---------------------------------+
 *  |                next chunk                  | value ...                       |
 *  +--------------------------------------------+---------------------------------+
 * </pre>
 */
public final class EntryLayout {

    /** A block that is free; a free block's first byte says so. */
    public static final byte FREE = 0;

    /** An entry in one block. */
    public static final byte SMALL = 1;

    /** The first block of an entry in several. */
    public static final byte LARGE = 2;

    /** A further block of a large entry. */
    public static final byte CHUNK = 3;

    private static final int QUEUE = 1;
    private static final int KEY_BYTES = 4;
    private static final int VALUE_BYTES = KEY_BYTES + Integer.BYTES;
    private static final int STAMP = VALUE_BYTES + Integer.BYTES;
    private static final int HASH = STAMP + Integer.BYTES;
    private static final int PREVIOUS = HASH + Long.BYTES;
    private static final int NEXT = PREVIOUS + Long.BYTES;
    private static final int PLAIN_HEADER_BYTES = NEXT + Long.BYTES;
    private static final int DEADLINE = PLAIN_HEADER_BYTES;
    private static final int WRITE_DEADLINE = DEADLINE + Long.BYTES;
    private static final int EXPIRING_HEADER_BYTES = WRITE_DEADLINE + Long.BYTES;

    private static final int CHUNK_BYTES = VALUE_BYTES;
    private static final int CHUNK_ENTRY = CHUNK_BYTES + Integer.BYTES + Integer.BYTES;
    private static final int CHUNK_NEXT = CHUNK_ENTRY + Long.BYTES;

    /** The bytes before the value in a further chunk. */
    public static final int CHUNK_HEADER_BYTES = CHUNK_NEXT + Long.BYTES;

    private final boolean expiring;
    private final int headerBytes;

    /** Creates the layout of entries that may expire, or of those that never do. */
    public EntryLayout(boolean expiring) {
        this.expiring = expiring;
        this.headerBytes = expiring ? EXPIRING_HEADER_BYTES : PLAIN_HEADER_BYTES;
    }

    /** Whether entries have deadlines. */
    public boolean isExpiring() {
        return expiring;
    }

    /** The bytes of an entry in one block. */
    public long smallBytes(int keyBytes, int valueBytes) {
        return (long) headerBytes + keyBytes + valueBytes;
    }

    /** The bytes before the value in the first block of a large entry. */
    public int largeHeadBytes(int keyBytes) {
        return headerBytes + Long.BYTES + keyBytes;
    }

    /** Writes the header of an entry that is in no queue yet. */
    public void putHeader(long entry, byte kind, long hash, int keyBytes, int valueBytes) {
        RawMemory.putInt(entry, 0);
        RawMemory.putByte(entry, kind);
        RawMemory.putInt(entry + KEY_BYTES, keyBytes);
        RawMemory.putInt(entry + VALUE_BYTES, valueBytes);
        RawMemory.putInt(entry + STAMP, 0);
        RawMemory.putLong(entry + HASH, hash);
        RawMemory.putLong(entry + PREVIOUS, 0);
        RawMemory.putLong(entry + NEXT, 0);
    }

    /** Where the key of an entry is, with its value behind it. */
    public long keyAddress(long entry) {
        return entry + headerBytes + (kind(entry) == LARGE ? Long.BYTES : 0);
    }

    /** Whether an entry has a key. */
    public boolean hasKey(long entry, byte[] key, int keyBytes) {
        return RawMemory.getInt(entry + KEY_BYTES) == keyBytes
                && RawComparison.equal(key, 0, keyAddress(entry), keyBytes);
    }

    /** Where the address of a large entry's second chunk is. */
    public long firstLinkAddress(long entry) {
        return entry + headerBytes;
    }

    /** Writes the header of a further chunk. */
    public static void putChunkHeader(long chunk, long entry, int valueBytes) {
        RawMemory.putInt(chunk, CHUNK);
        RawMemory.putByte(chunk, CHUNK);
        RawMemory.putInt(chunk + CHUNK_BYTES, valueBytes);
        RawMemory.putLong(chunk + CHUNK_ENTRY, entry);
        RawMemory.putLong(chunk + CHUNK_NEXT, 0);
    }

    /** Where the address of the chunk after a further one is. */
    public static long linkAddress(long chunk) {
        return chunk + CHUNK_NEXT;
    }

    /** The value bytes in a further chunk. */
    public static int chunkBytes(long chunk) {
        return RawMemory.getInt(chunk + CHUNK_BYTES);
    }

    /** The entry of a further chunk. */
    public static long chunkEntry(long chunk) {
        return RawMemory.getLong(chunk + CHUNK_ENTRY);
    }

    /** Notes that the entry of a further chunk was moved. */
    public static void setChunkEntry(long chunk, long entry) {
        RawMemory.putLong(chunk + CHUNK_ENTRY, entry);
    }

    /** What a block is: one of the constants. */
    public static byte kind(long block) {
        return RawMemory.getByte(block);
    }

    /** The queue of the policy that an entry is in. */
    public static int queue(long entry) {
        return RawMemory.getByte(entry + QUEUE) & 0xFF;
    }

    /** Notes the queue that an entry is in, 0 to 255. */
    public static void setQueue(long entry, int queue) {
        RawMemory.putByte(entry + QUEUE, (byte) queue);
    }

    /** The bytes of the key. */
    public static int keyBytes(long entry) {
        return RawMemory.getInt(entry + KEY_BYTES);
    }

    /** The bytes of the value. */
    public static int valueBytes(long entry) {
        return RawMemory.getInt(entry + VALUE_BYTES);
    }

    /** Notes a value of another length in the same block. */
    public static void setValueBytes(long entry, int bytes) {
        RawMemory.putInt(entry + VALUE_BYTES, bytes);
    }

    /** What the queue has noted about when it moved the entry. */
    public static int stamp(long entry) {
        return RawMemory.getInt(entry + STAMP);
    }

    /** Notes when the queue moved the entry. */
    public static void setStamp(long entry, int stamp) {
        RawMemory.putInt(entry + STAMP, stamp);
    }

    /** The hash of the key. */
    public static long hash(long entry) {
        return RawMemory.getLong(entry + HASH);
    }

    /** What an entry weighs to the policy: its bytes without what its block has too many. */
    public static long weightBytes(long entry) {
        return (long) PLAIN_HEADER_BYTES + keyBytes(entry) + valueBytes(entry);
    }

    /** The entry before this one in its queue, 0 if it is the first. */
    public static long previous(long entry) {
        return RawMemory.getLong(entry + PREVIOUS);
    }

    /** Links an entry to the one before. */
    public static void setPrevious(long entry, long previous) {
        RawMemory.putLong(entry + PREVIOUS, previous);
    }

    /** The entry after this one in its queue, 0 if it is the last. */
    public static long next(long entry) {
        return RawMemory.getLong(entry + NEXT);
    }

    /** Links an entry to the one after. */
    public static void setNext(long entry, long next) {
        RawMemory.putLong(entry + NEXT, next);
    }

    /** When the entry expires, in nanoseconds of the cache's clock. */
    public static long deadline(long entry) {
        return RawMemory.getLong(entry + DEADLINE);
    }

    /** The latest that the deadline may be put to by an access. */
    public static long writeDeadline(long entry) {
        return RawMemory.getLong(entry + WRITE_DEADLINE);
    }

    /** Sets the deadline. */
    public static void setDeadline(long entry, long nanos) {
        RawMemory.putLong(entry + DEADLINE, nanos);
    }

    /** Sets the deadline that accesses do not change. */
    public static void setWriteDeadline(long entry, long nanos) {
        RawMemory.putLong(entry + WRITE_DEADLINE, nanos);
    }
}
