package io.plimsoll.operators.aggregate;

import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.aggregate.partition.Partitions;
import io.plimsoll.operators.aggregate.table.GroupLayout;
import io.plimsoll.operators.aggregate.table.GroupTable;
import io.plimsoll.operators.memory.OperatorMemory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
    private final OperatorMemory memory;
    private final GroupTable table;
    private final Partitioning partitioning;
    private final long smallSlots;
    private final int smallPages;

    /** Pages for the small table that are empty just now. */
    private final List<MemorySegment> stock = new ArrayList<>();

    private volatile boolean small;
    private long pagesLeft = Long.MAX_VALUE;
    private int fillsToSample;

    /** The partition to begin with when they are moved. */
    private int start;

    LocalTable(
            GroupLayout layout,
            OperatorMemory memory,
            Partitioning partitioning,
            long smallSlots,
            int smallPages,
            int start) {
        this.layout = layout.duplicate();
        this.memory = memory;
        this.partitioning = partitioning;
        this.smallSlots = smallSlots;
        this.smallPages = smallPages;
        this.start = start;
        this.table = new GroupTable(this.layout, 0, partitioning.bits(), memory.records(), this);
    }

    /** A page for the table, unless it is small and has enough. */
    @Override
    public @Nullable MemorySegment get() {
        if (!stock.isEmpty()) {
            return stock.removeLast();
        }
        if (pagesLeft <= 0) {
            return null;
        }
        MemorySegment page = memory.tryAllocatePage();
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
        // Threads begin in different places, and so seldom meet.
        int count = partitions.count();
        for (int i = 0; i < count; i++) {
            int index = (i + start) % count;
            partitions.take(
                    index,
                    table.partition(index),
                    groups,
                    distinct && !small,
                    small ? this::keep : MemorySegment::free);
        }
        start = (start + count / 3 + 1) % count;
        if (!small) {
            small = true;
            table.limitSlots(smallSlots);
        } else {
            sample(calls);
        }
        table.clear();
        pagesLeft = (long) smallPages - stock.size();
    }

    /** Keeps a page for groups to come: others would have it before. */
    private void keep(MemorySegment page) {
        if (stock.size() < smallPages) {
            stock.add(page);
        } else {
            page.free();
        }
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

    /** How many bytes its pages have. */
    long bytes() {
        return table.pageCount() * memory.pageSizeBytes();
    }

    /** Moves all groups to the partitions as they are, to be written; takes no memory. */
    void abandonTo(Partitions partitions) {
        table.releaseDirectory();
        releaseStock();
        for (int i = 0; i < partitions.count(); i++) {
            partitions.abandon(i, table.partition(i));
        }
        small = true;
        table.limitSlots(smallSlots);
        table.clear();
        pagesLeft = smallPages;
    }

    /** From now on nothing is found any more: partitions are to be moved, by any threads. */
    void prepareToMerge() {
        table.releaseDirectory();
        releaseStock();
    }

    /** Moves one partition. Requires: {@link #prepareToMerge} was called. */
    void moveTo(Partitions partitions, int index) throws IOException {
        boolean distinct = !small && !table.isCollecting();
        partitions.take(
                index, table.partition(index), table.groups(), distinct, MemorySegment::free);
    }

    private void releaseStock() {
        stock.forEach(MemorySegment::free);
        stock.clear();
    }

    void release() {
        releaseStock();
        table.release();
    }
}
