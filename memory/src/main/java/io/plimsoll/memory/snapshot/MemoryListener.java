package io.plimsoll.memory.snapshot;

import io.plimsoll.memory.leak.LeakReport;
import io.plimsoll.memory.leak.MisuseReport;
import io.plimsoll.memory.request.MemoryDenial;

/**
 * Hears what happens to memory.
 *
 * <p>A manager has as many listeners as one likes. Of one event they hear in the order in which
 * they were registered. What a listener throws is logged the first time, counted, and harms nobody.
 *
 * <p><b>Threads:</b> which thread calls stands at each method; it is under no lock of this module,
 * so a listener may use the manager. Events of different threads may come at the same time. A
 * listener must be quick: the thread waits for it.
 */
public interface MemoryListener {

    /** Hears nothing. */
    MemoryListener SILENT = new MemoryListener() {};

    /**
     * The part of the budget that is held has reached another level.
     *
     * <p>Called by a virtual thread of the manager, one change after the other. By then the level
     * may have changed again.
     */
    default void onPressure(PressureChange change) {}

    /** A request does not fit and begins to wait. Called by the thread that submitted it. */
    default void onWait(WaiterFigures waiter) {}

    /**
     * Memory was denied: a request, whether it waited or not, or what a pool, an allocator or an
     * owner asked for and got an exception. Methods that only try ({@code tryAllocatePage}, {@code
     * tryReserve}) and answer no are counted, but nobody is told: to them, no is an answer. Called
     * by the thread that asked, or waited for it; when a shared resource is denied its memory,
     * under the lock of that resource's type.
     */
    default void onDenial(MemoryDenial denial) {}

    /**
     * Somebody was asked to give memory back, and has done so or not; or a pool was failed. Called
     * by the thread that gave it back or failed the pool; if what was lent was taken back for the
     * guarantee of another pool, by a virtual thread of the manager.
     */
    default void onReclaim(ReclaimFigures reclaim) {}

    /**
     * A pool closed with memory out, or memory was lost. Called by the thread that closed the pool,
     * or for lost memory by the one daemon thread that looks for it.
     */
    default void onLeak(LeakReport report) {}

    /**
     * Released memory was written to. Called by a virtual thread of the manager, after the memory
     * was leased again.
     */
    default void onMisuse(MisuseReport report) {}
}
