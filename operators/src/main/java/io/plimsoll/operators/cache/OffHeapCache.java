package io.plimsoll.operators.cache;

import io.plimsoll.operators.cache.segment.ByteBox;
import io.plimsoll.operators.cache.segment.CacheSegment;
import io.plimsoll.operators.cache.segment.SegmentSettings;
import io.plimsoll.serde.type.TypeSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A cache of serialized entries off the heap, bounded in bytes.
 *
 * <pre>{@code
 * try (OffHeapCache<String, Quote> quotes =
 *         OffHeapCache.of(TypeSerializers.ofString(), TypeSerializers.of(Quote.class))
 *                 .maximumBytes(256 << 20)
 *                 .expireAfterWrite(Duration.ofMinutes(5))
 *                 .open()) {
 *     Quote quote = quotes.get("PLIM", exchange::ask);
 * }
 * }</pre>
 *
 * <p>The bound is on all that the cache has: entries, index and policy. What is read is a copy, and
 * what is written is copied; a value that is changed afterwards is not changed in the cache. Keys
 * and values are not null. Keys are equal if their serialized bytes are.
 *
 * <p>An entry is gone when it made room for others, when its time was over, or when others who
 * share the memory needed it. An entry that is larger than a quarter of the cache's part that its
 * key falls into ({@link #maxEntryBytes}) is not kept; a key takes {@link #maxKeyBytes} at most.
 *
 * <p>What a serializer throws comes as {@link UncheckedIOException}; the cache is as it was then.
 *
 * <p>Threads: any number. Loaders, functions and listeners are called under no lock. Closing while
 * others use the cache makes their calls throw {@link IllegalStateException}.
 *
 * @param <K> the keys' type
 * @param <V> the values' type
 */
public final class OffHeapCache<K, V> implements AutoCloseable {

    private final CacheMemory memory;
    private final Segments segments;
    private final Workbenches<K, V> benches;
    private final @Nullable Removals<K, V> removals;
    private final Runnable withdrawal;
    private final boolean expiring;
    private final long seed = ThreadLocalRandom.current().nextLong();
    private final Turns<K, V> turns = new Turns<>();

    OffHeapCache(
            TypeSerializer<K> keys,
            TypeSerializer<V> values,
            CacheMemory memory,
            SegmentSettings settings,
            @Nullable RemovalListener<? super K, ? super V> listener) {
        this.memory = memory;
        this.expiring = settings.expiring();
        this.benches = new Workbenches<>(keys, values, listener != null);
        this.removals = listener == null ? null : new Removals<>(listener, benches);
        this.segments = new Segments(memory, settings, removals == null ? null : removals::tell);
        this.withdrawal = memory.pool().addEvictor(segments);
    }

    /** Starts to describe a cache whose entries these serializers write and read. */
    public static <K, V> OffHeapCacheBuilder<K, V> of(
            TypeSerializer<K> keys, TypeSerializer<V> values) {
        return new OffHeapCacheBuilder<>(keys, values);
    }

    /** Returns the value of a key, or null if there is none. */
    public @Nullable V get(K key) {
        Workbench<K, V> bench = benches.take();
        try {
            CacheSegment segment = locate(bench, key);
            int bytes = segment.get(bench.key, bench.found, bench.departures);
            return bytes == CacheSegment.ABSENT ? null : bench.readFound();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            finish(bench);
        }
    }

    /**
     * Returns the value of a key, which is loaded if there is none.
     *
     * <p>One thread loads the value of a key at a time; others that ask for it wait and get the
     * same. If the key is written or removed meanwhile, what was loaded is returned but not cached.
     *
     * @return the value, or null if the loader gave none
     * @throws CacheLoadException if the loader threw a checked exception; if another thread's threw
     *     any, which is the cause; or if the thread was interrupted while it waited. What the
     *     loader throws unchecked is thrown as it is. The next call loads again
     * @throws IllegalStateException if the loader asks for the same key
     */
    public @Nullable V get(K key, CacheLoader<? super K, ? extends V> loader) {
        Workbench<K, V> bench = benches.take();
        try {
            CacheSegment segment = locate(bench, key);
            return turns.getOrLoad(bench, segment, key, loader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            finish(bench);
        }
    }

    /**
     * Writes a value.
     *
     * @return whether it was kept: false if it is too large, or others have all memory. Then there
     *     is no value, the old one is gone
     */
    public boolean put(K key, V value) {
        return put(key, value, SegmentSettings.NEVER);
    }

    /**
     * Writes a value that lives so long, and no longer than the cache's values do.
     *
     * @return as {@link #put(Object, Object)}
     * @throws IllegalStateException if entries don't expire: {@link
     *     OffHeapCacheBuilder#expirePerEntry}
     */
    public boolean put(K key, V value, Duration life) {
        if (!expiring) {
            throw new IllegalStateException("entries don't expire (expected expirePerEntry)");
        }
        return put(key, value, OffHeapCacheBuilder.nanos(life));
    }

    private boolean put(K key, V value, long lifeNanos) {
        Workbench<K, V> bench = benches.take();
        try {
            CacheSegment segment = locate(bench, key);
            bench.putValue(value);
            return segment.put(
                    bench.key, bench.value(), bench.valueLength(), lifeNanos, bench.departures);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            finish(bench);
        }
    }

    /** Writes a value unless there is one, which is returned then; otherwise null. */
    public @Nullable V putIfAbsent(K key, V value) {
        Workbench<K, V> bench = benches.take();
        try {
            CacheSegment segment = locate(bench, key);
            bench.putValue(value);
            int bytes =
                    segment.putIfAbsent(
                            bench.key,
                            bench.value(),
                            bench.valueLength(),
                            SegmentSettings.NEVER,
                            bench.found,
                            bench.departures);
            return bytes == CacheSegment.ABSENT ? null : bench.readFound();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            finish(bench);
        }
    }

    /**
     * Replaces the value of a key by what a function makes of it. No other thread computes or loads
     * that key's value meanwhile; if one writes or removes it, the function is called once more, so
     * it should do nothing else.
     *
     * @param function gets the value or null, returns the new one or null to remove the entry
     * @return what the function returned
     * @throws CacheLoadException if the thread was interrupted while it waited for another
     */
    public @Nullable V compute(
            K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function) {
        Workbench<K, V> bench = benches.take();
        try {
            CacheSegment segment = locate(bench, key);
            return turns.compute(bench, segment, key, function);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            finish(bench);
        }
    }

    /** Removes a key; whether it had a value. */
    public boolean remove(K key) {
        Workbench<K, V> bench = benches.take();
        try {
            return locate(bench, key).remove(bench.key, bench.departures);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            finish(bench);
        }
    }

    /** Returns the values of those of the keys that have one. */
    public Map<K, V> getAll(Iterable<? extends K> keys) {
        Map<K, V> found = new LinkedHashMap<>();
        for (K key : keys) {
            V value = get(key);
            if (value != null) {
                found.put(key, value);
            }
        }
        return found;
    }

    /** Writes values, one after the other. */
    public void putAll(Map<? extends K, ? extends V> entries) {
        entries.forEach(this::put);
    }

    /** Removes keys, one after the other. */
    public void removeAll(Iterable<? extends K> keys) {
        keys.forEach(this::remove);
    }

    /** Removes all entries and gives the memory back. */
    public void invalidateAll() {
        maintain((segment, bench) -> segment.clear(bench.departures));
    }

    /**
     * Drops what has expired, and gives back memory that is not needed. Expired entries are never
     * returned, and dropped as others are written: this is for caches that rest.
     */
    public void cleanUp() {
        maintain((segment, bench) -> segment.cleanUp(bench.departures));
    }

    private void maintain(BiConsumer<CacheSegment, Workbench<K, V>> step) {
        for (CacheSegment segment : segments.all()) {
            Workbench<K, V> bench = benches.take();
            try {
                step.accept(segment, bench);
            } finally {
                finish(bench);
            }
        }
    }

    /**
     * Shows all entries to an action, without using them in the eyes of the policy. Entries that
     * are written or removed meanwhile may be shown or not, or twice.
     */
    public void forEach(BiConsumer<? super K, ? super V> action) {
        Workbench<K, V> bench = benches.take();
        ByteBox key = new ByteBox();
        try {
            for (CacheSegment segment : segments.all()) {
                long at = segment.copyNext(0, key, bench.found);
                while (at >= 0) {
                    action.accept(bench.readKey(key.array(), key.length()), bench.readFound());
                    at = segment.copyNext(at, key, bench.found);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            finish(bench);
        }
    }

    /** How many entries there are, expired ones that were not met yet included. */
    public long size() {
        return statistics().entries();
    }

    /** The bytes of the longest key that can be written. */
    public int maxKeyBytes() {
        return segments.all()[0].maxKeyBytes();
    }

    /** The bytes of the largest entry that is kept: key, value and some 60 bytes. */
    public long maxEntryBytes() {
        return segments.all()[0].maxEntryBytes();
    }

    /** What happened so far, and what the cache has. */
    public CacheStatistics statistics() {
        return turns.statistics(segments.figures());
    }

    /**
     * Checks all structures.
     *
     * @throws IllegalStateException if one is damaged
     */
    public void verify() {
        for (CacheSegment segment : segments.all()) {
            segment.verify();
        }
    }

    /** Gives back all memory. The listener does not hear of it. Idempotent. */
    @Override
    public void close() {
        for (CacheSegment segment : segments.all()) {
            segment.close();
        }
        withdrawal.run();
        memory.close();
    }

    private CacheSegment locate(Workbench<K, V> bench, K key) throws IOException {
        bench.putKey(key, seed);
        CacheSegment segment = segments.of(bench.key.hash());
        if (bench.key.length() > segment.maxKeyBytes()) {
            throw new IllegalArgumentException(
                    "keyBytes=%d (expected at most %d)"
                            .formatted(bench.key.length(), segment.maxKeyBytes()));
        }
        return segment;
    }

    private void finish(Workbench<K, V> bench) {
        if (removals != null) {
            removals.tell(bench);
        }
        benches.putBack(bench);
    }
}
