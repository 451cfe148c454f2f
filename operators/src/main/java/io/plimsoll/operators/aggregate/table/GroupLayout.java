package io.plimsoll.operators.aggregate.table;

import io.plimsoll.memory.access.RawArrays;
import io.plimsoll.memory.access.RawComparison;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.aggregate.function.AttachedFunction;
import io.plimsoll.operators.aggregate.function.StateFunction;
import io.plimsoll.operators.aggregate.function.ValueFunction;
import io.plimsoll.operators.hash.ByteHash;
import java.util.List;

/**
 * How groups lie on pages, in memory and on disk alike.
 *
 * <pre>
 *   compact: all keys have one length, and nothing is attached
 *       0           keyBytes
 *       +-----------+------------------+
 *       |    key    |  states          |
 *       +-----------+------------------+
 *
 *   otherwise
 *       0       4       8
 *       +-------+-------+-----------+------------------+
 *       |  size |  tag  |    key    |  states          |     kind GROUP
 *       +-------+-------+-----------+------------------+
 *       |  size |  tag  |    key    |  value           |     kind ELEMENT: of a set, kept once
 *       +-------+-------+-----------+--------+---------+
 *       |  size |  tag  |    key    |  next  |  value  |     kind ITEM: of a list
 *       +-------+-------+-----------+--------+---------+-------+
 *       |  size |  tag  |    key    |  len4  |  value  | slack |     kind VALUE: one to a group
 *       +-------+-------+-----------+--------+---------+-------+
 *
 *   tag      31   28 27     20 19                    0
 *            +------+---------+----------------------+
 *            | kind | function|      key length      |
 *            +------+---------+----------------------+
 * </pre>
 *
 * <p>{@code size} is the whole record's; of kind 0 is what is no longer valid. Numbers are in
 * native byte order, nothing is aligned.
 *
 * <p>Immutable; any thread.
 */
public final class GroupLayout {

    /** The longest key, in bytes. */
    public static final int MAX_KEY_BYTES = (1 << 20) - 1;

    /** How many functions there may be. */
    public static final int MAX_FUNCTIONS = 1 << 8;

    /** What comes before an item's value. */
    public static final int ITEM_HEADER_BYTES = 8;

    /** The rank of values in sets: behind states. */
    public static final int ELEMENT_RANK = 2;

    /** The rank of items: behind all else. */
    public static final int ITEM_RANK = 4;

    static final int HEADER_BYTES = 8;
    static final int DEAD = 0;
    static final int GROUP = 1;
    static final int ELEMENT = ELEMENT_RANK;
    static final int VALUE = 3;
    static final int ITEM = ITEM_RANK;

    private static final int TAG_OFFSET = 4;
    private static final int FUNCTION_SHIFT = 20;
    private static final int KIND_SHIFT = 28;

    private final StateFunction[] functions;
    private final int[] offsets;
    private final int stateBytes;
    private final int fixedKeyBytes;
    private final boolean compact;
    private final long emptyState;
    private final long hashMask;

    /**
     * Creates a layout.
     *
     * @param functions what is computed
     * @param fixedKeyBytes how long all keys are, 0 if they differ
     * @param emptyState where a state without values is kept for as long as the layout is in use;
     *     {@link #stateBytes(List)} are written there
     * @param hashMask which bits of hashes are used; all, but for tests of collisions
     */
    public GroupLayout(
            List<StateFunction> functions, int fixedKeyBytes, long emptyState, long hashMask) {
        this.functions = functions.toArray(StateFunction[]::new);
        this.offsets = new int[functions.size()];
        this.fixedKeyBytes = fixedKeyBytes;
        this.emptyState = emptyState;
        this.hashMask = hashMask;
        int end = 0;
        boolean attached = false;
        for (int i = 0; i < this.functions.length; i++) {
            offsets[i] = end;
            this.functions[i].initialize(emptyState + end);
            end += this.functions[i].stateBytes();
            attached |= this.functions[i] instanceof AttachedFunction;
        }
        this.stateBytes = end;
        this.compact = fixedKeyBytes > 0 && !attached;
    }

    /** How many bytes the states of some functions take together. */
    public static int stateBytes(List<StateFunction> functions) {
        return functions.stream().mapToInt(StateFunction::stateBytes).sum();
    }

    /** Whether records have no header. */
    public boolean isCompact() {
        return compact;
    }

    /** How long all keys are, 0 if they differ. */
    public int fixedKeyBytes() {
        return fixedKeyBytes;
    }

    /** The size of a record, if compact. */
    public int compactBytes() {
        return fixedKeyBytes + stateBytes;
    }

    /** How many functions there are. */
    public int functionCount() {
        return functions.length;
    }

    /** A function. */
    public StateFunction function(int index) {
        return functions[index];
    }

    /** Where a function's state lies in a group's. */
    public int offset(int function) {
        return offsets[function];
    }

    /** How many bytes a group's states take. */
    public int stateBytes() {
        return stateBytes;
    }

    /** This layout for a thread of its own: with functions that are no other's. */
    public GroupLayout duplicate() {
        GroupLayout copy = new GroupLayout(List.of(functions), fixedKeyBytes, emptyState, hashMask);
        for (int i = 0; i < functions.length; i++) {
            if (functions[i] instanceof ValueFunction value) {
                copy.functions[i] = value.duplicate();
            }
        }
        return copy;
    }

