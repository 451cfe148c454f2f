package io.plimsoll.memory.allocator.slab;

import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.allocator.run.PageRun;
import io.plimsoll.memory.allocator.run.PageRuns;
import io.plimsoll.memory.allocator.run.RunMap;
import io.plimsoll.memory.region.SharedMemory;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZZL_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** One thread owns a heap of blocks, another one gives blocks back to it. */
public final class BlockHeapStress {

    private static final int PAGE = 4096;

    private BlockHeapStress() {}

    /** Runs of one page, which are never given back to anybody. */
    static final class OnePageRuns implements PageRuns {

        private final SharedMemory memory = new SharedMemory();
        private boolean taken; // guarded by this

        @Override
        public synchronized PageRun take(int pages) {
            boolean first = !taken && pages == 1;
            taken |= first;
            return first ? new PageRun(memory.reserve(PAGE).address(), 1, null) : null;
        }

        @Override
        public synchronized void give(PageRun run) {
            taken = false;
        }

        @Override
        public MemoryAllocationException denied(int pages) {
            return new MemoryAllocationException("pages=" + pages);
        }

        @Override
        public int pageSizeBytes() {
            return PAGE;
        }

        @Override
        public long maxBytes() {
            return PAGE;
        }

        @Override
        public String owner() {
            return "stress";
        }
    }

    /** Two blocks of the only slab are out. */
    abstract static class TwoBlocks {

        final SizeClasses classes = new SizeClasses(PAGE);
        final RunMap<Slab> slabs = new RunMap<>(PAGE);
        final PageRuns runs = new OnePageRuns();
        final SlabDepot depot = new SlabDepot(runs, classes, slabs, 0);
        final BlockHeap heap = new BlockHeap(depot, classes.count(), false);
        final int sizeClass = SizeClasses.indexOf(512);
        final long a = heap.take(sizeClass);
        final long b = heap.take(sizeClass);
        final Slab slab = find();

        private Slab find() {
            Slab found = slabs.find(a);
            if (found == null || slabs.find(b) != found) {
                throw new IllegalStateException("two blocks (expected them in one slab)");
            }
            return found;
        }

        /** Collects what is left, and says whether no block is out. */
        final String check() {
            heap.collectPending();
            depot.tellDamage();
            SlabCensus.verify(classes, runs, depot, slabs);
            return slab.used() == 0 ? "all back" : slab.used() + " lost";
        }
    }

    @JCStressTest
    @Description("The owner collects one remote free while the next comes.")
    @Outcome(id = "all back", expect = Expect.ACCEPTABLE, desc = "Both blocks are free again.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "A block is lost.")
    @State
    public static class RemoteFreeAgainstCollect extends TwoBlocks {

        public RemoteFreeAgainstCollect() {
            heap.freeRemotely(slab, slab.indexOfLive(a));
        }

        @Actor
        public void other() {
            heap.freeRemotely(slab, slab.indexOfLive(b));
        }

        @Actor
        public void owner() {
            heap.collectPending();
        }

        @Arbiter
        public void check(L_Result result) {
            result.r1 = check();
        }
    }

    @JCStressTest
    @Description("Two threads give blocks of the same slab back to a third.")
    @Outcome(id = "all back", expect = Expect.ACCEPTABLE, desc = "Both blocks are free again.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "A block is lost.")
    @State
    public static class TwoRemoteFrees extends TwoBlocks {

        @Actor
        public void one() {
            heap.freeRemotely(slab, slab.indexOfLive(a));
        }

        @Actor
        public void other() {
            heap.freeRemotely(slab, slab.indexOfLive(b));
        }

        @Arbiter
        public void check(L_Result result) {
            result.r1 = check();
        }
    }

    @JCStressTest
    @Description("Another thread gives a block back while the owner gives one back and takes one.")
    @Outcome(id = "1 lost", expect = Expect.ACCEPTABLE, desc = "The one that was taken is out.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "A block is lost, or in two hands.")
    @State
    public static class RemoteFreeAgainstTake extends TwoBlocks {

        @Actor
        public void other() {
            heap.freeRemotely(slab, slab.indexOfLive(b));
        }

        @Actor
        public void owner() {
            heap.put(slab, slab.indexOfLive(a));
            heap.take(sizeClass);
        }

        @Arbiter
        public void check(L_Result result) {
            result.r1 = check();
        }
    }

    @JCStressTest
    @Description("The owner collects, and gives away what is empty, while a block comes back.")
    @Outcome(id = "all back", expect = Expect.ACCEPTABLE, desc = "Both blocks are free again.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The slab went while it was still to be told of.")
    @State
    public static class RemoteFreeAgainstGiveAway extends TwoBlocks {

        public RemoteFreeAgainstGiveAway() {
            heap.put(slab, slab.indexOfLive(a));
        }

        @Actor
        public void other() {
            heap.freeRemotely(slab, slab.indexOfLive(b));
        }

        @Actor
        public void owner() {
            heap.trim();
        }

        @Arbiter
        public void check(L_Result result) {
            heap.trim();
            result.r1 = slab.heap() == null ? check() : "not given away";
        }
    }

    @JCStressTest
    @Description("Two threads free the same block of a third.")
    @Outcome(
            id = {"true, false", "false, true"},
            expect = Expect.ACCEPTABLE,
            desc = "One of them learns of it.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Nobody does, or both do.")
    @State
    public static class TwoRemoteFreesOfOne extends TwoBlocks {

        @Actor
        public void one(ZZ_Result result) {
            result.r1 = frees();
        }

        @Actor
        public void other(ZZ_Result result) {
            result.r2 = frees();
        }

        private boolean frees() {
            try {
                heap.freeRemotely(slab, 0);
                return true;
            } catch (IllegalStateException freedTwice) {
                return false;
            }
        }
    }

    @JCStressTest
    @Description("The owner and another thread free the same block.")
    @Outcome(
            id = {"true, false, seen", "false, true, seen"},
            expect = Expect.ACCEPTABLE,
            desc = "One learns of it.")
    @Outcome(
            id = "true, true, seen",
            expect = Expect.ACCEPTABLE,
            desc = "The owner learns of it when it collects.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The block is free twice, and nobody knows.")
    @State
    public static class DoubleFree extends TwoBlocks {

        @Actor
        public void owner(ZZL_Result result) {
            try {
                heap.put(slab, slab.indexOfLive(a));
                result.r1 = true;
            } catch (IllegalStateException freedTwice) {
                result.r1 = false;
            }
        }

        @Actor
        public void other(ZZL_Result result) {
            try {
                heap.freeRemotely(slab, slab.indexOfLive(a));
                result.r2 = true;
            } catch (IllegalStateException freedTwice) {
                result.r2 = false;
            }
        }

        @Arbiter
        public void check(ZZL_Result result) {
            boolean both = result.r1 && result.r2;
            try {
                heap.collectPending();
                depot.tellDamage();
                result.r3 = both ? "unseen" : "seen";
            } catch (IllegalStateException broken) {
                result.r3 = "seen";
            }
        }
    }
}
