package io.plimsoll.memory.allocator.slab;

import io.plimsoll.memory.allocator.run.PageRuns;
import io.plimsoll.memory.allocator.run.RunMap;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A slab goes from heap to heap, or a heap from thread to thread, while others free blocks. */
public final class HeapChangeStress {

    private static final int PAGE = 4096;

    /** A thread that has ended. */
    private static final Thread ENDED = ended();

    private HeapChangeStress() {}

    private static Thread ended() {
        Thread thread = Thread.ofPlatform().start(() -> {});
        try {
            thread.join();
        } catch (InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        }
        return thread;
    }

    /** Memory for one slab, which is kept at hand. */
    abstract static class OneSlab {

        final SizeClasses classes = new SizeClasses(PAGE);
        final RunMap<Slab> slabs = new RunMap<>(PAGE);
        final PageRuns runs = new BlockHeapStress.OnePageRuns();
        final SlabDepot depot = new SlabDepot(runs, classes, slabs, PAGE);
        final int sizeClass = SizeClasses.indexOf(512);

        final BlockHeap newHeap() {
            return new BlockHeap(depot, classes.count(), false);
        }

        final Slab slabOf(long block) {
            Slab found = slabs.find(block);
            if (found == null) {
                throw new IllegalStateException("block=0x%x (expected in a slab)".formatted(block));
            }
            return found;
        }

        final String lost(long expectedBlocks) {
            depot.tellDamage();
            SlabCensus.verify(classes, runs, depot, slabs);
            long live = SlabCensus.of(classes, runs, slabs).liveBlocks();
            return live == expectedBlocks ? "all back" : live - expectedBlocks + " lost";
        }
    }

    @JCStressTest
    @Description("A slab's last block is freed, it is given away, and another heap takes it.")
    @Outcome(id = "all back", expect = Expect.ACCEPTABLE, desc = "What is not out is free.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "A block is lost, or the slab is.")
    @State
    public static class GiveAwayAgainstNextHeap extends OneSlab {

        private final BlockHeap heap = newHeap();
        private final BlockHeap next = newHeap();
        private final long block = heap.take(sizeClass);
        private long taken;

        @Actor
        public void stranger() {
            Slab slab = slabOf(block);
            heap.freeRemotely(slab, slab.indexOfLive(block));
        }

        @Actor
        public void owner() {
            heap.trim();
        }

        @Actor
        public void nextOwner() {
            taken = next.take(sizeClass);
        }

        @Arbiter
        public void check(L_Result result) {
            heap.trim();
            if (taken == Slab.NONE) {
                taken = next.take(sizeClass);
            }
            next.collectPending();
            result.r1 = taken == Slab.NONE ? "slab lost" : lost(1);
        }
    }

    @JCStressTest
    @Description("A block is freed once more while its slab goes to another heap.")
    @Outcome(id = "back", expect = Expect.ACCEPTABLE, desc = "The block beside it comes back.")
    @Outcome(id = "out of use", expect = Expect.ACCEPTABLE, desc = "It was seen in time.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The next owner loses a block.")
    @State
    public static class LateFreeAgainstNextHeap extends OneSlab {

        private final BlockHeap heap = newHeap();
        private final BlockHeap next = newHeap();
        private final Slab slab;
        private long beside;

        public LateFreeAgainstNextHeap() {
            long block = heap.take(sizeClass);
            slab = slabOf(block);
            heap.put(slab, slab.indexOf(block));
        }

        @Actor
        public void late() {
            // found it live before that
            heap.freeRemotely(slab, 0);
        }

        @Actor
        public void owners() {
            heap.trim();
            try {
                next.take(sizeClass);
                beside = next.take(sizeClass);
            } catch (IllegalStateException damage) {
                beside = Slab.NONE;
            }
        }

        @Arbiter
        public void check(L_Result result) {
            if (beside == Slab.NONE) {
                result.r1 = "out of use";
                return;
            }
            next.freeRemotely(slab, slab.indexOfLive(beside));
            heap.collectPending();
            next.collectPending();
            boolean back = (slab.bits(0) & (1L << slab.indexOf(beside))) != 0;
            result.r1 = back ? "back" : "lost";
        }
    }

    @JCStressTest
    @Description("A thread takes over the heap of one that ended while others free and evict.")
    @Outcome(id = "all back", expect = Expect.ACCEPTABLE, desc = "What is not out is free.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "A block is lost, or in two hands.")
    @State
    public static class AdoptionAgainstRemoteFree extends OneSlab {

        private final ThreadHeaps threads = new ThreadHeaps(depot, classes.count());
        private final BlockHeap heap = threads.register(Thread.currentThread());
        private final long block = heap.take(sizeClass);
        private long taken;

        public AdoptionAgainstRemoteFree() {
            heap.owner = ENDED;
        }

        @Actor
        public void stranger() {
            Slab slab = slabOf(block);
            heap.freeRemotely(slab, slab.indexOfLive(block));
        }

        @Actor
        public void newThread() {
            taken = threads.register(Thread.currentThread()).take(sizeClass);
        }

        @Actor
        public void evictor() {
            threads.sweep();
            depot.releaseEmpty(Long.MAX_VALUE);
        }

        @Arbiter
        public void check(L_Result result) {
            threads.collectAll();
            result.r1 = lost(taken == Slab.NONE ? 0 : 1);
        }
    }
}
