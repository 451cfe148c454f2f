package io.plimsoll.operators.aggregate.partition;

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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The groups whose hashes have the same bits.
 *
 * <p>A <em>hot</em> partition is a table: each group has one state. A <em>cold</em> one is partly
 * on disk; what comes to it is kept unseen until it is written too, and a group may have any number
 * of states.
 *
 * <p>Guarded by its lock; {@link #pages} may be read without.
 */
public final class Partition {

    final ReentrantLock lock = new ReentrantLock();
    public final GroupLayout layout;
    public final GroupTable table;

    /** Of a cold partition, what is not on disk. */
    public final RecordPages pending;

    public final List<SpillRun> runs = new ArrayList<>();

    /** Written under the lock; a guess without. */
    private volatile boolean cold;

    /** How many pages it holds; written under the lock, a guess without. */
    private volatile long pages;

    public Partition(
            GroupLayout shared,
            int level,
            MemoryPool pool,
            Supplier<@Nullable MemorySegment> source) {
        layout = shared.duplicate();
        table = new GroupTable(layout, level, 0, pool, source);
        pending = new RecordPages(pool, source);
    }

    public boolean isCold() {
        return cold;
    }

    /** What is in memory of it. */
    public RecordPages records() {
        return cold ? pending : table.partition(0);
    }

    public void makeCold() {
        table.releaseDirectory();
        cold = true;
        keepAll(table.partition(0));
    }

    /** Takes over all pages of records as they are. Requires: cold. */
    public void keepAll(RecordPages records) {
        while (!records.large().isEmpty()) {
            pending.adoptLarge(records.takeLastLarge());
        }
        while (records.pageCount() > 0) {
            int used = records.usedBytes(records.pageCount() - 1);
            pending.adopt(records.takeLast(), used);
        }
    }

    /** How many pages it held when that was last noted. */
    public long pages() {
        return pages;
    }

    public void notePages() {
        pages = cold ? pending.allPages() : table.pageCount();
    }

    public boolean isEmpty() {
        return records().isEmpty();
    }

    public void release() {
        table.release();
        pending.release();
        notePages();
    }

    /** Takes records that lie behind each other, of a page that it may keep. Requires: cold. */
    public void keep(MemorySegment page, long start, int bytes) {
        long from = page.getAddress();
        if (start != from) {
            RawMemory.copy(start, from, bytes);
        }
        pending.adopt(page, bytes);
    }
}
