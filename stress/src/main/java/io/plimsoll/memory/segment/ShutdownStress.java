package io.plimsoll.memory.segment;

import io.plimsoll.memory.OnePage;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** The end of a page's lease against the end of all. */
public final class ShutdownStress {

    private ShutdownStress() {}

    @JCStressTest
    @Description("The manager shuts down while a page is released.")
    @Outcome(id = "freed", expect = Expect.ACCEPTABLE, desc = "Nobody can access it any more.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "It is open, and its memory is gone.")
    @State
    public static class ReleaseAgainstShutdown extends OnePage {

        private final MemorySegment page = lease();

        @Actor
        public void release() {
            page.endLease(leases());
        }

        /** What a shutdown does to every page. */
        @Actor
        public void revoke() {
            if (page.lessee() != null) {
                page.close(null);
            }
        }

        @Arbiter
        public void check(L_Result result) {
            result.r1 = page.isFreed() ? "freed" : "open";
        }
    }
}
