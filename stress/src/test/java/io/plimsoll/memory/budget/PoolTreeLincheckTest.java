package io.plimsoll.memory.budget;

import io.plimsoll.memory.budget.allowance.PoolTerms;
import io.plimsoll.memory.pages.PageStore;
import io.plimsoll.memory.region.SharedMemory;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;

/** Whatever threads take from pools and give back, a counter of free pages could have said. */
@Param(name = "thread", gen = ThreadIdGen.class)
public final class PoolTreeLincheckTest {

    private static final int PAGE = 4096;
    private static final int PAGES = 2;
    private static final int THREADS = 2;

    private final PoolTree tree;
    private final PoolNode[] pools = new PoolNode[THREADS + 1];
    private final Held[] held = new Held[THREADS + 1];

    /** What a thread holds of its pool. */
    private static final class Held {
        final Deque<Integer> pages = new ArrayDeque<>();
        int reservations;
    }

    public PoolTreeLincheckTest() {
        PageStore store = new PageStore(new SharedMemory(), (long) PAGES * PAGE, PAGE);
        tree = new PoolTree(store, (long) PAGES * PAGE);
        for (int i = 0; i < pools.length; i++) {
            PoolTerms terms = new PoolTerms("p" + i, 0, Long.MAX_VALUE, 0, false, false);
            pools[i] = ((Opening.Opened) tree.open(tree.root(), terms)).pool();
            held[i] = new Held();
        }
    }

    @Operation
    public boolean takePage(@Param(name = "thread") int thread) {
        int page = pools[thread].takePage();
        if (page == PageStore.NONE) {
            return false;
        }
        held[thread].pages.add(page);
        return true;
    }

    @Operation
    public boolean giveBack(@Param(name = "thread") int thread) {
        Integer page = held[thread].pages.poll();
        if (page == null) {
            return false;
        }
        pools[thread].giveBack(page);
        return true;
    }

    @Operation
    public boolean reserve(@Param(name = "thread") int thread) {
        boolean reserved = pools[thread].tryReserve(PAGE);
        held[thread].reservations += reserved ? 1 : 0;
        return reserved;
    }

    @Operation
    public boolean unreserve(@Param(name = "thread") int thread) {
        if (held[thread].reservations == 0) {
            return false;
        }
        held[thread].reservations--;
        pools[thread].unreserve(PAGE);
        return true;
    }

    @Test
    void shouldBeLinearizable() {
        new ModelCheckingOptions()
                .threads(THREADS)
                .actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(1)
                .iterations(20)
                .invocationsPerIteration(1000)
                .check(getClass());
    }
}
