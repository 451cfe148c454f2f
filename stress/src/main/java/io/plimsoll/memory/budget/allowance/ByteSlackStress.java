package io.plimsoll.memory.budget.allowance;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A cell of bytes at hand: what is reserved and what is slack are one quantum at every instant. */
public final class ByteSlackStress {

    private static final int QUANTUM = 1000;

    private ByteSlackStress() {}

    /** One open cell, which all threads use. */
    abstract static class OneCell {

        final ByteSlack cell = new ByteSlack(1, QUANTUM);

        OneCell(int slackBytes) {
            cell.openHome(slackBytes);
        }
    }

    @JCStressTest
    @Description("Two reserve bytes of which there are enough for either.")
    @Outcome(
            id = {"true, false", "false, true"},
            expect = Expect.ACCEPTABLE,
            desc = "One has them.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Both have them, or nobody.")
    @State
    public static class LastBytes extends OneCell {

        public LastBytes() {
            super(QUANTUM);
        }

        @Actor
        public void one(ZZ_Result result) {
            result.r1 = cell.tryReserve(600);
        }

        @Actor
        public void other(ZZ_Result result) {
            result.r2 = cell.tryReserve(600);
        }
    }

    @JCStressTest
    @Description("Two give back bytes that were reserved once.")
    @Outcome(
            id = {"true, false", "false, true"},
            expect = Expect.ACCEPTABLE,
            desc = "One is refused.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The budget grew, or shrank.")
    @State
    public static class DoubleUnreserve extends OneCell {

        public DoubleUnreserve() {
            super(QUANTUM - 600);
        }

        @Actor
        public void one(ZZ_Result result) {
            result.r1 = cell.tryUnreserve(600);
        }

        @Actor
        public void other(ZZ_Result result) {
            result.r2 = cell.tryUnreserve(600);
        }
    }

    @JCStressTest
    @Description("A cell is closed while bytes are reserved and given back.")
    @Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "The rest of its quantum is reserved.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Bytes are lost, or out of nothing.")
    @State
    public static class CloseAgainstReserve extends OneCell {

        private long reserved = 300;
        private long collected;

        public CloseAgainstReserve() {
            super(QUANTUM - 300);
        }

        @Actor
        public void user() {
            reserved += cell.tryReserve(500) ? 500 : 0;
            reserved -= cell.tryUnreserve(100) ? 100 : 0;
        }

        @Actor
        public void closer() {
            collected = cell.closeAll();
        }

        @Arbiter
        public void check(Z_Result result) {
            result.r1 = collected + reserved == QUANTUM && !cell.tryReserve(1);
        }
    }
}
