package io.plimsoll.operators.cache;

/**
 * Hears of entries that left a cache.
 *
 * <p>Called by the thread that made them leave, after that was done and under no lock; with {@link
 * RemovalCause#RECALLED} that is a thread of somebody else, who waits for memory: be quick then.
 * What it throws is logged.
 *
 * @param <K> the keys' type
 * @param <V> the values' type
 */
@FunctionalInterface
public interface RemovalListener<K, V> {

    /** Hears of an entry that left. */
    void onRemoval(K key, V value, RemovalCause cause);
}
