package io.plimsoll.index.collect;

import io.plimsoll.index.text.TermSink;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.sort.SortWriter;
import java.io.IOException;
import java.util.List;

/**
 * Counts the terms of consecutive documents in a fixed number of pages and hands the counts to the
 * sorter when the pages are full.
 *
 * <p>Thread rule: one thread.
 */
final class TermTable implements TermSink {

    /*
     * Open addressing over slots of eight bytes, at most three quarters of them taken:
     *
     *   slot    0        4
     *           +--------+--------+
     *           | entry  | hash   |      entry = 0: free
     *           +--------+--------+
     *
     * Entries and cells lie in the other pages, never across two, and are named by their place in
     * units of eight bytes. An entry has the current document of its term; earlier ones are in a
     * chain of cells.
     *
     *   entry   0        4        8        12       16       20
     *           +--------+--------+--------+--------+--------+---------------------+
     *           | docum. | freq.  | first  | last   | length | term, zero-padded   |
     *           +--------+--------+--------+--------+--------+---------------------+
     *   cell    0        4        8        12
     *           +--------+--------+--------+
     *           | next   | docum. | freq.  |
     *           +--------+--------+--------+
     *
     * Documents are counted from the first of the batch.
     */

    private static final int SLOT_HASH = Integer.BYTES;
    private static final int SLOT_SHIFT = 3;

    private static final int ENTRY_DOCUMENT = 0;
    private static final int ENTRY_FREQUENCY = 4;
    private static final int ENTRY_FIRST = 8;
    private static final int ENTRY_LAST = 12;
    private static final int ENTRY_LENGTH = 16;
    private static final int ENTRY_TERM = 20;

    private static final int CELL_NEXT = 0;
    private static final int CELL_DOCUMENT = 4;
    private static final int CELL_FREQUENCY = 8;
    private static final int CELL_BYTES = 16;

    private static final int UNIT_SHIFT = 3;
    private static final int UNIT_BYTES = 1 << UNIT_SHIFT;
    private static final int FREE = 0;

    /** An odd constant with well mixed bits: the golden ratio times 2^64. */
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final PostingsRecorder postings;
    private final int pageBytes;
    private final int pageShift;
    private final long[] slotPages;
    private final int slotMask;
    private final int slotsInPageMask;
    private final int slotsInPageShift;
    private final int maxEntries;
    private final long[] arenaPages;

    private int arenaPage;
    private int arenaOffset;
    private int entries;
    private long firstDocument;
    private int document;
    private long tokens;

    /**
     * @param pages at least two, of one size that is a power of two; the table uses them alone
     */
    TermTable(List<MemorySegment> pages, SortWriter writer) {
        this.postings = new PostingsRecorder(writer);
        this.pageBytes = pages.getFirst().size();
        this.pageShift = Integer.numberOfTrailingZeros(pageBytes) - UNIT_SHIFT;
        // An entry with its cells takes some forty bytes to a slot's eight.
        int slotPageCount = Integer.highestOneBit(Math.max(1, pages.size() / 6));
        this.slotPages = addresses(pages.subList(0, slotPageCount));
        this.arenaPages = addresses(pages.subList(slotPageCount, pages.size()));
        int slotsInPage = pageBytes >>> SLOT_SHIFT;
        this.slotsInPageMask = slotsInPage - 1;
        this.slotsInPageShift = Integer.numberOfTrailingZeros(slotsInPage);
        int slots = slotPageCount * slotsInPage;
        this.slotMask = slots - 1;
        this.maxEntries = slots / 4 * 3;
        reset();
    }

    private static long[] addresses(List<MemorySegment> pages) {
        return pages.stream().mapToLong(MemorySegment::getAddress).toArray();
    }

    /** Terms taken so far, repeated ones counted each time. */
    long tokens() {
        return tokens;
    }

    /**
     * Says to which document the next terms belong.
     *
     * @param next not below the last one; far beyond it only after a {@link #flush}
     */
    void startDocument(long next) throws IOException {
        if (entries == 0) {
            firstDocument = next;
        } else if (next - firstDocument > Integer.MAX_VALUE) {
            flush();
            firstDocument = next;
        }
        assert next >= firstDocument + document || entries == 0 : next;
        document = (int) (next - firstDocument);
    }

    @Override
    public void term(long address, int lengthBytes) throws IOException {
        tokens++;
        if (!count(address, lengthBytes)) {
            long current = firstDocument + document;
            flush();
            startDocument(current);
            if (!count(address, lengthBytes)) {
                throw new AssertionError("an empty table has no room for a term");
            }
        }
    }

    /** Counts a term, or returns false if there is no room for that. */
    private boolean count(long address, int length) {
        long mixed = hash(address, length);
        int hash = (int) (mixed >>> 32);
        int slot = (int) mixed & slotMask;
        while (true) {
            long at = slotAddress(slot);
            int reference = RawMemory.getInt(at);
            if (reference == FREE) {
                return insert(at, hash, address, length);
            }
            if (RawMemory.getInt(at + SLOT_HASH) == hash) {
                long entry = address(reference);
                if (RawMemory.getInt(entry + ENTRY_LENGTH) == length
                        && isSameTerm(entry + ENTRY_TERM, address, length)) {
                    return countAgain(entry);
                }
            }
            slot = (slot + 1) & slotMask;
        }
    }

