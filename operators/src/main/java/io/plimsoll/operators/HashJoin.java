package io.plimsoll.operators;

import io.plimsoll.operators.join.BinaryJoin;
import io.plimsoll.operators.join.JoinInput;
import io.plimsoll.operators.join.JoinProgress;
import io.plimsoll.operators.join.row.JoinSide;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataOutputSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Joins any numbers of records of two types by equal keys in bounded memory.
 *
 * <pre>{@code
 * try (HashJoin<Order, Customer, String> join =
 *         HashJoin.of(orderSerializer, customerSerializer)
 *                 .on(Order::customer, Customer::name, TypeSerializers.ofString())
 *                 .type(JoinType.LEFT)
 *                 .memoryBytes(64 << 20)
 *                 .open()) {
 *     customers.forEach(join::addRight);
 *     for (Joined<Order, Customer> pair : join.probeLeft(orders)) {
 *         System.out.println(pair.left() + " " + pair.right());
 *     }
 * }
 * }</pre>
 *
 * <p>One side builds: it comes first, record by record, and should be the smaller one; the right
 * side unless the builder says otherwise. The other side probes: it is read as results are asked
 * for, so that neither it nor the results are ever held as a whole. What doesn't fit in memory goes
 * to temporary files, which are gone after {@link #close}. Results come in no particular order.
 *
 * <p>Keys are equal if their serialized bytes are. A null key matches nothing.
 *
 * <p>Threads: one thread adds and reads; others look up behind it. {@link #progress} and {@link
 * #cancel} are for any thread.
 *
 * @param <L> the left records' type
 * @param <R> the right records' type
 * @param <K> the keys' type
 */
public final class HashJoin<L, R, K> implements AutoCloseable {

    private final HashJoinBuilder.Sides<L, R, K> sides;
    private final JoinSide buildSide;
    private final @Nullable Job ownJob;
    private final BinaryJoin join;
    private final JoinInput building;
    private final DataOutputSerializer keyBytes = new DataOutputSerializer(64);
    private final DataOutputSerializer payload = new DataOutputSerializer(256);

    private @Nullable JoinPipeline<L, R> pipeline;

    HashJoin(HashJoinBuilder.Sides<L, R, K> sides, BinaryJoin join, @Nullable Job ownJob) {
        this.sides = sides;
        this.buildSide = join.buildSide();
        this.ownJob = ownJob;
        this.join = join;
        this.building = join.newBuildInput();
    }

    /** Starts to describe a join of records that these serializers write and read. */
    public static <L, R> HashJoinBuilder.WithoutKeys<L, R> of(
            TypeSerializer<L> left, TypeSerializer<R> right) {
        return new HashJoinBuilder.WithoutKeys<>(left, right);
    }

    /**
     * Adds a record of the left side, if that builds.
     *
     * @throws UncheckedIOException when it can't be serialized, is larger than the join takes, or
     *     when temporary files can't be written
     * @throws java.util.concurrent.CancellationException when the join was cancelled
     * @throws IllegalStateException when the left side probes, or probing has begun
     */
    public void addLeft(L record) {
        checkBuilding(JoinSide.LEFT);
        add(record, sides.left(), sides.leftKey());
    }

    /** As {@link #addLeft}, of the right side. */
    public void addRight(R record) {
        checkBuilding(JoinSide.RIGHT);
        add(record, sides.right(), sides.rightKey());
    }

    /**
     * Ends the right side, and gives the results while it reads the left one; once.
     *
     * <p>Its iterator throws what {@link #addLeft} does, and what the given one throws.
     */
    public Iterable<Joined<L, R>> probeLeft(Iterable<? extends L> records) {
        return () -> start(JoinSide.LEFT, records.iterator(), sides.left(), sides.leftKey());
    }

    /** As {@link #probeLeft}, with the left side built and the right one read. */
    public Iterable<Joined<L, R>> probeRight(Iterable<? extends R> records) {
        return () -> start(JoinSide.RIGHT, records.iterator(), sides.right(), sides.rightKey());
    }

    /** As {@link #probeLeft}, as a stream. */
    public Stream<Joined<L, R>> streamLeft(Stream<L> records) {
        return stream(
                () -> start(JoinSide.LEFT, records.iterator(), sides.left(), sides.leftKey()));
    }

    /** As {@link #probeRight}, as a stream. */
    public Stream<Joined<L, R>> streamRight(Stream<R> records) {
        return stream(
                () -> start(JoinSide.RIGHT, records.iterator(), sides.right(), sides.rightKey()));
    }

    /** How far the join is. Any thread. */
    public Progress progress() {
        JoinProgress inner = join.progress();
        JoinPipeline<L, R> running = pipeline;
        return new Progress(
                inner.built(),
                inner.probed(),
                running == null ? 0 : running.resultsRead(),
                inner.spilledBytes());
    }

    /** Ends the join: what runs then throws a CancellationException. Any thread. */
    public void cancel() {
        join.cancel();
    }

    /** Gives back all memory and deletes the temporary files. Idempotent. */
    @Override
    public void close() {
        JoinPipeline<L, R> running = pipeline;
        if (running != null) {
            running.close();
        }
        join.close();
        if (ownJob != null) {
            ownJob.close();
        }
    }

    private <T> void add(
            T record,
            TypeSerializer<T> serializer,
            Function<? super T, ? extends @Nullable K> key) {
        try {
            payload.clear();
            serializer.serialize(record, payload);
            K value = key.apply(record);
            if (value == null) {
                building.addNullKey(payload.getSharedBuffer(), 0, payload.length());
                return;
            }
            keyBytes.clear();
            sides.key().serialize(value, keyBytes);
            building.add(
                    keyBytes.getSharedBuffer(),
                    0,
                    keyBytes.length(),
                    payload.getSharedBuffer(),
                    0,
                    payload.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> Iterator<Joined<L, R>> start(
            JoinSide side,
            Iterator<? extends T> records,
            TypeSerializer<T> serializer,
            Function<? super T, ? extends @Nullable K> key) {
        if (side == buildSide || pipeline != null) {
            throw new IllegalStateException(
                    "probe of the " + side + " side (expected the other, and once)");
        }
        try {
            building.close();
            var started = new JoinPipeline<>(join, sides.left(), sides.right());
            pipeline = started;
            started.start();
            return new JoinIterator<>(started, records, serializer, key, sides.key());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> Stream<T> stream(Supplier<Iterator<T>> results) {
        return StreamSupport.stream(
                () -> Spliterators.spliteratorUnknownSize(results.get(), Spliterator.NONNULL),
                Spliterator.NONNULL,
                false);
    }

    private void checkBuilding(JoinSide side) {
        if (side != buildSide || pipeline != null) {
            throw new IllegalStateException(
                    "add to the "
                            + side
                            + " side (expected the "
                            + buildSide
                            + " one, before it is probed)");
        }
    }

    /**
     * How far a join is.
     *
     * @param built records of the side that builds, once it is complete
     * @param probed records of the other side that were looked up or put aside
     * @param read results that were read
     * @param spilledBytes what was written to temporary files, uncompressed
     */
    public record Progress(long built, long probed, long read, long spilledBytes) {}
}
