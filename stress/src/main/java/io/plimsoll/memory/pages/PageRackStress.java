package io.plimsoll.memory.pages;

import io.plimsoll.memory.region.SharedMemory;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** A rack of free pages: no page is lost, none is in two places. */
public final class PageRackStress {

    private PageRackStress() {}

    /** One open stripe, which all threads use. On it some of three pages; the others are held. */
    abstract static class OneStripe {

        static final int PAGES = 3;

        final PageStore store = new PageStore(new SharedMemory(), PAGES * 4096L, 4096);
        final PageRack rack = new PageRack(1, PAGES);
        final int[] held = new int[PAGES];

        OneStripe(int pagesOnRack) {
            rack.openHome();
            for (int i = 0; i < PAGES; i++) {
                held[i] = store.take();
            }
            for (int i = 0; i < pagesOnRack; i++) {
                rack.push(held[i]);
            }
        }

        /** Gives a page back as a pool does: to the rack or, with the lock, to the store. */
        final void giveBack(int page) {
            if (page != PageStore.NONE && !rack.push(page)) {
                synchronized (store) {
                    store.put(page);
                }
            }
        }

        final void close() {
            synchronized (store) {
                rack.close(store);
            }
        }

        /** Closes the rack; says what is wrong if not each page is free or held, once. */
        final String census(int heldPages) {
            close();
            int free = store.free().cardinality();
            return free + heldPages == PAGES && store.heldPages() == heldPages
                    ? "each once"
                    : free + " free, held=" + store.heldPages();
        }
    }

    @JCStressTest
    @Description("Two threads want the last page.")
    @Outcome(
            id = {"0, -1", "-1, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "One has it.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Both have it, or nobody.")
    @State
    public static class LastPage extends OneStripe {

        public LastPage() {
            super(1);
        }

        @Actor
        public void one(II_Result result) {
            result.r1 = rack.pop();
        }

        @Actor
        public void other(II_Result result) {
            result.r2 = rack.pop();
        }
    }

    @JCStressTest
    @Description("ABA: a page is put back where it was, others around it are gone.")
    @Outcome(id = "each once", expect = Expect.ACCEPTABLE, desc = "No page is lost or doubled.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "A page is lost or doubled.")
    @State
    public static class PopAgainstPopPopPush extends OneStripe {

        private int first;
        private int kept;

        public PopAgainstPopPopPush() {
            super(PAGES);
        }

        @Actor
        public void overtaken() {
            first = rack.pop();
        }

        @Actor
        public void overtaking() {
            int top = rack.pop();
            kept = rack.pop();
            giveBack(top);
        }

        @Arbiter
        public void count(L_Result result) {
            result.r1 = census((first < 0 ? 0 : 1) + (kept < 0 ? 0 : 1));
        }
    }

    @JCStressTest
    @Description("Two threads put pages.")
    @Outcome(id = "each once", expect = Expect.ACCEPTABLE, desc = "No page is lost or doubled.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "A page is lost or doubled.")
    @State
    public static class PushAgainstPush extends OneStripe {

        public PushAgainstPush() {
            super(1);
        }

        @Actor
        public void one() {
            giveBack(held[1]);
        }

        @Actor
        public void other() {
            giveBack(held[2]);
        }

        @Arbiter
        public void count(L_Result result) {
            result.r1 = census(0);
        }
    }

    @JCStressTest
    @Description("The rack is closed while a page comes and one goes.")
    @Outcome(id = "each once", expect = Expect.ACCEPTABLE, desc = "No page is lost or doubled.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "A page is lost or doubled.")
    @State
    public static class CloseAgainstPushAndPop extends OneStripe {

        private int popped;

        public CloseAgainstPushAndPop() {
            super(2);
        }

        @Actor
        public void user() {
            giveBack(held[2]);
            popped = rack.pop();
        }

        @Actor
        public void closer() {
            close();
        }

        @Arbiter
        public void count(L_Result result) {
            result.r1 = census(popped < 0 ? 0 : 1);
        }
    }

    @JCStressTest
    @Description("The rack is closed and opened again while pages come.")
    @Outcome(id = "each once", expect = Expect.ACCEPTABLE, desc = "No page is lost or doubled.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "A page is lost or doubled.")
    @State
    public static class ReopenAgainstPush extends OneStripe {

        public ReopenAgainstPush() {
            super(1);
        }

        @Actor
        public void user() {
            giveBack(held[1]);
            giveBack(held[2]);
        }

        @Actor
        public void closer() {
            synchronized (store) {
                rack.close(store);
                rack.openHome();
            }
        }

        @Arbiter
        public void count(L_Result result) {
            result.r1 = census(0);
        }
    }
}
