package io.plimsoll.operators;

import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.operators.join.BinaryJoin;
import io.plimsoll.operators.join.row.JoinSide;
import io.plimsoll.serde.type.TypeSerializer;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link HashJoin}. Everything but the keys has a default.
 *
 * <p>Not thread-safe; each {@link #open} gives a join of its own.
 *
 * @param <L> the left records' type
 * @param <R> the right records' type
 * @param <K> the keys' type
 */
public final class HashJoinBuilder<L, R, K> {

    private static final int MAX_DEFAULT_THREADS = 2;

    private final Sides<L, R, K> sides;
    private final JobBuilder own = Job.builder();
    private JoinType type = JoinType.INNER;
    private JoinSide buildSide = JoinSide.RIGHT;
    private long maxBytes = Long.MAX_VALUE;
    private int threads = Math.min(MAX_DEFAULT_THREADS, Runtime.getRuntime().availableProcessors());
    private @Nullable Job job;

    HashJoinBuilder(Sides<L, R, K> sides) {
        this.sides = sides;
    }

    /** Which pairs are results; those of an inner join unless set. */
    public HashJoinBuilder<L, R, K> type(JoinType wanted) {
        type = wanted;
        return this;
    }

    /**
     * The left side builds and comes first, the right one probes; the other way round unless set.
     */
    public HashJoinBuilder<L, R, K> buildLeft() {
        buildSide = JoinSide.LEFT;
        return this;
    }

    /** The memory, in bytes, that the join has; 64 MiB unless set. Of a job, the most it takes. */
    public HashJoinBuilder<L, R, K> memoryBytes(long bytes) {
        own.memoryBytes(bytes);
        maxBytes = bytes;
        return this;
    }

    /** Where temporary files go; the system's temporary directory unless set. */
    public HashJoinBuilder<L, R, K> temporaryDirectories(Path... paths) {
        own.temporaryDirectories(paths);
        return this;
    }

    /** How many threads look up behind the one that reads; two unless set, or one on one core. */
    public HashJoinBuilder<L, R, K> threads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads=" + count + " (expected 1 or more)");
        }
        threads = count;
        return this;
    }

    /** Shares a job's memory and temporary files with its other operators. */
    public HashJoinBuilder<L, R, K> in(Job shared) {
        job = shared;
        return this;
    }

    /**
     * Opens the join.
     *
     * @throws IllegalArgumentException when the memory is too little to join with; the message says
     *     what would do
     * @throws java.io.UncheckedIOException when no temporary directory can be used
     */
    public HashJoin<L, R, K> open() {
        Job shared = job;
        if (shared != null) {
            return open(shared, null);
        }
        Job opened = own.open();
        boolean done = false;
        try {
            HashJoin<L, R, K> join = open(opened, opened);
            done = true;
            return join;
        } finally {
            if (!done) {
                opened.close();
            }
        }
    }

    private HashJoin<L, R, K> open(Job in, @Nullable Job closed) {
        try {
            BinaryJoin join =
                    BinaryJoin.options()
                            .rules(type.rules())
                            .buildSide(buildSide)
                            .threads(threads)
                            .maxBytes(Math.min(maxBytes, in.pool().availableBytes()))
                            .open(in.pool(), in.io());
            return new HashJoin<>(sides.duplicate(), join, closed);
        } catch (MemoryReservationException e) {
            long least = BinaryJoin.minimumBytes(in.pool().pageSizeBytes(), threads);
            throw new IllegalArgumentException(
                    "memory too little to join with (expected at least "
                            + least
                            + " bytes free): "
                            + e.getMessage(),
                    e);
        }
    }

    /** A join of which only the types are known. */
    public static final class WithoutKeys<L, R> {

        private final TypeSerializer<L> left;
        private final TypeSerializer<R> right;

        WithoutKeys(TypeSerializer<L> left, TypeSerializer<R> right) {
            this.left = left;
            this.right = right;
        }

        /**
         * What is equal in records that match.
         *
         * @param leftKey the key of a left record; null for none, which matches nothing
         * @param rightKey the same of a right record
         * @param key writes keys: equal keys as equal bytes, others as others
         */
        public <K> HashJoinBuilder<L, R, K> on(
                Function<? super L, ? extends @Nullable K> leftKey,
                Function<? super R, ? extends @Nullable K> rightKey,
                TypeSerializer<K> key) {
            return new HashJoinBuilder<>(new Sides<>(left, right, leftKey, rightKey, key));
        }
    }

    /** The types and keys of both sides. */
    record Sides<L, R, K>(
            TypeSerializer<L> left,
            TypeSerializer<R> right,
            Function<? super L, ? extends @Nullable K> leftKey,
            Function<? super R, ? extends @Nullable K> rightKey,
            TypeSerializer<K> key) {

        Sides<L, R, K> duplicate() {
            return new Sides<>(
                    left.duplicate(), right.duplicate(), leftKey, rightKey, key.duplicate());
        }
    }
}
