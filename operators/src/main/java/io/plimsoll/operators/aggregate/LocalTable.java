package io.plimsoll.operators.aggregate;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.aggregate.table.GroupLayout;
import io.plimsoll.operators.aggregate.table.GroupTable;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A writer's table: at first all that the writer has seen; once groups are in partitions, a small
 * one that combines what comes close together.
 *
 * <p>Small, it looks at what it saves: when nearly all groups are new it only collects for a while,
 * and then looks again.
 *
 * <p>Guarded by its writer's lock, but for {@link #mustMove}.
 */
final class LocalTable implements Supplier<@Nullable MemorySegment> {

    /** Above this share of new groups in a thousand looking for them costs more than it saves. */
    private static final int UNIQUE_PER_THOUSAND = 850;

    /** How many times the table is filled without looking before it looks again. */
    private static final int FILLS_BETWEEN_SAMPLES = 31;

    private final GroupLayout layout;
    private final MemoryPool pool;
    private final GroupTable table;
    private final Partitioning partitioning;
    private final long smallSlots;
    private final int smallPages;
    private volatile boolean small;
    private long pagesLeft = Long.MAX_VALUE;
    private int fillsToSample;

    LocalTable(
            GroupLayout layout,
            MemoryPool pool,
            Partitioning partitioning,
            long smallSlots,
            int smallPages) {
        this.layout = layout.duplicate();
        this.pool = pool;
        this.partitioning = partitioning;
        this.smallSlots = smallSlots;
        this.smallPages = smallPages;
        this.table = new GroupTable(this.layout, 0, partitioning.bits(), pool, this);
    }

    /** A page for the table, unless it is small and has enough. */
    @Override
    public @Nullable MemorySegment get() {
        if (pagesLeft <= 0) {
            return null;
        }
        MemorySegment page = pool.tryAllocatePage();
        if (page != null) {
            pagesLeft--;
        }
        return page;
    }

    GroupLayout layout() {
        return layout;
    }

    GroupTable table() {
        return table;
    }

    boolean isSmall() {
        return small;
    }

    /** Whether groups are in partitions by now, and this table's have still to go there. */
    boolean mustMove() {
        return !small && partitioning.hasBegun();
    }

    /**
     * Moves all groups to the partitions; from then on the table is small.
     *
     * @param calls how often a group was asked for since the last time
     */
    void moveTo(Partitions partitions, long calls) throws IOException {
        boolean distinct = !table.isCollecting();
        long groups = table.groups();
        if (!small) {
            table.releaseDirectory();
        }
        for (int i = 0; i < partitions.count(); i++) {
            partitions.take(i, table.partition(i), groups, distinct && !small);
        }
        if (!small) {
            small = true;
            table.limitSlots(smallSlots);
        } else {
            sample(calls);
        }
        table.clear();
        pagesLeft = smallPages;
    }

    private void sample(long calls) {
        if (table.isCollecting()) {
            if (--fillsToSample == 0) {
                table.collectOnly(false);
            }
        } else if (table.groups() * 1000 > calls * UNIQUE_PER_THOUSAND) {
            table.collectOnly(true);
            fillsToSample = FILLS_BETWEEN_SAMPLES;
        }
    }

    /** Whether it has no groups. */
    boolean isEmpty() {
        return table.groups() == 0;
    }

    /** From now on nothing is found any more: partitions are to be moved, by any threads. */
    void prepareToMerge() {
        table.releaseDirectory();
    }

    /** Moves one partition. Requires: {@link #prepareToMerge} was called. */
    void moveTo(Partitions partitions, int index) throws IOException {
        boolean distinct = !small && !table.isCollecting();
        partitions.take(index, table.partition(index), table.groups(), distinct);
    }

    void release() {
        table.release();
    }
}
