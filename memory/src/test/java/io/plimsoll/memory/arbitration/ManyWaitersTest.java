package io.plimsoll.memory.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.arbitration.Bench.Party;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Giving memory back costs a glance at each who waits, not one at each pool for each of them. */
class ManyWaitersTest {

    private static final int POOLS = 2500;
    private static final int GRANTS = 200;
    private static final int SHARE = 4096;
    private static final int BYTES = 100;

    private final Bench bench = new Bench((long) POOLS * SHARE);

    /** Where each grant looks at all pools for all who wait, this takes twenty seconds. */
    @Test
    void shouldServeMany_inTimeThatDoesNotGrowWithTheirPools() {
        List<Party> parties = new ArrayList<>();
        List<Waiter> waiters = new ArrayList<>();
        for (int i = 0; i < POOLS; i++) {
            parties.add(bench.party("p" + i, 0).holding(SHARE));
        }
        parties.forEach(party -> waiters.add(party.async(BYTES)));
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < GRANTS; i++) {
            parties.get(i / (SHARE / BYTES)).release(BYTES);
        }
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
        assertThat(waiters.stream().filter(Waiter::isGranted)).hasSize(GRANTS);
        assertThat(TimeUnit.NANOSECONDS.toMillis(nanos)).isLessThan(3000);
    }
}
