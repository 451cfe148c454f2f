package io.plimsoll.operators.cache.entry;

import io.plimsoll.memory.access.RawMemory;

/**
 * Finds entries by the hash of their key.
 *
 * <p>Not thread-safe.
 */
public final class SlotIndex {

    /*
     * A table of slots, open addressing with linear probing: a search reads one cache line as a
     * rule. A slot is 0, or has
     *
     *   bits 50..63  the upper bits of the hash: a search looks at few entries in vain
     *   bits 44..49  how far the slot is from its home, as far as that can be told
     *   bits  0..43  the entry's address, which is a multiple of 16
     *
     * Removing shifts the slots behind back (Knuth, 6.4, Algorithm R), for which the distance says
     * without a look at the entries which of them may go; there are no tombstones.
     *
     * The table doubles and halves in place. To double, the slots of each cluster are taken out and
     * entered again one by one, from a cluster's start on: what is entered finds its place among
     * those done, or behind them, where it is taken out and entered once more.
     */

    private static final int ADDRESS_BITS = 44;
    private static final long ADDRESS_MASK = (1L << ADDRESS_BITS) - 1;
    private static final int GRAIN_SHIFT = Integer.numberOfTrailingZeros(SizeClasses.GRAIN_BYTES);
    private static final int TAG_SHIFT = 50;
    private static final int MAX_DISTANCE = (1 << (TAG_SHIFT - ADDRESS_BITS)) - 1;

    /** Fuller than 5/8 searches become long. */
    private static final int FULL_EIGHTHS = 5;

    private final EntryLayout layout;
    private final PageArray slots;
    private final long minSlots;

    /** One less than the number of slots, a power of two; -1 if there are none yet. */
    private long mask = -1;

    private long count;

    /** Creates an index without memory. */
    public SlotIndex(PageQuota quota, EntryLayout layout) {
        this.layout = layout;
        this.slots = new PageArray(quota);
        this.minSlots = quota.pageBytes() / Long.BYTES;
    }

    /** How many entries there are. */
    public long count() {
        return count;
    }

    /** How many slots there are. */
    public long capacity() {
        return mask + 1;
    }

    /** Whether one more entry may be entered. */
    public boolean hasRoom() {
        return (count + 1) * Byte.SIZE <= capacity() * FULL_EIGHTHS;
    }

    /** How many slots it has after it grew once more. */
    public long grownCapacity() {
        return Math.max(minSlots, 2 * capacity());
    }

    /** How many pages it takes to grow once more. */
    public int pagesToGrow() {
        return slots.pagesFor(grownCapacity() * Long.BYTES) - slots.pagesFor(slots.lengthBytes());
    }

    /** Doubles the table; false, and nothing changed, if there are no pages for it. */
    public boolean grow() {
        long old = capacity();
        long grown = grownCapacity();
        if (!slots.resize(grown * Long.BYTES)) {
            return false;
        }
        mask = grown - 1;
        long start = 0;
        while (start < old && slot(start) != 0) {
            start++;
        }
        for (long step = 0; step < old; step++) {
            reenter(start + step < old ? start + step : start + step - old);
        }
        // what came from the new end round to the first clusters before those were done
        for (long position = start; old > 0 && slot(position) != 0; position++) {
            reenter(position);
        }
        return true;
    }

    private void reenter(long position) {
        long slot = slot(position);
        if (slot != 0) {
            putSlot(position, 0);
            enter(EntryLayout.hash(entryOf(slot)), entryOf(slot));
        }
    }

    /** Whether the table is so empty that half of it would do. */
    public boolean isSparse() {
        return capacity() > minSlots && count * Byte.SIZE < capacity();
    }

    /** Halves the table, which is sparse. Takes no memory. */
    public void shrink() {
        long old = capacity();
        long half = old / 2;
        mask = half - 1;
        for (long position = half; position < old; position++) {
            long slot = slot(position);
            if (slot != 0) {
                enter(EntryLayout.hash(entryOf(slot)), entryOf(slot));
            }
        }
        slots.resize(half * Long.BYTES);
    }

    /** Gives all memory back; there must be no entry. */
    public void release() {
        assert count == 0 : "count=" + count + " (expected 0)";
        slots.resize(0);
        mask = -1;
    }

    /** Returns the entry with a key, or 0. */
    public long find(long hash, byte[] key, int keyBytes) {
        if (count == 0) {
            return 0;
        }
        long tag = hash >>> TAG_SHIFT;
        for (long position = hash & mask; ; position = (position + 1) & mask) {
            long slot = slot(position);
            if (slot == 0) {
                return 0;
            }
            if (slot >>> TAG_SHIFT == tag) {
                long entry = entryOf(slot);
                if (EntryLayout.hash(entry) == hash && layout.hasKey(entry, key, keyBytes)) {
                    return entry;
                }
            }
        }
    }

    /** Enters an entry whose key is not there; there must be room. */
    public void insert(long hash, long entry) {
        assert hasRoom();
        enter(hash, entry);
        count++;
    }

    /** Notes that an entry has another address. */
    public void move(long hash, long from, long to) {
        long position = positionOf(hash, from);
        putSlot(position, (slot(position) & ~ADDRESS_MASK) | (to >>> GRAIN_SHIFT));
    }

    /** Strikes an entry off. */
    public void remove(long hash, long entry) {
        long hole = positionOf(hash, entry);
        long position = hole;
        while (true) {
            position = (position + 1) & mask;
            long slot = slot(position);
            if (slot == 0) {
                break;
            }
            long fromHole = (position - hole) & mask;
            long distance = distance(slot, position);
            if (distance >= fromHole) {
                putSlot(hole, withDistance(slot, distance - fromHole));
                hole = position;
            }
        }
        putSlot(hole, 0);
        count--;
    }

    /** The entry in a slot, or 0. */
    public long entryAt(long position) {
        return entryOf(slot(position));
    }

    private void enter(long hash, long entry) {
        long position = hash & mask;
        long distance = 0;
        while (slot(position) != 0) {
            position = (position + 1) & mask;
            distance++;
        }
        long slot = ((hash >>> TAG_SHIFT) << TAG_SHIFT) | (entry >>> GRAIN_SHIFT);
        putSlot(position, withDistance(slot, distance));
    }

    private long positionOf(long hash, long entry) {
        long address = entry >>> GRAIN_SHIFT;
        long position = hash & mask;
        while ((slot(position) & ADDRESS_MASK) != address) {
            position = (position + 1) & mask;
        }
        return position;
    }

    private long distance(long slot, long position) {
        long told = (slot >>> ADDRESS_BITS) & MAX_DISTANCE;
        return told < MAX_DISTANCE ? told : (position - EntryLayout.hash(entryOf(slot))) & mask;
    }

    private static long withDistance(long slot, long distance) {
        return (slot & ~((long) MAX_DISTANCE << ADDRESS_BITS))
                | (Math.min(distance, MAX_DISTANCE) << ADDRESS_BITS);
    }

    private static long entryOf(long slot) {
        return (slot & ADDRESS_MASK) << GRAIN_SHIFT;
    }

    private long slot(long position) {
        return RawMemory.getLong(slots.address(position * Long.BYTES));
    }

    private void putSlot(long position, long slot) {
        RawMemory.putLong(slots.address(position * Long.BYTES), slot);
    }
}
