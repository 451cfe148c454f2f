package io.plimsoll.operators.cache;

import io.plimsoll.serde.type.TypeSerializer;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Workbenches that wait for their next use, one for some threads each. Who finds none makes one, so
 * that a loader may use the cache in turn; virtual threads leave none behind.
 *
 * <p>Any thread.
 */
final class Workbenches<K, V> {

    private static final int PER_PROCESSOR = 4;

    private final TypeSerializer<K> keys;
    private final TypeSerializer<V> values;
    private final boolean recording;

    /** Taken by swapping null in, put back with a releasing write. */
    private final AtomicReferenceArray<Workbench<K, V>> waiting;

    private final int mask;

    Workbenches(TypeSerializer<K> keys, TypeSerializer<V> values, boolean recording) {
        this.keys = keys;
        this.values = values;
        this.recording = recording;
        int wanted = PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
        int count = Integer.highestOneBit(2 * wanted - 1);
        this.waiting = new AtomicReferenceArray<>(count);
        this.mask = count - 1;
    }

    Workbench<K, V> take() {
        Workbench<K, V> bench = waiting.getAndSet(slot(), null);
        return bench != null
                ? bench
                : new Workbench<>(keys.duplicate(), values.duplicate(), recording);
    }

    void putBack(Workbench<K, V> bench) {
        bench.tidy();
        waiting.setRelease(slot(), bench);
    }

    private int slot() {
        return (int) Thread.currentThread().threadId() & mask;
    }
}
