package io.plimsoll.operators.run;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.operators.record.EntryIndex;
import io.plimsoll.operators.record.EntrySorter;
import io.plimsoll.operators.record.RecordComparison;
import io.plimsoll.operators.record.RecordHeap;
import io.plimsoll.operators.record.RecordLayout;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The records of one future run: collected, then sorted in place, then iterated.
 *
 * <p>Input that comes in order, or in exactly reversed order, is noticed while it comes and not
 * sorted again.
 *
 * <p>Guarded by its {@link #lock}: a writer holds it while it adds, so that whoever needs memory
 * finds the builders of idle writers free.
 */
public final class RunBuilder {

    public final ReentrantLock lock = new ReentrantLock();

    /**
     * Whether its writer is in the middle of a call, so that even its own thread may not spill it.
     */
    public boolean inUse;

    private final SortSettings settings;
    private final RecordHeap heap;
    private final EntryIndex entries;
    private final RecordComparison comparison;

    private boolean ascending = true;
    private boolean descending = true;
    private boolean sorted;
    private long lastWord;
    private long lastRecord;

    public RunBuilder(MemoryPool pool, SortSettings settings) {
        this.settings = settings;
        this.heap = new RecordHeap(pool, settings.layout());
        this.entries = new EntryIndex(pool);
        this.comparison = new RecordComparison(heap, settings.order());
    }

    public RecordHeap heap() {
        return heap;
    }

    public EntryIndex entries() {
        return entries;
    }

    public boolean isEmpty() {
        return entries.size() == 0;
    }

    public int pageCount() {
        return heap.pageCount() + entries.pageCount();
    }

    /** Makes room for one more entry; false when there is no memory. */
    public boolean tryReserveEntry() {
        return entries.tryReserve();
    }

    /**
     * Notes a record that is complete in the heap. Requires: {@link #tryReserveEntry} said true.
     */
    public void commit(long record) {
        long length = RecordLayout.lengthBytes(record);
        long word = firstWord(record, length);
        if (ascending || descending) {
            noteOrder(word, record);
        }
        entries.append(word, record);
    }

    /** Brings the entries in order, once. Requires: no record is added any more. */
    public void sort() {
        if (ascending || sorted) {
            return;
        }
        sorted = true;
        if (descending) {
            entries.reverse();
            return;
        }
        new EntrySorter(entries, heap, settings.order()).sort();
    }

    /** Whether two records have the same key, where duplicates are to be removed. */
    public boolean isDuplicate(long left, long right) {
        if (!settings.distinct()) {
            return false;
        }
        long leftBytes = settings.distinctBytes(settings.layout().keyBytes(left));
        long rightBytes = settings.distinctBytes(settings.layout().keyBytes(right));
        return leftBytes == rightBytes
                && comparison.mismatch(left, right, 0, leftBytes) == leftBytes;
    }

    /** The prefix word of a record that starts with a piece shorter than a word. */
    public long wordAcrossPieces(long record) {
        return comparison.wordAcrossPieces(record, 0);
    }

    /** Forgets all complete records and gives their pages back; an open record stays. */
    public void release() {
        entries.release();
        heap.release();
        ascending = true;
        descending = true;
        sorted = false;
    }

    /** Forgets the entries, and gives back all pages but those that a record lies in. */
    public void releaseAllBut(long record) {
        entries.release();
        heap.releaseAllBut(record);
    }

    /** Forgets everything and gives all pages back. */
    public void close() {
        heap.drop();
        release();
    }

    private long firstWord(long record, long length) {
        if (RecordLayout.isLarge(record) && heap.pieceBytes(record, 0) < Long.BYTES) {
            return comparison.wordAcrossPieces(record, 0);
        }
        // The header is never shorter than a word's half, as prefixWord wants it.
        return settings.order().prefixWord(settings.layout().bytesAddress(record), length);
    }

    private void noteOrder(long word, long record) {
        if (!isEmpty()) {
            int compared = Long.compareUnsigned(lastWord, word);
            if (compared == 0) {
                compared = comparison.compare(lastRecord, record, 0);
            }
            ascending &= compared <= 0;
            descending &= compared >= 0;
        }
        lastWord = word;
        lastRecord = record;
    }
}
