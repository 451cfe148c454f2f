package io.plimsoll.operators.cache;

import io.plimsoll.operators.cache.segment.Departure;
import java.io.IOException;
import java.util.ArrayDeque;

/**
 * Tells a listener of entries that left.
 *
 * <p>Any thread.
 */
final class Removals<K, V> {

    private final RemovalListener<? super K, ? super V> listener;
    private final Workbenches<K, V> benches;

    Removals(RemovalListener<? super K, ? super V> listener, Workbenches<K, V> benches) {
        this.listener = listener;
        this.benches = benches;
    }

    /** Tells of what left during an operation of the cache's users. */
    void tell(Workbench<K, V> bench) {
        if (bench.departures != null && !bench.departures.isEmpty()) {
            tell(bench, bench.departures);
        }
    }

    /** Tells of entries that had to give way to others who share the memory. */
    void tell(ArrayDeque<Departure> departures) {
        if (!departures.isEmpty()) {
            Workbench<K, V> bench = benches.take();
            tell(bench, departures);
            benches.putBack(bench);
        }
    }

    private void tell(Workbench<K, V> bench, ArrayDeque<Departure> departures) {
        for (Departure gone = departures.poll(); gone != null; gone = departures.poll()) {
            try {
                K key = bench.readKey(gone.key(), gone.key().length);
                V value = bench.readValue(gone.value(), gone.value().length);
                listener.onRemoval(key, value, RemovalCause.of(gone.reason()));
            } catch (IOException | RuntimeException e) {
                System.getLogger(OffHeapCache.class.getName())
                        .log(System.Logger.Level.WARNING, "a removal could not be told", e);
            }
        }
    }
}