    private static long hash(long address, int length) {
        long hash = length;
        for (int at = 0; at < length; at += Long.BYTES) {
            hash = (hash ^ RawMemory.getLong(address + at)) * MIX;
            hash ^= hash >>> 32;
        }
        return hash;
    }

    private static boolean isSameTerm(long a, long b, int length) {
        for (int at = 0; at < length; at += Long.BYTES) {
            if (RawMemory.getLong(a + at) != RawMemory.getLong(b + at)) {
                return false;
            }
        }
        return true;
    }

    private boolean countAgain(long entry) {
        int last = RawMemory.getInt(entry + ENTRY_DOCUMENT);
        int frequency = RawMemory.getInt(entry + ENTRY_FREQUENCY);
        if (last == document) {
            if (frequency == Integer.MAX_VALUE) {
                return false;
            }
            RawMemory.putInt(entry + ENTRY_FREQUENCY, frequency + 1);
            return true;
        }
        int cell = allocate(CELL_BYTES);
        if (cell == FREE) {
            return false;
        }
        long at = address(cell);
        RawMemory.putInt(at + CELL_NEXT, FREE);
        RawMemory.putInt(at + CELL_DOCUMENT, last);
        RawMemory.putInt(at + CELL_FREQUENCY, frequency);
        int lastCell = RawMemory.getInt(entry + ENTRY_LAST);
        if (lastCell == FREE) {
            RawMemory.putInt(entry + ENTRY_FIRST, cell);
        } else {
            RawMemory.putInt(address(lastCell) + CELL_NEXT, cell);
        }
        RawMemory.putInt(entry + ENTRY_LAST, cell);
        RawMemory.putInt(entry + ENTRY_DOCUMENT, document);
        RawMemory.putInt(entry + ENTRY_FREQUENCY, 1);
        return true;
    }

    private boolean insert(long slot, int hash, long address, int length) {
        int padded = (length + Long.BYTES - 1) & -Long.BYTES;
        int reference = entries == maxEntries ? FREE : allocate(ENTRY_TERM + padded);
        if (reference == FREE) {
            return false;
        }
        long entry = address(reference);
        RawMemory.putInt(entry + ENTRY_DOCUMENT, document);
        RawMemory.putInt(entry + ENTRY_FREQUENCY, 1);
        RawMemory.putInt(entry + ENTRY_FIRST, FREE);
        RawMemory.putInt(entry + ENTRY_LAST, FREE);
        RawMemory.putInt(entry + ENTRY_LENGTH, length);
        for (int at = 0; at < padded; at += Long.BYTES) {
            RawMemory.putLong(entry + ENTRY_TERM + at, RawMemory.getLong(address + at));
        }
        RawMemory.putInt(slot, reference);
        RawMemory.putInt(slot + SLOT_HASH, hash);
        entries++;
        return true;
    }

    private long slotAddress(int slot) {
        return slotPages[slot >>> slotsInPageShift]
                + ((long) (slot & slotsInPageMask) << SLOT_SHIFT);
    }

    private long address(int reference) {
        return arenaPages[reference >>> pageShift]
                + ((long) (reference & ((1 << pageShift) - 1)) << UNIT_SHIFT);
    }

    /** Takes memory from the arena; {@link #FREE} if there is none. */
    private int allocate(int bytes) {
        int padded = (bytes + UNIT_BYTES - 1) & -UNIT_BYTES;
        if (padded > pageBytes - arenaOffset) {
            if (arenaPage + 1 == arenaPages.length) {
                return FREE;
            }
            arenaPage++;
            arenaOffset = 0;
        }
        int reference = (arenaPage << pageShift) + (arenaOffset >>> UNIT_SHIFT);
        arenaOffset += padded;
        return reference;
    }

    /** Hands all counts to the sorter and forgets them. */
    void flush() throws IOException {
        if (entries > 0) {
            for (long page : slotPages) {
                for (int at = 0; at < pageBytes; at += 1 << SLOT_SHIFT) {
                    int reference = RawMemory.getInt(page + at);
                    if (reference != FREE) {
                        write(address(reference));
                    }
                }
            }
            reset();
        }
    }

    private void reset() {
        for (long page : slotPages) {
            RawMemory.fill(page, pageBytes, (byte) 0);
        }
        arenaPage = 0;
        // The first unit stays unused: its reference would be that of no entry.
        arenaOffset = UNIT_BYTES;
        entries = 0;
        document = 0;
    }

    private void write(long entry) throws IOException {
        postings.begin(entry + ENTRY_TERM, RawMemory.getInt(entry + ENTRY_LENGTH), firstDocument);
        int cell = RawMemory.getInt(entry + ENTRY_FIRST);
        while (cell != FREE) {
            long at = address(cell);
            postings.add(
                    RawMemory.getInt(at + CELL_DOCUMENT), RawMemory.getInt(at + CELL_FREQUENCY));
            cell = RawMemory.getInt(at + CELL_NEXT);
        }
        postings.add(
                RawMemory.getInt(entry + ENTRY_DOCUMENT),
                RawMemory.getInt(entry + ENTRY_FREQUENCY));
        postings.end();
    }
}
