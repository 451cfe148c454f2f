package io.plimsoll.operators.cache;

import org.jspecify.annotations.Nullable;

/**
 * Makes the value of a key that a cache does not have.
 *
 * @param <K> the keys' type
 * @param <V> the values' type
 */
@FunctionalInterface
public interface CacheLoader<K, V> {

    /**
     * Returns the value of a key, or null if there is none: that is not cached.
     *
     * <p>It may use the cache, for other keys; if loads of two keys need each other, they wait for
     * each other for ever.
     *
     * @throws Exception if it cannot say; nothing is cached then
     */
    @Nullable V load(K key) throws Exception;
}
