package io.plimsoll.operators.aggregate;

import io.plimsoll.operators.aggregate.partition.Partitions;
import io.plimsoll.operators.memory.Spillable;
import java.io.IOException;
import java.util.List;

/**
 * Gives memory back when other operators of the job need it, until the result is read.
 *
 * <p>Any thread, but one at a time; it waits for none that works in the aggregator.
 */
final class AggregateSpilling implements Spillable {

    private final Partitioning partitioning;
    private final Partitions partitions;

    /** Safe for any thread. */
    private final List<AggregateWriter> writers;

    AggregateSpilling(
            Partitioning partitioning, Partitions partitions, List<AggregateWriter> writers) {
        this.partitioning = partitioning;
        this.partitions = partitions;
        this.writers = writers;
    }

    @Override
    public long spillableBytes() {
        long bytes = partitions.bytes();
        for (AggregateWriter writer : writers) {
            bytes += writer.idleBytes();
        }
        return bytes;
    }

    @Override
    public long spill(long targetBytes) throws IOException {
        long freedBytes = partitions.spillFor(targetBytes);
        for (AggregateWriter writer : writers) {
            if (freedBytes < targetBytes && writer.tryAbandonTo(partitions)) {
                partitioning.begin();
                freedBytes += partitions.spillFor(targetBytes - freedBytes);
            }
        }
        return freedBytes;
    }
}
