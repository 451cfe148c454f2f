package io.plimsoll.operators.aggregate.read;

import io.plimsoll.operators.aggregate.partition.Partition;
import io.plimsoll.operators.aggregate.partition.Partitions;
import io.plimsoll.operators.aggregate.table.GroupTable;
import io.plimsoll.operators.record.RecordPieces;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The groups of partitions: of those that stayed in memory first, then of those on disk, whose
 * memory that gives free.
 *
 * <p>Not thread-safe.
 */
public final class PartitionsCursor implements GroupCursor {

    private final Partitions partitions;
    private final Deque<Partition> hot = new ArrayDeque<>();
    private final Deque<Partition> cold = new ArrayDeque<>();
    private final ColdPartitions loading;
    private @Nullable GroupCursor current;

    public PartitionsCursor(Partitions partitions, ColdPartitions loading) throws IOException {
        partitions.writePending();
        this.partitions = partitions;
        this.loading = loading;
        for (int i = 0; i < partitions.count(); i++) {
            Partition partition = partitions.get(i);
            (partition.isCold() ? cold : hot).add(partition);
        }
        loading.add(cold);
    }

    @Override
    public boolean next() throws IOException {
        while (true) {
            GroupCursor reading = current;
            if (reading != null) {
                if (reading.next()) {
                    return true;
                }
                current = null;
                reading.close();
            }
            current = following();
            if (current == null) {
                return false;
            }
        }
    }

    private @Nullable GroupCursor following() throws IOException {
        partitions.files().control().checkCancelled();
        Partition partition = hot.poll();
        if (partition != null) {
            return new TableCursor(partition.table, partition.layout, 1);
        }
        return loading.next();
    }

    @Override
    public long record() {
        return reading().record();
    }

    @Override
    public GroupTable table() {
        return reading().table();
    }

    @Override
    public void forEachElement(int function, RecordPieces target) throws IOException {
        reading().forEachElement(function, target);
    }

    private GroupCursor reading() {
        GroupCursor reading = current;
        if (reading == null) {
            throw new IllegalStateException("no current group (expected next() to have said true)");
        }
        return reading;
    }

    @Override
    public void close() {
        if (current != null) {
            current.close();
            current = null;
        }
        loading.close();
        partitions.release();
    }
}
