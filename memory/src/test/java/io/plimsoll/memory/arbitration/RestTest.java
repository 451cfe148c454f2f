package io.plimsoll.memory.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A driver that was woken looks again, whatever it was doing when it was. */
@Timeout(60)
class RestTest {

    private static final long LONG_NANOS = Duration.ofSeconds(20).toNanos();

    private final Bench bench = new Bench(4096);
    private final Waiter waiter = waiter();

    private Waiter waiter() {
        bench.party("holder", 0).holding(4096);
        return bench.party("asker", 0).waiting(1000);
    }

    @BeforeEach
    void thisThreadDrives() {
        waiter.drivenBy(Thread.currentThread());
    }

    // A lock, or a reclaimer, that the driver waited for had taken the permit.
    @Test
    void shouldLookAgain_whenTheWakeUpWasEaten() {
        waiter.wake();
        LockSupport.parkNanos(1);
        long start = System.nanoTime();
        waiter.rest(LONG_NANOS);
        assertThat(System.nanoTime() - start).isLessThan(LONG_NANOS / 2);
    }

    @Test
    void shouldRest_onceItHasLookedAgain() {
        waiter.wake();
        waiter.rest(LONG_NANOS);
        LockSupport.parkNanos(1);
        long start = System.nanoTime();
        waiter.rest(Duration.ofMillis(20).toNanos());
        assertThat(System.nanoTime() - start).isGreaterThan(Duration.ofMillis(10).toNanos());
        assertThat(waiter.isResting()).isFalse();
    }

    // The queue was handed to a driver that was in a reclaimer of a user, for long.
    @Test
    void shouldBeResting_onlyWhileItDoesNothingElse() throws Exception {
        assertThat(waiter.isResting()).isFalse();
        Thread driver = Thread.ofVirtual().start(() -> waiter.rest(LONG_NANOS));
        waiter.drivenBy(driver);
        while (!waiter.isResting()) {
            Thread.onSpinWait();
        }
        waiter.wake();
        driver.join();
        assertThat(waiter.isResting()).isFalse();
    }
}