    /** The hash of a key at an address. */
    public long hashOf(long key, int lengthBytes) {
        return ByteHash.hash(key, lengthBytes) & hashMask;
    }

    /** The hash of a key in an array. */
    public long hashOf(byte[] key, int offset, int lengthBytes) {
        return ByteHash.hash(key, offset, lengthBytes) & hashMask;
    }

    /** The hash of a key of eight bytes. */
    public long hashOfLong(long key) {
        return ByteHash.hashLong(key) & hashMask;
    }

    /** The hash of a value in a set, which depends on its group's. */
    long hashOfElement(long groupHash, int function, long valueHash) {
        return ByteHash.combine(groupHash + function, valueHash) & hashMask;
    }

    // Groups

    int groupBytes(int keyBytes) {
        return compact ? compactBytes() : HEADER_BYTES + keyBytes + stateBytes;
    }

    void putHeader(long record, int sizeBytes, int kind, int function, int keyBytes) {
        RawMemory.putInt(record, sizeBytes);
        RawMemory.putInt(
                record + TAG_OFFSET, kind << KIND_SHIFT | function << FUNCTION_SHIFT | keyBytes);
    }

    /** The size of a record that is not compact. */
    public static int sizeBytes(long record) {
        return RawMemory.getInt(record);
    }

    static int tag(long record) {
        return RawMemory.getInt(record + TAG_OFFSET);
    }

    static int kind(int tag) {
        return tag >>> KIND_SHIFT;
    }

    static int functionOf(int tag) {
        return tag >>> FUNCTION_SHIFT & 0xff;
    }

    static int keyBytes(int tag) {
        return tag & MAX_KEY_BYTES;
    }

    static void markDead(long record) {
        RawMemory.putInt(
                record + TAG_OFFSET, RawMemory.getInt(record + TAG_OFFSET) & MAX_KEY_BYTES);
    }

    /** Where a record's key starts. */
    public long keyAddress(long record) {
        return compact ? record : record + HEADER_BYTES;
    }

    /** How long a record's key is. */
    public int keyBytesOf(long record) {
        return compact ? fixedKeyBytes : keyBytes(tag(record));
    }

    /** Where a group's states start. */
    public long stateAddress(long record) {
        return compact
                ? record + fixedKeyBytes
                : record + HEADER_BYTES + keyBytes(RawMemory.getInt(record + TAG_OFFSET));
    }

    void initializeState(long state) {
        copyWords(emptyState, state, stateBytes);
    }

    /** Whether a record is a group, not what is attached to one. */
    public boolean isGroup(long record) {
        return compact || kind(tag(record)) == GROUP;
    }

    /** How far it is from a record to the next one. */
    public int recordBytes(long record) {
        return compact ? compactBytes() : sizeBytes(record);
    }

    /** Whether a record is still valid. */
    public boolean isLive(long record) {
        return compact || kind(tag(record)) != DEAD;
    }

    /** In which order the records of a group are read when they are sorted. */
    public int rank(long record) {
        return compact ? GROUP : kind(tag(record));
    }

    /** Which function a record is attached for; 0 for a group. */
    public int functionIndex(long record) {
        return compact ? 0 : functionOf(tag(record));
    }

    /** The size of a record whose key is followed by so many bytes. */
    public int imageBytes(int keyBytes, int bodyBytes) {
        return (compact ? 0 : HEADER_BYTES) + keyBytes + bodyBytes;
    }

    /** Writes a record but for what follows its key. */
    public void putImage(
            long record, int sizeBytes, int rank, int function, byte[] key, int keyBytes) {
        if (!compact) {
            putHeader(record, sizeBytes, rank, function, keyBytes);
        }
        RawMemory.copyFromArray(key, 0, keyAddress(record), keyBytes);
    }

    /** Whether anything is attached to groups. */
    public boolean hasAttachments() {
        for (StateFunction function : functions) {
            if (function instanceof AttachedFunction) {
                return true;
            }
        }
        return false;
    }

    /** Forgets what is attached to a group that was copied from elsewhere. */
    void detach(long state) {
        for (int i = 0; i < functions.length; i++) {
            if (functions[i] instanceof AttachedFunction) {
                RawMemory.putLong(state + offsets[i], 0);
            }
        }
    }

    void merge(long into, long from) {
        for (int i = 0; i < functions.length; i++) {
            functions[i].merge(into + offsets[i], from + offsets[i]);
        }
    }

    /** Copies what is mostly a few words, which needs no call. */
    static void copyWords(long source, long target, int bytes) {
        if (bytes < Long.BYTES || bytes > 16 * Long.BYTES) {
            RawMemory.copy(source, target, bytes);
            return;
        }
        int last = bytes - Long.BYTES;
        for (int at = 0; at < last; at += Long.BYTES) {
            RawMemory.putLong(target + at, RawMemory.getLong(source + at));
        }
        RawMemory.putLong(target + last, RawMemory.getLong(source + last));
    }

    static boolean equal(long a, long b, int bytes) {
        return bytes == Long.BYTES
                ? RawMemory.getLong(a) == RawMemory.getLong(b)
                : RawComparison.equal(a, b, bytes);
    }

    static boolean equal(byte[] a, int offset, long b, int bytes) {
        return bytes == Long.BYTES
                ? (long) RawArrays.LONG.get(a, offset) == RawMemory.getLong(b)
                : RawComparison.equal(a, offset, b, bytes);
    }
}
