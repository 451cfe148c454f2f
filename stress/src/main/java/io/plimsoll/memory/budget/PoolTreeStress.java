package io.plimsoll.memory.budget;

import io.plimsoll.memory.budget.allowance.PoolTerms;
import io.plimsoll.memory.budget.figures.LimitChange;
import io.plimsoll.memory.pages.PageStore;
import io.plimsoll.memory.region.SharedMemory;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZL_Result;
import org.openjdk.jcstress.infra.results.ZZL_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A tree of pools: who gets the last memory, and what a close leaves. */
public final class PoolTreeStress {

    private static final int PAGE = 4096;

    private PoolTreeStress() {}

    /** Two pools, "a" and "b", that share some pages. */
    abstract static class TwoPools {

        final PoolTree tree;
        final PoolNode a;
        final PoolNode b;

        TwoPools(int pages) {
            tree =
                    new PoolTree(
                            new PageStore(new SharedMemory(), (long) pages * PAGE, PAGE),
                            (long) pages * PAGE);
            a = open("a");
            b = open("b");
        }

        private PoolNode open(String name) {
            PoolTerms terms = new PoolTerms(name, 0, Long.MAX_VALUE, 0, false, false);
            return ((Opening.Opened) tree.open(tree.root(), terms)).pool();
        }

        /** Says what does not hold now that nobody is at work and some bytes are out. */
        final String check(long usedBytes) {
            tree.books().verify();
            long used = tree.books().usedBytes(tree.root());
            return used == usedBytes ? "sound" : "used=" + used;
        }
    }

    @JCStressTest
    @Description("Two pools want the last page.")
    @Outcome(
            id = {"true, false, sound", "false, true, sound"},
            expect = Expect.ACCEPTABLE,
            desc = "One has it.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Both have it, or nobody.")
    @State
    public static class LastPage extends TwoPools {

        public LastPage() {
            super(1);
        }

        @Actor
        public void one(ZZL_Result result) {
            result.r1 = a.takePage() != PageStore.NONE;
        }

        @Actor
        public void other(ZZL_Result result) {
            result.r2 = b.takePage() != PageStore.NONE;
        }

        @Arbiter
        public void check(ZZL_Result result) {
            result.r3 = check(PAGE);
        }
    }

    @JCStressTest
    @Description("Two pools want bytes of which there are enough for either.")
    @Outcome(
            id = {"true, false, sound", "false, true, sound"},
            expect = Expect.ACCEPTABLE,
            desc = "One has them.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Both have them, or nobody.")
    @State
    public static class LastBytes extends TwoPools {

        public LastBytes() {
            super(10);
        }

        @Actor
        public void one(ZZL_Result result) {
            result.r1 = a.tryReserve(6 * PAGE);
        }

        @Actor
        public void other(ZZL_Result result) {
            result.r2 = b.tryReserve(6 * PAGE);
        }

        @Arbiter
        public void check(ZZL_Result result) {
            result.r3 = check(6 * PAGE);
        }
    }

    @JCStressTest
    @Description("A request that cannot be met, beside one that can.")
    @Outcome(
            id = "false, true, sound",
            expect = Expect.ACCEPTABLE,
            desc = "It takes nothing from it.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The doomed one was in the way.")
    @State
    public static class DoomedAgainstFitting extends TwoPools {

        public DoomedAgainstFitting() {
            super(4);
        }

        @Actor
        public void doomed(ZZL_Result result) {
            result.r1 = a.tryReserve(5 * PAGE) || a.takePages(5) != PageStore.NONE;
        }

        @Actor
        public void fitting(ZZL_Result result) {
            result.r2 = b.tryReserve(4 * PAGE);
        }

        @Arbiter
        public void check(ZZL_Result result) {
            result.r3 = check(4 * PAGE);
        }
    }

    @JCStressTest
    @Description(
            "A page moves between two pools' hands while it is looked for; there is one for each.")
    @Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "Each gets one.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "A denial that was never true.")
    @State
    public static class OneForEach extends TwoPools {

        public OneForEach() {
            super(2);
        }

        @Actor
        public void one(ZZ_Result result) {
            result.r1 = takeFromBoth();
        }

        @Actor
        public void other(ZZ_Result result) {
            result.r2 = takeFromBoth();
        }

        private boolean takeFromBoth() {
            boolean taken = takeAndGiveBack(a);
            return taken & takeAndGiveBack(b) & takeAndGiveBack(a);
        }

        private static boolean takeAndGiveBack(PoolNode pool) {
            int page = pool.takePage();
            if (page == PageStore.NONE) {
                return false;
            }
            pool.giveBack(page);
            return true;
        }
    }

