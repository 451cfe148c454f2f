package io.plimsoll.operators.aggregate.read;

import io.plimsoll.operators.aggregate.partition.Partition;
import java.io.IOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Aggregates partitions that are on disk, one after the other or several at once. */
public interface ColdPartitions extends AutoCloseable {

    /** Takes partitions that are to be aggregated; once, before {@link #next}. */
    void add(Collection<Partition> cold);

    /** The groups of another partition; null when there is none left. */
    @Nullable GroupCursor next() throws IOException;

    @Override
    void close();
}
