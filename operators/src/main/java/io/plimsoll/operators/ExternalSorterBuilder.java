package io.plimsoll.operators;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.operators.sort.BinarySorter;
import io.plimsoll.serde.key.NormalizedKey;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.spill.IOManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes an {@link ExternalSorter}. Only the order is required.
 *
 * <p>Not thread-safe; each {@link #open} gives a sorter of its own.
 *
 * @param <T> the records' type
 */
public final class ExternalSorterBuilder<T> {

    private static final long DEFAULT_MEMORY_BYTES = 64L << 20;
    private static final int MAX_DEFAULT_THREADS = 2;

    private final TypeSerializer<T> serializer;
    private @Nullable NormalizedKey<? super T> key;
    private long memoryBytes = DEFAULT_MEMORY_BYTES;
    private boolean memorySet;
    private List<Path> directories = List.of(Path.of(System.getProperty("java.io.tmpdir", ".")));
    private int threads = Math.min(MAX_DEFAULT_THREADS, Runtime.getRuntime().availableProcessors());
    private boolean distinct;
    private @Nullable MemoryPool pool;
    private @Nullable IOManager io;

    ExternalSorterBuilder(TypeSerializer<T> serializer) {
        this.serializer = serializer;
    }

    /** What records are ordered by, such as a {@link io.plimsoll.serde.key.SortKey}. */
    public ExternalSorterBuilder<T> orderBy(NormalizedKey<? super T> order) {
        key = order;
        return this;
    }

    /** Of records with equal keys only the one that was added first is kept. */
    public ExternalSorterBuilder<T> distinct() {
        distinct = true;
        return this;
    }

    /** The memory, in bytes, that the sorter has; 64 MiB unless set. */
    public ExternalSorterBuilder<T> memoryBytes(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("memoryBytes=" + bytes + " (expected 1 or more)");
        }
        memoryBytes = bytes;
        memorySet = true;
        return this;
    }

    /** Where temporary files go; the system's temporary directory unless set. */
    public ExternalSorterBuilder<T> temporaryDirectories(Path... paths) {
        directories = List.of(paths);
        return this;
    }

    /** How many threads sort behind the one that adds; two unless set, or one on one core. */
    public ExternalSorterBuilder<T> threads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads=" + count + " (expected 1 or more)");
        }
        threads = count;
        return this;
    }

    /**
     * Shares memory and temporary files with others, in place of the sorter's own. They are not
     * closed with it. {@link #memoryBytes}, if set, is the most that it takes of the pool.
     */
    public ExternalSorterBuilder<T> sharing(MemoryPool sharedPool, IOManager sharedIo) {
        pool = sharedPool;
        io = sharedIo;
        return this;
    }

    /**
     * Opens the sorter.
     *
     * @throws IllegalStateException when there is no order
     * @throws IllegalArgumentException when the memory is too little to sort with; the message says
     *     what would do
     * @throws UncheckedIOException when no temporary directory can be used
     */
    public ExternalSorter<T> open() {
        NormalizedKey<? super T> order = key;
        if (order == null) {
            throw new IllegalStateException("orderBy not set (expected a key)");
        }
        try {
            SorterResources resources =
                    pool != null && io != null
                            ? new SorterResources(pool, io, null)
                            : SorterResources.own(memoryBytes, directories);
            return open(order, resources);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ExternalSorter<T> open(NormalizedKey<? super T> order, SorterResources resources) {
        boolean opened = false;
        try {
            long available = resources.pool().availableBytes();
            BinarySorter sorter =
                    BinarySorter.options()
                            .writers(threads)
                            .keyed(true)
                            .stable(true)
                            .distinct(distinct)
                            .maxBytes(memorySet ? Math.min(memoryBytes, available) : available)
                            .open(resources.pool(), resources.io());
            opened = true;
            return new ExternalSorter<>(serializer.duplicate(), order, resources, sorter);
        } catch (MemoryReservationException e) {
            long least =
                    BinarySorter.minimumBytes(
                            resources.io(), resources.pool().pageSizeBytes(), threads);
            throw new IllegalArgumentException(
                    "memory too little to sort with (expected at least "
                            + least
                            + " bytes free): "
                            + e.getMessage(),
                    e);
        } finally {
            if (!opened) {
                resources.close();
            }
        }
    }
}
