package io.plimsoll.operators.aggregate.table;

import static io.plimsoll.operators.aggregate.table.RecordPages.NO_ROOM;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.hash.HashBits;
import io.plimsoll.operators.hash.HashDirectory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds groups by their keys and makes them: one directory, and records that are divided into
 * partitions by their hash as they come.
 *
 * <p>That the records are divided costs nothing while groups are found, as only new ones go to a
 * partition's pages; and a table that has to be merged with others, or written, is so a partition
 * at a time, without moving anything first.
 *
 * <p>What returns {@link RecordPages#NO_ROOM} or false found no page; nothing has changed then. The
 * table doesn't grow its directory beyond a limit: a table that is to stay in a cache.
 *
 * <p>Not thread-safe.
 */
public final class GroupTable {

    /** Of its slots, so many pass before a directory that found no pages tries to grow again. */
    private static final int GROWTH_PATIENCE = 32;

    /** As many records as the processor has misses under way, or a few more. */
    private static final int LOOK_AHEAD = 16;

    private final GroupLayout layout;
    private final HashDirectory directory;
    private final RecordPages[] partitions;
    private final Attachments attachments;
    private final TableEntries entries;
    private final int partitionBits;
    private final int level;
    private final int compactBytes;
    private long maxSlots = Long.MAX_VALUE;
    private long nextGrowth;
    private boolean collecting;
    private final long[] ahead = new long[LOOK_AHEAD];

    /** Keeps the compiler from leaving out what looks without use. */
    @SuppressWarnings("UnusedVariable") // so it is: written only
    private long lookedAt;

    private long groups;

    /**
     * Creates an empty table without pages.
     *
     * @param level the level of recursion, whose hash bits divide the records
     * @param partitionBits the logarithm of the number of partitions
     * @param pool where pages go back
     * @param source gives a page of the pool, or null if there is none
     */
    public GroupTable(
            GroupLayout layout,
            int level,
            int partitionBits,
            MemoryPool pool,
            Supplier<@Nullable MemorySegment> source) {
        this.layout = layout;
        this.level = level;
        this.partitionBits = partitionBits;
        this.compactBytes = layout.compactBytes();
        this.directory = new HashDirectory(pool, source);
        this.partitions = new RecordPages[1 << partitionBits];
        for (int i = 0; i < partitions.length; i++) {
            partitions[i] = new RecordPages(pool, source);
        }
        this.attachments = new Attachments(this, layout);
        this.entries = new TableEntries(layout, directory, partitions, attachments);
    }

    /** The records of a partition. */
    public RecordPages partition(int index) {
        return partitions[index];
    }

    /** How many pages it holds. */
    public long pageCount() {
        long pages = directory.pageCount();
        for (RecordPages partition : partitions) {
            pages += partition.allPages();
        }
        return pages;
    }

    /** How many groups were made; fewer are different when the table only collects. */
    public long groups() {
        return groups;
    }

    /** Keeps the directory to so many slots. */
    public void limitSlots(long slots) {
        maxSlots = slots;
    }

    /** Whether new groups are made without looking for those that there are. */
    public void collectOnly(boolean value) {
        collecting = value;
    }

    // Finding and making groups

    /** Finds or makes the group of a key in an array; returns its record. */
    public long group(byte[] key, int offset, int lengthBytes, long hash) {
        if (!collecting) {
            long found = find(key, offset, lengthBytes, hash);
            if (found != NO_ROOM) {
                return found;
            }
        }
        long record = make(lengthBytes, hash);
        if (record != NO_ROOM) {
            RawMemory.copyFromArray(key, offset, layout.keyAddress(record), lengthBytes);
        }
        return record;
    }

    /** Finds or makes the group of a key at an address; returns its record. */
    public long group(long key, int lengthBytes, long hash) {
        if (!collecting) {
            long found = find(key, lengthBytes, hash);
            if (found != NO_ROOM) {
                return found;
            }
        }
        long record = make(lengthBytes, hash);
        if (record != NO_ROOM) {
            GroupLayout.copyWords(key, layout.keyAddress(record), lengthBytes);
        }
        return record;
    }

    /** Finds or makes the group of a key of eight bytes; returns its record. Requires: compact. */
    public long groupOfLong(long key, long hash) {
        if (!collecting && directory.slots() != 0) {
            long slot = directory.firstSlot(hash);
            for (long entry = directory.entry(slot); entry != 0; entry = directory.entry(slot)) {
                if (HashDirectory.matches(entry, hash)) {
                    long record = HashDirectory.reference(entry);
                    if (RawMemory.getLong(record) == key) {
                        return record;
                    }
                }
                slot = directory.nextSlot(slot);
            }
        }
        long record = make(Long.BYTES, hash);
        if (record != NO_ROOM) {
            RawMemory.putLong(record, key);
        }
        return record;
    }

    private long find(byte[] key, int offset, int lengthBytes, long hash) {
        if (directory.slots() == 0) {
            return NO_ROOM;
        }
        long slot = directory.firstSlot(hash);
        for (long entry = directory.entry(slot); entry != 0; entry = directory.entry(slot)) {
            if (HashDirectory.matches(entry, hash)) {
                long record = HashDirectory.reference(entry);
                if (isGroup(record, lengthBytes)
                        && GroupLayout.equal(key, offset, layout.keyAddress(record), lengthBytes)) {
                    return record;
                }
            }
            slot = directory.nextSlot(slot);
        }
        return NO_ROOM;
    }

    private long find(long key, int lengthBytes, long hash) {
        if (directory.slots() == 0) {
            return NO_ROOM;
        }
        long slot = directory.firstSlot(hash);
        for (long entry = directory.entry(slot); entry != 0; entry = directory.entry(slot)) {
            if (HashDirectory.matches(entry, hash)) {
                long record = HashDirectory.reference(entry);
                if (isGroup(record, lengthBytes)
                        && GroupLayout.equal(key, layout.keyAddress(record), lengthBytes)) {
                    return record;
                }
            }
            slot = directory.nextSlot(slot);
        }
        return NO_ROOM;
    }

    private boolean isGroup(long record, int keyBytes) {
        if (layout.isCompact()) {
            return true;
        }
        int tag = GroupLayout.tag(record);
        return GroupLayout.kind(tag) == GroupLayout.GROUP && GroupLayout.keyBytes(tag) == keyBytes;
    }

    /** Makes a group whose key the caller writes. */
    private long make(int keyBytes, long hash) {
        if (!makeSlot()) {
            return NO_ROOM;
        }
        long record;
        if (layout.isCompact()) {
            record = allocate(compactBytes, hash);
            if (record == NO_ROOM) {
                return NO_ROOM;
            }
        } else {
            int size = layout.groupBytes(keyBytes);
            record = allocate(size, hash);
            if (record == NO_ROOM) {
                return NO_ROOM;
            }
            layout.putHeader(record, size, GroupLayout.GROUP, 0, keyBytes);
        }
        layout.initializeState(layout.stateAddress(record));
        enter(hash, record);
        groups++;
        return record;
    }

    /** Enters a new record; the caller has seen to it that there is a slot. */
    void enter(long hash, long record) {
        if (!collecting) {
            directory.putNew(hash, record);
        }
    }

    /** Room for a record in the partition of a hash. */
    long allocate(int bytes, long hash) {
        return partitions[HashBits.partition(HashBits.atLevel(hash, level), partitionBits)]
                .tryAllocate(bytes);
    }

    HashDirectory directory() {
        return directory;
    }

    /** Whether new groups are made without looking for those that there are. */
    public boolean isCollecting() {
        return collecting;
    }

    /** Sees that there is a free slot. */
    boolean makeSlot() {
        if (collecting || directory.size() < nextGrowth) {
            return true;
        }
        return growDirectory();
    }

    private boolean growDirectory() {
        if (directory.slots() == 0 || (directory.wantsGrowth() && directory.slots() < maxSlots)) {
            if (directory.tryGrow()) {
                entries.enterAll();
                nextGrowth = directory.slots() * 2 / 3;
                return true;
            }
        }
        if (directory.slots() == 0 || directory.isFull() || directory.slots() >= maxSlots) {
            return false;
        }
        nextGrowth =
                Math.min(
                        directory.size() + directory.slots() / GROWTH_PATIENCE,
                        directory.slots() * 7 / 8);
        return true;
    }

    // Attaching

    /**
     * Attaches a byte string to a group that was found or made just now.
     *
     * @return false when there is no room
     */
    public boolean attach(
            int function, long record, long hash, byte[] bytes, int offset, int lengthBytes) {
        return attachments.attach(function, record, hash, bytes, offset, lengthBytes);
    }

    /** What is attached to groups. */
    public Attachments attachments() {
        return attachments;
    }

    // Taking in records

    /**
     * Takes in records that lie behind each other.
     *
     * @return how many bytes were taken in; less than given when there is no room for more
     */
    public int absorb(long address, int bytes) {
        return layout.isCompact() ? absorbCompact(address, bytes) : absorbTagged(address, bytes);
    }

    private int absorbCompact(long address, int bytes) {
        int keyBytes = layout.fixedKeyBytes();
        boolean words = keyBytes == Long.BYTES;
        int looked = 0;
        for (int at = 0; at < bytes; at += compactBytes) {
            if (at == looked && words && directory.slots() != 0) {
                looked = lookAhead(address, at, bytes);
            }
            long from = address + at;
            long before = groups;
            long record =
                    words
                            ? absorbLong(RawMemory.getLong(from))
                            : group(from, keyBytes, layout.hashOf(from, keyBytes));
            if (record == NO_ROOM) {
                return at;
            }
            if (groups != before) {
                GroupLayout.copyWords(from + keyBytes, record + keyBytes, layout.stateBytes());
            } else {
                layout.merge(record + keyBytes, from + keyBytes);
            }
        }
        return bytes;
    }

    /**
     * Reads what the next records are going to need, so that the processor waits for all of it at
     * once and not for one after the other; returns how far.
     */
    private int lookAhead(long address, int start, int bytes) {
        int count = Math.min(LOOK_AHEAD, (bytes - start) / compactBytes);
        for (int i = 0; i < count; i++) {
            long hash =
                    layout.hashOfLong(RawMemory.getLong(address + start + (long) i * compactBytes));
            ahead[i] = directory.entry(directory.firstSlot(hash));
        }
        long seen = 0;
        for (int i = 0; i < count; i++) {
            if (ahead[i] != 0) {
                seen ^= RawMemory.getLong(HashDirectory.reference(ahead[i]));
            }
        }
        lookedAt = seen;
        return start + count * compactBytes;
    }

    private long absorbLong(long key) {
        return groupOfLong(key, layout.hashOfLong(key));
    }

    private int absorbTagged(long address, int bytes) {
        for (int at = 0; at < bytes; ) {
            long from = address + at;
            if (!absorbRecord(from)) {
                return at;
            }
            at += GroupLayout.sizeBytes(from);
        }
        return bytes;
    }

    /** Takes in one record; false when there is no room. Requires: not compact. */
    public boolean absorbRecord(long from) {
        int tag = GroupLayout.tag(from);
        int kind = GroupLayout.kind(tag);
        if (kind == GroupLayout.DEAD) {
            return true;
        }
        int keyBytes = GroupLayout.keyBytes(tag);
        long key = layout.keyAddress(from);
        long hash = layout.hashOf(key, keyBytes);
        if (kind != GroupLayout.GROUP) {
            return attachments.absorb(from, tag, key, hash);
        }
        long before = groups;
        long record = group(key, keyBytes, hash);
        if (record == NO_ROOM) {
            return false;
        }
        long state = layout.stateAddress(record);
        if (groups != before) {
            GroupLayout.copyWords(layout.stateAddress(from), state, layout.stateBytes());
            layout.detach(state);
        } else {
            layout.merge(state, layout.stateAddress(from));
        }
        return true;
    }

    /**
     * Takes over all records of a partition of another table, in which no group comes twice.
     * Requires: this table is empty and has one partition.
     *
     * @return false when there is no room for a directory; the records are this table's all the
     *     same, which is without one then, and {@link #buildDirectory} may be tried again
     */
    public boolean adopt(RecordPages source, long groupCount) {
        RecordPages mine = partitions[0];
        while (!source.large().isEmpty()) {
            mine.adoptLarge(source.takeLastLarge());
        }
        while (source.pageCount() > 0) {
            int used = source.usedBytes(source.pageCount() - 1);
            mine.adopt(source.takeLast(), used);
        }
        groups = groupCount;
        return buildDirectory();
    }

    /** Makes a directory for records that have none; false when there is no room for it. */
    public boolean buildDirectory() {
        if (!entries.build()) {
            return false;
        }
        nextGrowth = Math.max(directory.size(), directory.slots() * 2 / 3);
        return true;
    }

    // Its end

    /** Gives the directory's pages back; what was found is found no more. */
    public void releaseDirectory() {
        directory.release();
        nextGrowth = 0;
    }

    /** Forgets all groups, keeping the directory and a page for each partition. */
    public void clear() {
        directory.clear();
        nextGrowth = directory.slots() * 2 / 3;
        groups = 0;
        for (RecordPages partition : partitions) {
            partition.clear();
        }
    }

    /** Forgets all groups and gives all pages back. */
    public void release() {
        releaseDirectory();
        groups = 0;
        for (RecordPages partition : partitions) {
            partition.release();
        }
    }
}
