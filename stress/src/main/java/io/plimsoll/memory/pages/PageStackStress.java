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

/** A stack of free pages: no page is lost, none is in two places. */
public final class PageStackStress {

    private PageStackStress() {}

    /** Three pages, 2 on 1 on 0. */
    abstract static class ThreePages {

        static final int PAGES = 3;

        final PageStack stack;

        ThreePages() {
            PageStore store = new PageStore(new SharedMemory(), PAGES * 4096L, 4096);
            stack = new PageStack(store);
            for (int i = 0; i < PAGES; i++) {
                stack.push(store.take());
            }
        }

        /** Empties the stack; says what is wrong if not each page was there or held, once. */
        final String census(int... held) {
            int[] places = new int[PAGES];
            for (int page : held) {
                if (page != PageStore.NONE) {
                    places[page]++;
                }
            }
            int size = stack.size();
            int popped = 0;
            for (int page = stack.pop(); page != PageStore.NONE; page = stack.pop()) {
                places[page]++;
                if (++popped > PAGES) {
                    return "a circle";
                }
            }
            for (int page = 0; page < PAGES; page++) {
                if (places[page] != 1) {
                    return "page " + page + " in " + places[page] + " places";
                }
            }
            return size == popped ? "each once" : "size=" + size + " of " + popped;
        }
    }

    @JCStressTest
    @Description("ABA: the top is the same again, but what was below it is gone.")
    @Outcome(id = "each once", expect = Expect.ACCEPTABLE, desc = "No page is lost or doubled.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The tag did not help.")
    @State
    public static class PopAgainstPopPopPush extends ThreePages {

        private int first;
        private int kept;

        @Actor
        public void overtaken() {
            first = stack.pop();
        }

        @Actor
        public void overtaking() {
            int top = stack.pop();
            kept = stack.pop();
            stack.push(top);
        }

        @Arbiter
        public void count(L_Result result) {
            result.r1 = census(first, kept);
        }
    }

    @JCStressTest
    @Description("The same for a push, whose height comes from the page that it goes on top of.")
    @Outcome(id = "each once", expect = Expect.ACCEPTABLE, desc = "No page is lost or doubled.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The tag did not help.")
    @State
    public static class PushAgainstPopPush extends ThreePages {

        private final int outside = stack.pop();

        @Actor
        public void push() {
            stack.push(outside);
        }

        @Actor
        public void churn() {
            int top = stack.pop();
            int next = stack.pop();
            stack.push(top);
            if (next != PageStore.NONE) {
                stack.push(next);
            }
        }

        @Arbiter
        public void count(L_Result result) {
            result.r1 = census();
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
    public static class LastPage extends ThreePages {

        public LastPage() {
            stack.pop();
            stack.pop();
        }

        @Actor
        public void one(II_Result result) {
            result.r1 = stack.pop();
        }

        @Actor
        public void other(II_Result result) {
            result.r2 = stack.pop();
        }
    }

    @JCStressTest
    @Description("A stamp that did not change tells that nothing was on the stack in between.")
    @Outcome(id = "same", expect = Expect.ACCEPTABLE, desc = "Nothing was there yet.")
    @Outcome(id = "changed", expect = Expect.ACCEPTABLE, desc = "It is seen.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "A page came and went unseen.")
    @State
    public static class StampAgainstPushPop extends ThreePages {

        private final long before;
        private final int outside;
        private volatile boolean passed;

        public StampAgainstPushPop() {
            stack.pop();
            stack.pop();
            outside = stack.pop();
            before = stack.stamp();
        }

        @Actor
        public void comeAndGo() {
            stack.push(outside);
            stack.pop();
            passed = true;
        }

        @Actor
        public void look(L_Result result) {
            boolean mustSee = passed;
            boolean same = stack.stamp() == before;
            result.r1 = !same ? "changed" : mustSee ? "unseen" : "same";
        }
    }
}
