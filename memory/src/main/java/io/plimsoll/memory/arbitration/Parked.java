package io.plimsoll.memory.arbitration;

import io.plimsoll.memory.budget.PoolNode;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which pools have threads that wait for memory and do nothing else, as it is at one instant.
 *
 * <p><b>Threads:</b> needs the arbiter's lock as long as it is used.
 */
final class Parked {

    private final IdentityHashMap<PoolNode, PoolDesk> desks = new IdentityHashMap<>();

    /** Threads that wait below the full pool. */
    private final Set<Thread> threads = new HashSet<>();

    private Parked() {}

    /**
     * Looks at those who wait.
     *
     * @param full the pool whose memory they lack; who waits for that of another may be served, and
     *     then go on
     */
    static Parked of(List<Waiter> waiters, @Nullable PoolNode full) {
        Parked parked = new Parked();
        for (Waiter waiter : waiters) {
            if (waiter.parked) {
                parked.desks.put(waiter.pool(), waiter.desk);
                Thread driver = waiter.driver();
                if (driver != null && full != null && waiter.pool().isWithin(full)) {
                    parked.threads.add(driver);
                }
            }
        }
        return parked;
    }

    /** Whether a thread of a pool waits. */
    boolean waits(PoolNode pool) {
        return desks.containsKey(pool);
    }

    /** Whether all threads that are known to use a pool wait, for it or for another one. */
    boolean surelyWaits(PoolNode pool) {
        PoolDesk desk = desks.get(pool);
        return desk != null && desk.isEachUserOf(threads);
    }
}
