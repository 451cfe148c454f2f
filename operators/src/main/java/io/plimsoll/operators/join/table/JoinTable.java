package io.plimsoll.operators.join.table;

import io.plimsoll.memory.access.RawAtomics;
import io.plimsoll.memory.access.RawComparison;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.partition.HashedRecord;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds all records of a key: open addressing with linear probing, one slot for each key, on pages.
 *
 * <pre>
 *   an entry, 0 if the slot is free     63       48 47                          0
 *                                       +----------+----------------------------+
 *                                       |   salt   |     address of a record    |
 *                                       +----------+----------------------------+
 * </pre>
 *
 * <p>Records with the same key are chained: each has, in place of its hash, the address of the next
 * one, 0 at the end. Inserting looks at another record only where salts are equal, and writes to
 * the new record only, so that many records of one key cost no more than others.
 *
 * <p>A table is made for a number of records that is known, and is not larger than that wants: a
 * slot is found by multiplication, not by a mask.
 *
 * <p>Any number of threads may insert at a time; looking up comes after all of that. Published
 * method: the salted table of DuckDB, and multiplication in place of the modulus (D. Lemire, Fast
 * Random Integer Generation in an Interval, 2019).
 */
public final class JoinTable implements AutoCloseable {

    private static final long ADDRESS_MASK = (1L << 48) - 1;

    /** A hash's upper 24 bits are salt and partition; the others say the slot. */
    private static final int SLOT_SHIFT = 24;

    private final TablePages entries;
    private long slots;

    public JoinTable(int pageBytes) {
        this.entries = new TablePages(pageBytes);
    }

    /** Half as many slots again as records: short ways to a free slot, and few pages. */
    private static long slotsFor(long records) {
        return records + (records >>> 1) + 2;
    }

    public static long pagesFor(long records, int pageBytes) {
        return TablePages.pagesFor(slotsFor(records), pageBytes);
    }

    /** Makes room for so many records; false, and nothing taken, if there are too few pages. */
    public boolean tryOpen(long records, Supplier<@Nullable MemorySegment> source) {
        slots = slotsFor(records);
        return entries.tryOpen(slots, source);
    }

    public int pageCount() {
        return entries.pageCount();
    }

    /** Enters a record, whose word is its hash; then it is the link to others of its key. */
    public void insert(long record) {
        long hash = HashedRecord.word(record);
        long mine = (hash & ~ADDRESS_MASK) | record;
        long slot = firstSlot(hash);
        while (true) {
            long address = entries.address(slot);
            long entry = RawAtomics.getLongAcquire(address);
            if (entry == 0) {
                HashedRecord.putWord(record, 0);
                if (RawAtomics.compareAndSetLong(address, 0, mine)) {
                    return;
                }
            } else if (matches(entry, hash) && sameKey(record(entry), record)) {
                HashedRecord.putWord(record, record(entry));
                if (RawAtomics.compareAndSetLong(address, entry, mine)) {
                    return;
                }
            } else {
                slot = nextSlot(slot);
            }
        }
    }

    public long firstSlot(long hash) {
        return Math.unsignedMultiplyHigh(hash << SLOT_SHIFT, slots);
    }

    public long nextSlot(long slot) {
        long next = slot + 1;
        return next == slots ? 0 : next;
    }

    /** Where a hash's first slot lies. */
    public long slotAddress(long hash) {
        return entries.address(firstSlot(hash));
    }

    /** The entry in a slot, 0 if it is free. */
    public long entry(long slot) {
        return RawMemory.getLong(entries.address(slot));
    }

    public static boolean matches(long entry, long hash) {
        return (entry ^ hash) >>> 48 == 0;
    }

    public static long record(long entry) {
        return entry & ADDRESS_MASK;
    }

    /**
     * The first record of a key, 0 if there is none; the others follow by their words.
     *
     * @param first the entry in the hash's first slot
     * @param wanted a record with the key
     */
    public long find(long first, long hash, long wanted) {
        long entry = first;
        for (long slot = firstSlot(hash); entry != 0; entry = entry(slot)) {
            if (matches(entry, hash) && sameKey(record(entry), wanted)) {
                return record(entry);
            }
            slot = nextSlot(slot);
        }
        return 0;
    }

    private static boolean sameKey(long one, long other) {
        int keyBytes = HashedRecord.keyBytes(one);
        if (keyBytes != HashedRecord.keyBytes(other)) {
            return false;
        }
        long a = HashedRecord.keyAddress(one);
        long b = HashedRecord.keyAddress(other);
        return keyBytes == Long.BYTES
                ? RawMemory.getLong(a) == RawMemory.getLong(b)
                : RawComparison.equal(a, b, keyBytes);
    }

    /** Forgets everything and gives the pages back. Idempotent. */
    @Override
    public void close() {
        entries.close();
    }
}
