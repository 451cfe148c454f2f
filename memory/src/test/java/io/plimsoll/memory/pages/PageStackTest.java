package io.plimsoll.memory.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.region.FakeRegions;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PageStackTest {

    private static final int PAGES = 64;

    private static PageStore storeOfTakenPages() {
        PageStore store = new PageStore(new FakeRegions(), PAGES * 4096L, 4096);
        for (int i = 0; i < PAGES; i++) {
            store.take();
        }
        return store;
    }

    @Property
    void shouldBehaveAsAStack(@ForAll boolean[] pushes) {
        PageStack stack = new PageStack(storeOfTakenPages());
        Deque<Integer> model = new ArrayDeque<>();
        Deque<Integer> outside = new ArrayDeque<>(IntStream.range(0, PAGES).boxed().toList());
        for (boolean push : pushes) {
            long stamp = stack.stamp();
            if (push && !outside.isEmpty()) {
                int page = outside.removeFirst();
                model.push(page);
                assertThat(stack.push(page)).isEqualTo(model.size());
                assertThat(stack.stamp()).isNotEqualTo(stamp);
            } else if (model.isEmpty()) {
                assertThat(stack.pop()).isEqualTo(PageStore.NONE);
                assertThat(stack.stamp()).isEqualTo(stamp);
            } else {
                int page = stack.pop();
                assertThat(page).isEqualTo(model.pop());
                assertThat(stack.sizeBelow(page)).isEqualTo(model.size());
                assertThat(stack.stamp()).isNotEqualTo(stamp);
                outside.addLast(page);
            }
            assertThat(stack.size()).isEqualTo(model.size());
            assertThat(PageStack.isEmpty(stack.stamp())).isEqualTo(model.isEmpty());
        }
    }

    // Without the tag, a thread that was overtaken here would put a page on that somebody holds.
    @Test
    void shouldShowThatItChanged_whenTheSamePageIsOnTopAgain() {
        PageStack stack = new PageStack(storeOfTakenPages());
        stack.push(1);
        stack.push(2);
        long stamp = stack.stamp();
        stack.pop();
        stack.push(2);
        assertThat(stack.stamp()).isNotEqualTo(stamp);
    }

    // Few pages and many threads: what a stack without a tag does not survive.
    @Test
    void shouldNeverGiveAPageToTwo_whenThreadsRace() throws Exception {
        PageStore store = storeOfTakenPages();
        PageStack stack = new PageStack(store);
        AtomicIntegerArray holders = new AtomicIntegerArray(PAGES);
        for (int page = 0; page < 5; page++) {
            stack.push(page);
        }
        Callable<Void> worker =
                () -> {
                    SplittableRandom random = new SplittableRandom();
                    int[] held = new int[3];
                    for (int round = 0; round < 100_000; round++) {
                        int count = 0;
                        int wanted = 1 + random.nextInt(held.length);
                        for (int i = 0; i < wanted; i++) {
                            int page = stack.pop();
                            if (page != PageStore.NONE) {
                                assertThat(holders.incrementAndGet(page)).isEqualTo(1);
                                held[count++] = page;
                            }
                        }
                        while (count > 0) {
                            int page = held[--count];
                            holders.decrementAndGet(page);
                            stack.push(page);
                        }
                    }
                    return null;
                };
        try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
            for (Future<Void> done :
                    IntStream.range(0, 4).mapToObj(i -> executor.submit(worker)).toList()) {
                done.get();
            }
        }
        assertThat(stack.size()).isEqualTo(5);
        BitSet pages = new BitSet();
        for (int page = stack.pop(); page != PageStore.NONE; page = stack.pop()) {
            pages.set(page);
        }
        assertThat(pages.cardinality()).isEqualTo(5);
    }
}
