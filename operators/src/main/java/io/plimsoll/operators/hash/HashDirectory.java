package io.plimsoll.operators.hash;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds references by hash: open addressing with linear probing, on pages.
 *
 * <pre>
 *   an entry, 0 if the slot is free     63       48 47                          0
 *                                       +----------+----------------------------+
 *                                       |   salt   |         reference          |
 *                                       +----------+----------------------------+
 * </pre>
 *
 * <p>The salt is the hash's top bits: a reference is followed only where they are equal, which a
 * wrong one has once in 65536 times. A reference is any number from 1 to {@link #MAX_REFERENCE},
 * such as an address.
 *
 * <p>Looking up is the caller's loop, so that it can compare keys without a call in between:
 *
 * <pre>{@code
 * long slot = directory.firstSlot(hash);
 * for (long entry = directory.entry(slot); entry != 0; entry = directory.entry(slot)) {
 *     if (HashDirectory.matches(entry, hash) && isKey(HashDirectory.reference(entry))) {
 *         return HashDirectory.reference(entry);
 *     }
 *     slot = directory.nextSlot(slot);
 * }
 * directory.put(slot, hash, reference);
 * }</pre>
 *
 * <p><em>Growth.</em> Doubling takes as many pages more as there are, and empties the directory:
 * the caller enters its references again, reading its records in their order, which costs less than
 * to follow scattered references and needs no second directory. If the pages are not to be had
 * nothing has changed, and the caller goes on until {@link #isFull}.
 *
 * <p>Not thread-safe.
 */
public final class HashDirectory {

    /** References have 48 bits. */
    public static final long MAX_REFERENCE = (1L << HashBits.SALT_SHIFT) - 1;

    private static final int ENTRY_SHIFT = 3;
    private static final int FIRST_SLOTS = 512;

    private final MemoryPool pool;
    private final Supplier<@Nullable MemorySegment> source;
    private final int pageBytes;
    private final int pageShift;
    private final int pageMask;
    private final List<MemorySegment> pages = new ArrayList<>();
    private long[] pageAddresses = {};
    private long slotMask = -1;
    private long used;

    /** Creates one without slots, on pages of a pool; {@link #tryGrow} comes first. */
    public HashDirectory(MemoryPool pool) {
        this(pool, pool::tryAllocatePage);
    }

    /**
     * As above, with pages from elsewhere.
     *
     * @param pool whose pages the source gives; they go back to it
     * @param source gives a page, or null if there is none
     */
    public HashDirectory(MemoryPool pool, Supplier<@Nullable MemorySegment> source) {
        this.pool = pool;
        this.source = source;
        this.pageBytes = pool.pageSizeBytes();
        this.pageShift = Integer.numberOfTrailingZeros(pageBytes >>> ENTRY_SHIFT);
        this.pageMask = (pageBytes >>> ENTRY_SHIFT) - 1;
    }

    /** How many references there are. */
    public long size() {
        return used;
    }

    /** How many slots there are. */
    public long slots() {
        return slotMask + 1;
    }

    /** How many pages it holds. */
    public int pageCount() {
        return pages.size();
    }

    /** How many pages {@link #tryGrow} would take. */
    public int growthPages() {
        if (slots() == 0) {
            return 1;
        }
        return slots() <= pageMask ? 0 : pages.size();
    }

    /** Whether it is time to grow: more than two thirds of the slots are in use. */
    public boolean wantsGrowth() {
        return used * 3 >= slots() * 2;
    }

    /** Whether nothing more may be put in: seven eighths of the slots are in use. */
    public boolean isFull() {
        return used * 8 >= slots() * 7;
    }

    /**
     * Doubles the slots and forgets all references; the caller puts them in again.
     *
     * @return false, and nothing has changed, when there are not enough pages
     */
    public boolean tryGrow() {
        if (slots() > MAX_REFERENCE >>> 1 || !tryAddPages(growthPages())) {
            return false;
        }
        slotMask = slots() == 0 ? firstSlots() - 1 : 2 * slots() - 1;
        zero();
        return true;
    }

    /** Forgets all references and keeps the slots. */
    public void clear() {
        if (used > 0) {
            zero();
        }
    }

    private void zero() {
        long bytes = Math.min(slots() << ENTRY_SHIFT, pageBytes);
        for (int page = 0; page < pages.size(); page++) {
            RawMemory.fill(pageAddresses[page], bytes, (byte) 0);
        }
        used = 0;
    }

    /** Forgets all references and gives all pages back. */
    public void release() {
        pool.release(pages);
        slotMask = -1;
        used = 0;
    }

    /** The slot that a hash belongs to. Requires: there are slots. */
    public long firstSlot(long hash) {
        return hash & slotMask;
    }

    /** The slot to look at next. */
    public long nextSlot(long slot) {
        return slot + 1 & slotMask;
    }

    /** The entry in a slot, 0 if it is free. */
    public long entry(long slot) {
        return RawMemory.getLong(slotAddress(slot));
    }

    /** Whether an entry may be that of a hash. */
    public static boolean matches(long entry, long hash) {
        return (entry ^ hash) >>> HashBits.SALT_SHIFT == 0;
    }

    /** The reference of an entry. */
    public static long reference(long entry) {
        return entry & MAX_REFERENCE;
    }

    /** Puts a reference into a free slot. Requires: not {@link #isFull}. */
    public void put(long slot, long hash, long reference) {
        assert reference > 0 && reference <= MAX_REFERENCE
                : "reference=" + reference + " (expected 1 to " + MAX_REFERENCE + ")";
        RawMemory.putLong(slotAddress(slot), (hash & ~MAX_REFERENCE) | reference);
        used++;
    }

    /**
     * Puts a reference into the first free slot. Requires: its key has none, not {@link #isFull}.
     */
    public void putNew(long hash, long reference) {
        long slot = firstSlot(hash);
        while (entry(slot) != 0) {
            slot = nextSlot(slot);
        }
        put(slot, hash, reference);
    }

    /** Replaces the reference in a slot that is in use, and keeps its salt. */
    public void replace(long slot, long reference) {
        long address = slotAddress(slot);
        RawMemory.putLong(address, (RawMemory.getLong(address) & ~MAX_REFERENCE) | reference);
    }

    private long slotAddress(long slot) {
        return pageAddresses[(int) (slot >>> pageShift)] + ((slot & pageMask) << ENTRY_SHIFT);
    }

    private int firstSlots() {
        return Math.min(FIRST_SLOTS, pageMask + 1);
    }

    private boolean tryAddPages(int count) {
        List<MemorySegment> added = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            MemorySegment page = source.get();
            if (page == null) {
                pool.release(added);
                return false;
            }
            added.add(page);
        }
        if (pageAddresses.length < pages.size() + count) {
            pageAddresses = Arrays.copyOf(pageAddresses, pages.size() + count);
        }
        for (MemorySegment page : added) {
            pageAddresses[pages.size()] = page.getAddress();
            pages.add(page);
        }
        return true;
    }
}
