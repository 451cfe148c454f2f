package io.plimsoll.operators.cache;

import io.plimsoll.operators.cache.segment.CacheSegment;
import io.plimsoll.operators.cache.segment.KeyTurn;
import io.plimsoll.operators.cache.segment.SegmentFigures;
import io.plimsoll.operators.cache.segment.SegmentSettings;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Values that users' code makes: one thread at a time has the turn at a key, and works under no
 * lock.
 *
 * <p>Any thread.
 */
final class Turns<K, V> {

    private final LongAdder loads = new LongAdder();
    private final LongAdder loadFailures = new LongAdder();
    private final LongAdder loadNanos = new LongAdder();

    CacheStatistics statistics(SegmentFigures figures) {
        return CacheStatistics.of(figures, loads.sum(), loadFailures.sum(), loadNanos.sum());
    }

    @Nullable V getOrLoad(
            Workbench<K, V> bench,
            CacheSegment segment,
            K key,
            CacheLoader<? super K, ? extends V> loader)
            throws IOException {
        while (true) {
            KeyTurn turn = segment.getOrTakeTurn(bench.key, bench.found, bench.departures);
            if (turn == null) {
                return bench.readFound();
            }
            if (turn.isMine()) {
                return load(bench, segment, turn, key, loader);
            }
            await(turn);
            Throwable failure = turn.failure();
            if (failure != null) {
                throw new CacheLoadException("another thread could not load the value", failure);
            }
            if (turn.isLoaded()) {
                byte[] loaded = turn.result();
                return loaded == null ? null : bench.readValue(loaded, loaded.length);
            }
        }
    }

    private @Nullable V load(
            Workbench<K, V> bench,
            CacheSegment segment,
            KeyTurn turn,
            K key,
            CacheLoader<? super K, ? extends V> loader) {
        long start = System.nanoTime();
        try {
            V value = loader.load(key);
            if (value != null) {
                bench.putValue(value);
                segment.putForTurn(
                        turn,
                        bench.key,
                        bench.value(),
                        bench.valueLength(),
                        SegmentSettings.NEVER,
                        bench.departures);
            }
            segment.endLoaded(turn, value == null ? null : bench.value(), bench.valueLength());
            loads.increment();
            return value;
        } catch (Throwable failure) {
            segment.end(turn, failure);
            loadFailures.increment();
            throw asUnchecked(failure);
        } finally {
            loadNanos.add(System.nanoTime() - start);
        }
    }

    @Nullable V compute(
            Workbench<K, V> bench,
            CacheSegment segment,
            K key,
            BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function)
            throws IOException {
        KeyTurn turn = segment.turn(bench.key);
        while (!turn.isMine()) {
            await(turn);
            turn = segment.turn(bench.key);
        }
        try {
            return compute(bench, segment, turn, key, function);
        } finally {
            segment.end(turn, null);
        }
    }

    private @Nullable V compute(
            Workbench<K, V> bench,
            CacheSegment segment,
            KeyTurn turn,
            K key,
            BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function)
            throws IOException {
        while (true) {
            int found = segment.getForTurn(turn, bench.key, bench.found, bench.departures);
            V old = found == CacheSegment.ABSENT ? null : bench.readFound();
            V value = function.apply(key, old);
            if (value != null) {
                bench.putValue(value);
            }
            if (segment.putForTurn(
                    turn,
                    bench.key,
                    value == null ? null : bench.value(),
                    bench.valueLength(),
                    SegmentSettings.NEVER,
                    bench.departures)) {
                return value;
            }
        }
    }

    private static void await(KeyTurn turn) {
        try {
            turn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheLoadException("interrupted while another thread computes the value", e);
        }
    }

    private static RuntimeException asUnchecked(Throwable failure) {
        return switch (failure) {
            case RuntimeException unchecked -> unchecked;
            case Error error -> throw error;
            default -> new CacheLoadException("the value could not be loaded: " + failure, failure);
        };
    }
}
