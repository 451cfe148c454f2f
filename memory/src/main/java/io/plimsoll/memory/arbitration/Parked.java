package io.plimsoll.memory.arbitration;

import io.plimsoll.memory.budget.PoolNode;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Which pools have threads that wait for memory and do nothing else, as it is at one instant.
 *
 * <p><b>Threads:</b> needs the arbiter's lock as long as it is used.
 */
final class Parked {

    /** Those who wait for one pool. */
    private record Guests(PoolDesk desk, Set<Thread> threads) {}

    private final IdentityHashMap<PoolNode, Guests> byPool = new IdentityHashMap<>();

    private Parked() {}

    static Parked of(List<Waiter> waiters) {
        Parked parked = new Parked();
        for (Waiter waiter : waiters) {
            if (waiter.parked) {
                Guests guests =
                        parked.byPool.computeIfAbsent(
                                waiter.pool(), _ -> new Guests(waiter.desk, new HashSet<>()));
                Thread driver = waiter.driver();
                if (driver != null) {
                    guests.threads.add(driver);
                }
            }
        }
        return parked;
    }

    /** Whether a thread of a pool waits. */
    boolean waits(PoolNode pool) {
        return byPool.containsKey(pool);
    }

    /** Whether all threads that are known to use a pool wait. */
    boolean surelyWaits(PoolNode pool) {
        Guests guests = byPool.get(pool);
        return guests != null && guests.desk.isEachUserOf(guests.threads);
    }
}
