package io.plimsoll.memory;

import io.plimsoll.memory.segment.MemorySegment;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Leases of pages. A page has one lessee and no count: "retain against last release" is told of
 * what has more holders, in {@link RetainStress}.
 */
public final class LeaseStress {

    private LeaseStress() {}

    @JCStressTest
    @Description("Two threads release the same page.")
    @Outcome(
            id = {"released, refused", "refused, released"},
            expect = Expect.ACCEPTABLE,
            desc = "One learns of it.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The page is free twice, or never.")
    @State
    public static class DoubleRelease extends OnePage {

        private final MemorySegment page = lease();

        @Actor
        public void one(LL_Result result) {
            result.r1 = release(pool, page);
        }

        @Actor
        public void other(LL_Result result) {
            result.r2 = release(pool, page);
        }

        @Arbiter
        public void check(LL_Result result) {
            if (!end().equals("all back")) {
                result.r1 = "leaked";
            }
        }
    }

    @JCStressTest
    @Description("One thread frees a page that another releases.")
    @Outcome(
            id = {"released", "refused"},
            expect = Expect.ACCEPTABLE,
            desc = "Whoever comes second has no effect.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The page is free twice, or never.")
    @State
    public static class FreeAgainstRelease extends OnePage {

        private final MemorySegment page = lease();

        @Actor
        public void free() {
            page.free();
        }

        @Actor
        public void release(L_Result result) {
            result.r1 = release(pool, page);
        }

        @Arbiter
        public void check(L_Result result) {
            if (!end().equals("all back")) {
                result.r1 = "leaked";
            }
        }
    }

    @JCStressTest
    @Description("A page goes from one thread to another through the list of free ones.")
    @Outcome(id = "none", expect = Expect.ACCEPTABLE, desc = "It was not free yet.")
    @Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "What was written is there.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The segment or the memory is half made.")
    @State
    public static class Handover extends OnePage {

        private final MemorySegment page = lease();

        @Actor
        public void giveBack() {
            page.putInt(8, 7);
            pool.release(page);
        }

        @Actor
        public void takeOver(L_Result result) {
            MemorySegment next = pool.tryAllocatePage();
            if (next == null) {
                result.r1 = "none";
            } else {
                result.r1 = String.valueOf(next.getInt(8));
                pool.release(next);
            }
        }

        @Arbiter
        public void check(L_Result result) {
            if (!end().equals("all back")) {
                result.r1 = "leaked";
            }
        }
    }

    @JCStressTest
    @Description("A segment is made for a page that was never leased, and used at once by another.")
    @Outcome(id = "none", expect = Expect.ACCEPTABLE, desc = "It was not free yet.")
    @Outcome(id = "4096", expect = Expect.ACCEPTABLE, desc = "It is whole.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The segment is half made.")
    @State
    public static class FirstLease extends OnePage {

        @Actor
        public void first() {
            MemorySegment page = pool.tryAllocatePage();
            if (page != null) {
                pool.release(page);
            }
        }

        @Actor
        public void second(L_Result result) {
            MemorySegment page = pool.tryAllocatePage();
            if (page == null) {
                result.r1 = "none";
            } else {
                page.put(PAGE - 1, (byte) 1);
                result.r1 = String.valueOf(page.size());
                pool.release(page);
            }
        }

        @Arbiter
        public void check(L_Result result) {
            if (!end().equals("all back")) {
                result.r1 = "leaked";
            }
        }
    }

    @JCStressTest
    @Description("A pool closes while it is asked for a page.")
    @Outcome(
            id = {"leased", "closed"},
            expect = Expect.ACCEPTABLE,
            desc = "Either, whole.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "A page is lost with the pool.")
    @State
    public static class CloseAgainstLease extends OnePage {

        public CloseAgainstLease() {
            pool.release(lease());
        }

        @Actor
        public void lease(L_Result result) {
            try {
                MemorySegment page = pool.tryAllocatePage();
                if (page != null) {
                    pool.release(page);
                }
                result.r1 = page == null ? "none" : "leased";
            } catch (IllegalStateException closed) {
                result.r1 = "closed";
            }
        }

        @Actor
        public void close() {
            pool.close();
        }

        @Arbiter
        public void check(L_Result result) {
            if (!end().equals("all back")) {
                result.r1 = "leaked";
            }
        }
    }

    @JCStressTest
    @Description("Two threads release the same owner's page through the manager, as Flink's do.")
    @Outcome(id = "all back", expect = Expect.ACCEPTABLE, desc = "The second has no effect.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The page is free twice, or never.")
    @State
    public static class OwnersDoubleRelease {

        private final MemoryManager manager = OnePage.manager();
        private final MemorySegment page;

        public OwnersDoubleRelease() {
            try {
                page = manager.allocatePages(this, 1).getFirst();
            } catch (MemoryAllocationException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Actor
        public void one() {
            manager.release(page);
        }

        @Actor
        public void other() {
            manager.releaseAll(this);
        }

        @Arbiter
        public void check(L_Result result) {
            manager.verify();
            boolean back = manager.verifyEmpty() && manager.availableMemory() == OnePage.PAGE;
            result.r1 = back ? "all back" : "lost";
        }
    }
}
