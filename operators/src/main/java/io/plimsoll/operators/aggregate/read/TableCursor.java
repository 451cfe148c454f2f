package io.plimsoll.operators.aggregate.read;

import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.aggregate.table.GroupLayout;
import io.plimsoll.operators.aggregate.table.GroupTable;
import io.plimsoll.operators.aggregate.table.RecordPages;

/** The groups of a table, which is empty afterwards. Not thread-safe. */
public final class TableCursor implements GroupCursor {

    private final GroupTable table;
    private final GroupLayout layout;
    private final int partitions;
    private final boolean freeing;
    private int partition;
    private boolean onPage;
    private long record;
    private long next;
    private long end;

    /** Requires: the table is complete. */
    public TableCursor(GroupTable table, GroupLayout layout, int partitions) {
        this.table = table;
        this.layout = layout;
        this.partitions = partitions;
        this.freeing = !layout.hasAttachments();
        if (layout.hasAttachments()) {
            for (int i = 0; i < partitions; i++) {
                table.attachments().seal(table.partition(i));
            }
        }
        table.releaseDirectory();
    }

    @Override
    public boolean next() {
        while (true) {
            while (next < end) {
                record = next;
                next += layout.recordBytes(record);
                if (layout.isGroup(record)) {
                    return true;
                }
            }
            if (!nextPage()) {
                record = 0;
                return false;
            }
        }
    }

    @Override
    public long record() {
        return record;
    }

    @Override
    public GroupTable table() {
        return table;
    }

    @Override
    public void close() {
        table.release();
        partition = partitions;
        next = 0;
        end = 0;
    }

    /** Goes on to the next page, or large record. */
    private boolean nextPage() {
        leavePage();
        for (; partition < partitions; partition++, page = 0, large = 0) {
            RecordPages pages = table.partition(partition);
            if (freeing ? pages.pageCount() > 0 : page < pages.pageCount()) {
                int index = freeing ? pages.pageCount() - 1 : page;
                next = pages.address(index);
                end = next + pages.usedBytes(index);
                onPage = true;
                return true;
            }
            if (large < pages.large().size()) {
                MemorySegment segment = pages.large().get(large++);
                next = segment.getAddress();
                end = next + layout.recordBytes(next);
                return true;
            }
        }
        return false;
    }

    private int page;
    private int large;

    /** What was read is free at once, unless groups to come may have something on that page. */
    private void leavePage() {
        if (onPage) {
            onPage = false;
            if (freeing) {
                table.partition(partition).takeLast().free();
            } else {
                page++;
            }
        }
    }
}