    @JCStressTest
    @Description("A pool closes while it is asked for a page that it has at hand.")
    @Outcome(id = "sound", expect = Expect.ACCEPTABLE, desc = "It leaves nothing behind.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "A page stays with the dead.")
    @State
    public static class CloseAgainstTake extends TwoPools {

        public CloseAgainstTake() {
            super(4);
            a.giveBack(a.takePage());
        }

        @Actor
        public void take() {
            try {
                a.giveBack(a.takePage());
            } catch (IllegalStateException closed) {
                // as it should
            }
        }

        @Actor
        public void close() {
            tree.close(a);
        }

        @Arbiter
        public void check(L_Result result) {
            boolean gone =
                    tree.root().allowance.insideBytes() == b.allowance.chargedBytes()
                            && tree.root().children.size() == 1;
            result.r1 = gone ? check(0) : "still there";
        }
    }

    @JCStressTest
    @Description("A pool closes while its last page comes back.")
    @Outcome(id = "sound", expect = Expect.ACCEPTABLE, desc = "It leaves nothing behind.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "A page stays with the dead.")
    @State
    public static class CloseAgainstGiveBack extends TwoPools {

        private final int page;

        public CloseAgainstGiveBack() {
            super(4);
            page = a.takePage();
        }

        @Actor
        public void giveBack() {
            a.giveBack(page);
        }

        @Actor
        public void close() {
            tree.close(a);
        }

        @Arbiter
        public void check(L_Result result) {
            boolean gone =
                    tree.root().allowance.insideBytes() == b.allowance.chargedBytes()
                            && tree.root().children.size() == 1;
            result.r1 = gone ? check(0) : "still there";
        }
    }

    @JCStressTest
    @Description("Somebody starts to wait while the last page comes back.")
    @Outcome(
            id = {"served, quiet", "served, told", "denied, told"},
            expect = Expect.ACCEPTABLE,
            desc = "He knows.")
    @Outcome(
            id = "denied, quiet",
            expect = Expect.FORBIDDEN,
            desc = "A lost wake-up: he waits for ever.")
    @State
    public static class WaitAgainstGiveBack extends TwoPools {

        private final int page;
        private volatile boolean told;

        public WaitAgainstGiveBack() {
            super(1);
            page = a.takePage();
            tree.contention().onFreed(() -> told = true);
        }

        @Actor
        public void await(LL_Result result) {
            tree.contention().setWaiting(true);
            result.r1 = b.takePage() == PageStore.NONE ? "denied" : "served";
        }

        @Actor
        public void giveBack() {
            a.giveBack(page);
        }

        @Arbiter
        public void check(LL_Result result) {
            result.r2 = told ? "told" : "quiet";
        }
    }

    @JCStressTest
    @Description("Two threads give the same reserved bytes back.")
    @Outcome(
            id = {"true, false, sound", "false, true, sound"},
            expect = Expect.ACCEPTABLE,
            desc = "One is refused.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The budget grew.")
    @State
    public static class DoubleUnreserve extends TwoPools {

        public DoubleUnreserve() {
            super(4);
            a.tryReserve(3 * PAGE);
        }

        private boolean unreserve() {
            try {
                a.unreserve(3 * PAGE);
                return true;
            } catch (IllegalStateException refused) {
                return false;
            }
        }

        @Actor
        public void one(ZZL_Result result) {
            result.r1 = unreserve();
        }

        @Actor
        public void other(ZZL_Result result) {
            result.r2 = unreserve();
        }

        @Arbiter
        public void check(ZZL_Result result) {
            result.r3 = check(0);
        }
    }

    @JCStressTest
    @Description("A pool's maximum is lowered below what is asked of it at the same time.")
    @Outcome(
            id = {"true, sound", "false, sound"},
            expect = Expect.ACCEPTABLE,
            desc = "What was granted before stays, nothing is granted afterwards.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "More than the maximum was granted after it.")
    @State
    public static class ResizeAgainstReserve extends TwoPools {

        private LimitChange change = new LimitChange.Changed(0);

        public ResizeAgainstReserve() {
            super(4);
        }

        @Actor
        public void reserve(ZL_Result result) {
            result.r1 = a.tryReserve(3 * PAGE);
        }

        @Actor
        public void shrink() {
            change = tree.limits().resize(a, 0, PAGE);
        }

        @Arbiter
        public void check(ZL_Result result) {
            long overhang = ((LimitChange.Changed) change).overhangBytes();
            boolean grantedFirst = overhang == 2 * PAGE;
            if (result.r1 != grantedFirst || a.tryReserve(PAGE) == result.r1) {
                result.r2 = "overhang=" + overhang;
            } else {
                result.r2 = check(result.r1 ? 3 * PAGE : PAGE);
            }
        }
    }

    @JCStressTest
    @Description("The whole budget shrinks while its last page is taken.")
    @Outcome(
            id = {"true, sound", "false, sound"},
            expect = Expect.ACCEPTABLE,
            desc = "Either, whole.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Sums are wrong.")
    @State
    public static class ResizeAgainstTake extends TwoPools {

        public ResizeAgainstTake() {
            super(2);
            a.giveBack(a.takePage());
            b.takePage();
        }

        @Actor
        public void take(ZL_Result result) {
            result.r1 = a.takePage() != PageStore.NONE;
        }

        @Actor
        public void shrink() {
            tree.limits().resizeBudget(PAGE, 0);
        }

        @Arbiter
        public void check(ZL_Result result) {
            boolean more = b.takePage() != PageStore.NONE;
            result.r2 = more ? "too much" : check(result.r1 ? 2 * PAGE : PAGE);
        }
    }
}
