package io.plimsoll.memory.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.region.FakeRegions;
import io.plimsoll.memory.stripe.Stripes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PageRackTest {

    private final PageStore store = new PageStore(new FakeRegions(), 64 << 20, 4096);
    private final PageRack rack = new PageRack(4, 16);

    private List<Integer> take(int count) {
        List<Integer> pages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pages.add(store.take());
        }
        return pages;
    }

    @Test
    void shouldTakeNothing_whileItIsClosed() {
        assertThat(rack.push(store.take())).isFalse();
        assertThat(rack.pop()).isEqualTo(PageStore.NONE);
        assertThat(rack.count()).isZero();
    }

    @Test
    void shouldGiveThePageThatCameLastFirst() {
        rack.openHome();
        List<Integer> pages = take(16);
        pages.forEach(page -> assertThat(rack.push(page)).isTrue());
        assertThat(rack.push(store.take())).as("full").isFalse();
        assertThat(rack.count()).isEqualTo(16);
        pages.reversed().forEach(page -> assertThat(rack.pop()).isEqualTo(page));
        assertThat(rack.pop()).isEqualTo(PageStore.NONE);
    }

    @Test
    void shouldGiveEveryPlaceBack_whenClosedFull() {
        rack.openHome();
        take(16).forEach(rack::push);
        assertThat(rack.close(store)).isEqualTo(16);
        assertThat(store.heldPages()).isZero();
    }

    @Test
    void shouldHoldFewPages_whereTheBudgetIsSmall() {
        PageRack small = new PageRack(4, 2);
        small.openHome();
        List<Integer> pages = take(3);
        assertThat(small.push(pages.get(0))).isTrue();
        assertThat(small.push(pages.get(1))).isTrue();
        assertThat(small.push(pages.get(2))).isFalse();
    }

    @Test
    void shouldMoveAllPagesToTheStoreAndTakeNoMore_whenClosed() throws Exception {
        rack.openHome();
        take(5).forEach(rack::push);
        List<Integer> others = take(5);
        Thread other =
                new Thread(() -> {
                    rack.openHome();
                    others.forEach(rack::push);
                });
        other.start();
        other.join();
        assertThat(rack.close(store)).isEqualTo(10);
        assertThat(store.heldPages()).isZero();
        assertThat(rack.push(store.take())).isFalse();
        assertThat(rack.count()).isZero();
    }

    @Test
    void shouldGivePagesOfOtherStripes_whenTheOwnHasNone() throws Exception {
        List<Integer> pages = take(3);
        PageRack two = new PageRack(2, 16);
        Thread other =
                onStripe(
                        1 - Stripes.ofThisThread(1),
                        () -> {
                            two.openHome();
                            pages.forEach(two::push);
                        });
        other.start();
        other.join();
        two.openHome();
        pages.reversed().forEach(page -> assertThat(two.pop()).isEqualTo(page));
        assertThat(two.pop()).isEqualTo(PageStore.NONE);
    }

    // Those who meet on a stripe may leave a hole between its pages.
    @Test
    void shouldShowAThiefEveryPage_afterThreadsMetOnAStripe() throws Exception {
        PageRack two = new PageRack(2, 16);
        List<Integer> pages = take(8);
        List<Thread> residents = new ArrayList<>();
        List<Integer> missed = new ArrayList<>();
        for (int round = 0; round < 40; round++) {
            Thread first =
                    onStripe(
                            0,
                            () -> {
                                two.openHome();
                                pages.forEach(two::push);
                            });
            first.start();
            first.join();
            residents.clear();
            for (int i = 0; i < 3; i++) {
                residents.add(onStripe(0, () -> popAndPush(two)));
            }
            residents.forEach(Thread::start);
            for (Thread resident : residents) {
                resident.join();
            }
            Thread thief =
                    onStripe(
                            1,
                            () -> {
                                for (int i = two.count(); i > 0; i--) {
                                    if (two.pop() == PageStore.NONE) {
                                        missed.add(i);
                                    }
                                }
                            });
            thief.start();
            thief.join();
            two.close(store);
        }
        assertThat(missed).isEmpty();
    }

    private static void popAndPush(PageRack rack) {
        int[] held = new int[5];
        for (int i = 0; i < 30_000; i++) {
            int count = 1 + i % held.length;
            for (int k = 0; k < count; k++) {
                held[k] = rack.pop();
            }
            for (int k = 0; k < count; k++) {
                if (held[k] != PageStore.NONE) {
                    rack.push(held[k]);
                }
            }
        }
    }

    /** A thread that has not begun, on a stripe of two. */
    private static Thread onStripe(int stripe, Runnable action) {
        Thread thread;
        do {
            thread = new Thread(action);
        } while (Stripes.of(thread, 1) != stripe);
        return thread;
    }

    @Test
    void shouldMoveHalfAStripe() {
        rack.openHome();
        take(16).forEach(rack::push);
        assertThat(rack.halve(store)).isBetween(8, 9);
        assertThat(rack.count()).isEqualTo(store.heldPages());
        BitSet pages = new BitSet();
        rack.addTo(pages);
        assertThat(pages.cardinality()).isEqualTo(rack.count());
    }

    @Test
    void shouldKnowTheFewestPages() {
        rack.openHome();
        take(10).forEach(rack::push);
        assertThat(rack.fewest(true)).as("10 now, none at the start").isZero();
        List<Integer> popped = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            popped.add(rack.pop());
        }
        popped.forEach(rack::push);
        assertThat(rack.fewest(false)).isEqualTo(3);
        assertThat(rack.fewest(true)).isEqualTo(3);
        assertThat(rack.fewest(true)).isEqualTo(10);
    }

    // Whoever closes must find every page that was pushed, and every page has one owner.
    @Test
    void shouldNeverLoseOrDoubleAPage_whenClosedUnderTraffic() throws Exception {
        int pages = 64;
        take(pages).forEach(store::put);
        AtomicIntegerArray owners = new AtomicIntegerArray(store.slotCount());
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            threads.add(new Thread(() -> churn(owners)));
        }
        threads.forEach(Thread::start);
        for (int i = 0; i < 2_000; i++) {
            synchronized (store) {
                rack.close(store);
            }
            Thread.onSpinWait();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        synchronized (store) {
            rack.close(store);
            assertThat(store.heldPages()).isZero();
            assertThat(store.free().cardinality()).isEqualTo(pages);
        }
    }

    private void churn(AtomicIntegerArray owners) {
        for (int i = 0; i < 200_000; i++) {
            int page = rack.pop();
            if (page == PageStore.NONE) {
                synchronized (store) {
                    rack.openHome();
                    page = store.take();
                }
            }
            assertThat(owners.getAndIncrement(page)).isZero();
            owners.getAndDecrement(page);
            if (!rack.push(page)) {
                synchronized (store) {
                    store.put(page);
                }
            }
        }
    }
}
