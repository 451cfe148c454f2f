package io.plimsoll.memory.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.plimsoll.memory.leak.LeakDetection;
import io.plimsoll.memory.leak.LeaseKind;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One thread finds what is lost, for all managers and as long as the process lives. */
@Timeout(60)
class LostLeasesTest {

    private static LeaseTracker tracker(Function<List<Lease>, Runnable> lost) {
        return new LeaseTracker(LeakDetection.ADVANCED, 1 << 20, 0, lost);
    }

    private static Lease lease(LeaseTracker tracker) {
        return Objects.requireNonNull(tracker.begin(LeaseKind.PAGE, "holder", 0, 4096));
    }

    /** In a method of its own, so that no frame of the test keeps the object. */
    private static void lose(LeaseTracker tracker) {
        tracker.watch(lease(tracker), new Object());
    }

    private static <T> T await(BlockingQueue<T> queue) throws InterruptedException {
        @Nullable T taken = null;
        while (taken == null) {
            System.gc();
            taken = queue.poll(20, TimeUnit.MILLISECONDS);
        }
        return taken;
    }

    /** An Error, such as an assertion about a range that is gone, ended the thread for all. */
    @Test
    void shouldFindWhatOthersLose_whenAnErrorWasThrownForOne() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        LeaseTracker broken =
                tracker(_ -> {
                    seen.add("broken");
                    throw new AssertionError("the range is gone");
                });
        LeaseTracker brokenReport =
                tracker(_ ->
                        () -> {
                            seen.add("broken report");
                            throw new StackOverflowError();
                        });
        LeaseTracker sound = tracker(_ -> () -> seen.add("sound"));
        lose(broken);
        assertThat(await(seen)).isEqualTo("broken");
        lose(brokenReport);
        assertThat(await(seen)).isEqualTo("broken report");
        lose(sound);
        assertThat(await(seen)).isEqualTo("sound");
        assertThatCode(() ->
                        LostLeases.handle(() -> {
                            throw new AssertionError("odd");
                        }))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldWaitForWhatIsGivenBack_beforeItShutsDown() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        BlockingQueue<String> order = new LinkedBlockingQueue<>();
        LeaseTracker tracker =
                tracker(_ -> {
                    begun.countDown();
                    try {
                        mayEnd.await();
                    } catch (InterruptedException gone) {
                        order.add("interrupted");
                    }
                    order.add("given back");
                    return () -> {};
                });
        Thread giver = Thread.ofVirtual().start(() -> tracker.lose(List.of(lease(tracker))));
        begun.await();
        Thread closer =
                Thread.ofVirtual()
                        .start(() -> {
                            tracker.shutdown();
                            order.add("shut down");
                        });
        assertThat(closer.join(Duration.ofMillis(50))).isFalse();
        mayEnd.countDown();
        closer.join();
        giver.join();
        assertThat(order).containsExactly("given back", "shut down");

        tracker.lose(List.of(lease(tracker)));
        assertThat(order).hasSize(2);
    }

    /** A listener may shut its manager down, also through a thread that it waits for. */
    @Test
    void shouldShutDown_fromWithinAReport() {
        LeaseTracker[] self = new LeaseTracker[1];
        BlockingQueue<String> order = new LinkedBlockingQueue<>();
        self[0] =
                tracker(_ ->
                        () -> {
                            Thread closer = Thread.ofVirtual().start(() -> self[0].shutdown());
                            order.add(hasEnded(closer) ? "shut down" : "stuck");
                        });
        self[0].lose(List.of(lease(self[0])));
        assertThat(order).containsExactly("shut down");
    }

    private static boolean hasEnded(Thread thread) {
        try {
            return thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException gone) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What it had found when somebody interrupted it was ended, and told to nobody. */
    @Test
    void shouldHandOnWhatItFound_whenItIsInterrupted() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        LeaseTracker tracker = tracker(_ -> () -> seen.add("seen"));
        lose(tracker);
        assertThat(await(seen)).isEqualTo("seen");
        Thread finder =
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> "plimsoll-lost-leases".equals(thread.getName()))
                        .findFirst()
                        .orElseThrow();
        lose(tracker);
        while (tracker.figures().followed() > 0) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(1);
        }
        finder.interrupt();
        assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("seen");
    }
}
