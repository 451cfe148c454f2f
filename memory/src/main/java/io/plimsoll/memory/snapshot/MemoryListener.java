package io.plimsoll.memory.snapshot;

import io.plimsoll.memory.request.MemoryDenial;

/**
 * Hears what happens to memory.
 *
 * <p><b>Threads:</b> called by the thread to which it happens, under no lock of this module. Events
 * of different threads may come at the same time and in any order. A listener must be quick: the
 * thread waits for it. What it throws is logged and otherwise ignored.
 */
public interface MemoryListener {

    /** Hears nothing. */
    MemoryListener SILENT = new MemoryListener() {};

    /** A request does not fit and begins to wait. */
    default void onPressure(WaiterFigures waiter) {}

    /** A request was denied. */
    default void onDenial(MemoryDenial denial) {}

    /** Somebody was asked to give memory back, and has done so or not; or a pool was failed. */
    default void onReclaim(ReclaimFigures reclaim) {}
}
