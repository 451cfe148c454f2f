package io.plimsoll.operators.aggregate;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.aggregate.table.GroupLayout;
import io.plimsoll.operators.aggregate.table.GroupTable;
import io.plimsoll.operators.aggregate.table.RecordPages;
import io.plimsoll.spill.run.SpillRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The groups whose hashes have the same bits.
 *
 * <p>A <em>hot</em> partition is a table: each group has one state. A <em>cold</em> one is partly
 * on disk; what comes to it is kept unseen until it is written too, and a group may have any number
 * of states.
 *
 * <p>Guarded by its lock; {@link #pages} may be read without.
 */
final class Partition {

    final ReentrantLock lock = new ReentrantLock();
    final GroupLayout layout;
    final GroupTable table;

    /** Of a cold partition, what is not on disk. */
    final RecordPages pending;

    final List<SpillRun> runs = new ArrayList<>();

    private boolean cold;

    /** How many pages it holds; written under the lock, a guess without. */
    private volatile long pages;

    Partition(GroupLayout shared, int level, MemoryPool pool) {
        layout = shared.duplicate();
        table = new GroupTable(layout, level, 0, pool, pool::tryAllocatePage);
        pending = new RecordPages(pool, pool::tryAllocatePage);
    }

    boolean isCold() {
        return cold;
    }

    /** What is in memory of it. */
    RecordPages records() {
        return cold ? pending : table.partition(0);
    }

    void makeCold() {
        table.releaseDirectory();
        RecordPages records = table.partition(0);
        cold = true;
        while (!records.large().isEmpty()) {
            pending.adoptLarge(records.takeLastLarge());
        }
        while (records.pageCount() > 0) {
            int used = records.usedBytes(records.pageCount() - 1);
            pending.adopt(records.takeLast(), used);
        }
    }

    /** How many pages it held when that was last noted. */
    long pages() {
        return pages;
    }

    void notePages() {
        pages = cold ? pending.allPages() : table.pageCount();
    }

    boolean isEmpty() {
        return records().isEmpty();
    }

    void release() {
        table.release();
        pending.release();
        notePages();
    }

    /** Takes records that lie behind each other, of a page that it may keep. Requires: cold. */
    void keep(MemorySegment page, long start, int bytes) {
        long from = page.getAddress();
        if (start != from) {
            RawMemory.copy(start, from, bytes);
        }
        pending.adopt(page, bytes);
    }
}
