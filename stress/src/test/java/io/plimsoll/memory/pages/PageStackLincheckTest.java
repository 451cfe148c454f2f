package io.plimsoll.memory.pages;

import io.plimsoll.memory.region.SharedMemory;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;

/** Whatever threads do to a stack of pages at once, they could have done one after the other. */
@Param(name = "thread", gen = ThreadIdGen.class)
public final class PageStackLincheckTest {

    private static final int PAGES = 3;
    private static final int THREADS = 2;
    private static final int NOTHING_HELD = -2;

    private final PageStack stack;
    private final Held[] held = new Held[THREADS + 1];

    /** What a thread holds. It gives back first what it took first: a page on top comes again. */
    private static final class Held {
        final Deque<Integer> pages = new ArrayDeque<>();
    }

    public PageStackLincheckTest() {
        PageStore store = new PageStore(new SharedMemory(), PAGES * 4096L, 4096);
        stack = new PageStack(store);
        for (int i = 0; i < PAGES; i++) {
            stack.push(store.take());
        }
        for (int i = 0; i < held.length; i++) {
            held[i] = new Held();
        }
    }

    @Operation
    public int pop(@Param(name = "thread") int thread) {
        int page = stack.pop();
        if (page != PageStore.NONE) {
            held[thread].pages.add(page);
        }
        return page;
    }

    @Operation
    public int push(@Param(name = "thread") int thread) {
        Integer page = held[thread].pages.poll();
        return page == null ? NOTHING_HELD : stack.push(page);
    }

    @Operation
    public int size() {
        return stack.size();
    }

    @Test
    void shouldBeLinearizable() {
        new ModelCheckingOptions()
                .threads(THREADS)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(2)
                .iterations(30)
                .invocationsPerIteration(2000)
                .check(getClass());
    }
}
