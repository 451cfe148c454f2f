package io.plimsoll.operators.cache;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.request.TimeSource;
import io.plimsoll.operators.Job;
import io.plimsoll.operators.cache.segment.SegmentSettings;
import io.plimsoll.serde.type.TypeSerializer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Describes an {@link OffHeapCache}. Nothing is required.
 *
 * <p>Not thread-safe; each {@link #open} gives a cache of its own.
 *
 * @param <K> the keys' type
 * @param <V> the values' type
 */
public final class OffHeapCacheBuilder<K, V> {

    private static final long DEFAULT_MAXIMUM_BYTES = 64L << 20;

    private final TypeSerializer<K> keys;
    private final TypeSerializer<V> values;
    private long maximumBytes = DEFAULT_MAXIMUM_BYTES;
    private boolean maximumSet;
    private long minimumBytes;
    private EvictionKind eviction = EvictionKind.W_TINY_LFU;
    private long afterWriteNanos = SegmentSettings.NEVER;
    private long afterAccessNanos = SegmentSettings.NEVER;
    private boolean perEntry;
    private TimeSource clock = TimeSource.system();
    private @Nullable RemovalListener<? super K, ? super V> listener;
    private @Nullable MemoryPool pool;

    OffHeapCacheBuilder(TypeSerializer<K> keys, TypeSerializer<V> values) {
        this.keys = keys;
        this.values = values;
    }

    /**
     * The most memory that the cache has, in bytes: entries with their headers, index and policy;
     * 64 MiB unless set, or in a shared pool all that this has.
     */
    public OffHeapCacheBuilder<K, V> maximumBytes(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("maximumBytes=" + bytes + " (expected 1 or more)");
        }
        maximumBytes = bytes;
        maximumSet = true;
        return this;
    }

    /**
     * What nobody can take from a cache in shared memory, in bytes; nothing unless set.
     *
     * @see #in(MemoryPool)
     */
    public OffHeapCacheBuilder<K, V> minimumBytes(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("minimumBytes=" + bytes + " (expected 0 or more)");
        }
        minimumBytes = bytes;
        return this;
    }

    /**
     * Which entries are kept when the cache is full; {@link EvictionKind#W_TINY_LFU} unless set.
     */
    public OffHeapCacheBuilder<K, V> eviction(EvictionKind kind) {
        eviction = kind;
        return this;
    }

    /** Entries live so long after they were written. */
    public OffHeapCacheBuilder<K, V> expireAfterWrite(Duration life) {
        afterWriteNanos = nanos(life);
        return this;
    }

    /** Entries live so long after they were last read or written. */
    public OffHeapCacheBuilder<K, V> expireAfterAccess(Duration life) {
        afterAccessNanos = nanos(life);
        return this;
    }

    /**
     * Entries may be written with a life of their own: {@link OffHeapCache#put(Object, Object,
     * Duration)}. Costs 16 bytes for each, as do the other kinds of expiry.
     */
    public OffHeapCacheBuilder<K, V> expirePerEntry() {
        perEntry = true;
        return this;
    }

    /** What time it is for entries that expire; the system's unless set. */
    public OffHeapCacheBuilder<K, V> clock(TimeSource time) {
        clock = time;
        return this;
    }

    /** Who hears of entries that leave. Costs a copy of each. */
    public OffHeapCacheBuilder<K, V> removalListener(
            RemovalListener<? super K, ? super V> removalListener) {
        listener = removalListener;
        return this;
    }

    /**
     * Shares memory with others instead of having some to itself: the cache has what they do not
     * need, up to its maximum. It gives it back when they ask, and grows again. Its priority is
     * below that of the pool, and so below theirs.
     */
    public OffHeapCacheBuilder<K, V> in(MemoryPool shared) {
        pool = shared;
        return this;
    }

    /** As {@link #in(MemoryPool)}, with the memory of a job: its operators come first. */
    public OffHeapCacheBuilder<K, V> in(Job job) {
        return in(job.pool());
    }

    /**
     * Opens the cache.
     *
     * @throws IllegalArgumentException if the maximum is too little; the message says what would do
     */
    public OffHeapCache<K, V> open() {
        boolean expiring =
                perEntry
                        || afterWriteNanos != SegmentSettings.NEVER
                        || afterAccessNanos != SegmentSettings.NEVER;
        SegmentSettings settings =
                new SegmentSettings(
                        eviction.policy(), afterWriteNanos, afterAccessNanos, expiring, clock);
        CacheMemory memory =
                pool == null
                        ? CacheMemory.own(maximumBytes)
                        : CacheMemory.shared(
                                pool, minimumBytes, maximumSet ? maximumBytes : Long.MAX_VALUE);
        return new OffHeapCache<>(keys, values, memory, settings, listener);
    }

    static long nanos(Duration life) {
        if (life.isNegative() || life.isZero()) {
            throw new IllegalArgumentException("life=" + life + " (expected more than nothing)");
        }
        try {
            return life.toNanos();
        } catch (ArithmeticException longerThanCenturies) {
            return SegmentSettings.NEVER;
        }
    }
}
