package io.plimsoll.operators.collection;

import io.plimsoll.operators.Job;
import io.plimsoll.serde.TypeSerializers;
import io.plimsoll.serde.type.TypeSerializer;
import java.io.UncheckedIOException;
import java.util.ConcurrentModificationException;
import java.util.function.Consumer;

/**
 * A set of any size in bounded memory: a {@link SpillableMap} without values.
 *
 * <p>What fails on disk comes as {@link UncheckedIOException}; the set is lost then.
 *
 * <p>Threads: one at a time.
 *
 * @param <E> the elements' type
 */
public final class SpillableSet<E> implements AutoCloseable {

    private final SpillableMap<E, Boolean> map;

    private SpillableSet(TypeSerializer<E> serializer, Job job) {
        map = SpillableMap.open(serializer, TypeSerializers.of(Boolean.class), job);
    }

    /**
     * Opens an empty set with the memory and the temporary files of a job.
     *
     * @throws IllegalArgumentException if the job's memory is too little; the message says what
     *     would do
     */
    public static <E> SpillableSet<E> open(TypeSerializer<E> serializer, Job job) {
        return new SpillableSet<>(serializer, job);
    }

    /** Adds an element; whether it was not there. */
    public boolean add(E element) {
        return !map.containsKey(element) && map.put(element, true);
    }

    /** Whether an element is there. */
    public boolean contains(E element) {
        return map.containsKey(element);
    }

    /** Removes an element; whether it was there. */
    public boolean remove(E element) {
        return map.remove(element);
    }

    /**
     * Shows all elements to an action, in no order.
     *
     * @throws ConcurrentModificationException if the action changes the set
     */
    public void forEach(Consumer<? super E> action) {
        map.forEach((element, present) -> action.accept(element));
    }

    /** How many elements there are. */
    public long size() {
        return map.size();
    }

    /** Whether there are no elements. */
    public boolean isEmpty() {
        return map.isEmpty();
    }

    /** Drops all elements, and gives their memory and files back. */
    public void clear() {
        map.clear();
    }

    /** Gives all memory back and deletes the temporary files. Idempotent. */
    @Override
    public void close() {
        map.close();
    }
}
