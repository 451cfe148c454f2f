package io.plimsoll.operators;

import io.plimsoll.operators.estimate.MemoryUse;
import io.plimsoll.operators.sort.BinarySorter;
import io.plimsoll.operators.sort.SortProgress;
import io.plimsoll.operators.sort.SortedRecords;
import io.plimsoll.serde.key.KeySink;
import io.plimsoll.serde.key.NormalizedKey;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataOutputSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sorts any number of records in bounded memory: add them, then iterate over them in order.
 *
 * <pre>{@code
 * record Trade(String symbol, long time, double price) {}
 *
 * try (ExternalSorter<Trade> sorter =
 *         ExternalSorter.of(TypeSerializers.ofRecord(Trade.class))
 *                 .orderBy(SortKey.ofString(Trade::symbol).then(SortKey.ofLong(Trade::time)))
 *                 .memoryBytes(64 << 20)
 *                 .open()) {
 *     trades.forEach(sorter::add);
 *     for (Trade trade : sorter.sorted()) {
 *         System.out.println(trade);
 *     }
 * }
 * }</pre>
 *
 * <p>Records with equal keys stay in the order in which they were added, unless told otherwise.
 * What doesn't fit in memory goes to temporary files, which are gone after {@link #close}.
 *
 * <p>Threads: one thread adds and reads; others sort and write behind it. {@link #progress} and
 * {@link #cancel} are for any thread.
 *
 * @param <T> the records' type
 */
public final class ExternalSorter<T> implements AutoCloseable {

    private final TypeSerializer<T> serializer;
    private final NormalizedKey<? super T> key;
    private final @Nullable Job ownJob;
    private final BinarySorter sorter;
    private final SortPipeline pipeline;
    private final KeySink keySink = new KeySink();
    private final DataOutputSerializer payload = new DataOutputSerializer(256);

    private @Nullable SortedRecords sorted;
    private boolean iterated;

    ExternalSorter(
            TypeSerializer<T> serializer,
            NormalizedKey<? super T> key,
            @Nullable Job ownJob,
            BinarySorter sorter) {
        this.serializer = serializer;
        this.key = key;
        this.ownJob = ownJob;
        this.sorter = sorter;
        this.pipeline = new SortPipeline(sorter);
    }

    /** Starts to describe a sorter of records that this serializer writes and reads. */
    public static <T> ExternalSorterBuilder<T> of(TypeSerializer<T> serializer) {
        return new ExternalSorterBuilder<>(serializer);
    }

    /**
     * Adds a record.
     *
     * @throws UncheckedIOException when it can't be serialized or is larger than half of the
     *     memory, or when temporary files can't be written
     * @throws java.util.concurrent.CancellationException when the sorter was cancelled
     * @throws IllegalStateException after {@link #sorted}
     */
    public void add(T record) {
        if (sorted != null) {
            throw new IllegalStateException("add after sorted (expected before)");
        }
        try {
            keySink.clear();
            key.put(record, keySink);
            payload.clear();
            serializer.serialize(record, payload);
            pipeline.add(
                    keySink.array(), keySink.length(), payload.getSharedBuffer(), payload.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Ends the input and gives the records in order, once.
     *
     * <p>Its iterator throws what {@link #add} does.
     *
     * @throws UncheckedIOException when temporary files can't be written or read
     * @throws java.util.concurrent.CancellationException when the sorter was cancelled
     */
    public Iterable<T> sorted() {
        finish();
        return this::iterator;
    }

    /** As {@link #sorted}, as a stream. */
    public Stream<T> stream() {
        finish();
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        iterator(), Spliterator.ORDERED | Spliterator.NONNULL),
                false);
    }

    /** How far the sort is. Any thread. */
    public Progress progress() {
        SortProgress inner = sorter.progress();
        return new Progress(
                pipeline.handedOver(), inner.recordsRead(), inner.runs(), inner.runBytes());
    }

    /** What the sort has used so far, to be held against its estimate. Any thread. */
    public MemoryUse memoryUse() {
        return sorter.memoryUse();
    }

    /** Ends the sort: what runs then throws a CancellationException. Any thread. */
    public void cancel() {
        sorter.cancel();
    }

    /** Gives back all memory and deletes the temporary files. Idempotent. */
    @Override
    public void close() {
        pipeline.close();
        if (sorted != null) {
            sorted.close();
        }
        sorter.close();
        if (ownJob != null) {
            ownJob.close();
        }
    }

    private void finish() {
        if (sorted == null) {
            try {
                pipeline.finish();
                sorted = sorter.finish();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Iterator<T> iterator() {
        SortedRecords records = sorted;
        if (iterated || records == null) {
            throw new IllegalStateException("iterated twice (expected once)");
        }
        iterated = true;
        return new RecordIterator<>(records, serializer);
    }

    /**
     * How far a sort is.
     *
     * @param added records that were added, a batch behind
     * @param read records of the result that were read, a little behind
     * @param runs how many sorted runs were written to temporary files
     * @param spilledBytes how many bytes those have, uncompressed
     */
    public record Progress(long added, long read, int runs, long spilledBytes) {}
}
