package io.plimsoll.memory;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Retain against last release, for what has more than one holder: an owner's account, which is
 * closed when nobody is inside and nothing is left, and a shared resource.
 */
public final class RetainStress {

    private static final int PAGE = OnePage.PAGE;

    private RetainStress() {}

    private static String reserve(MemoryManager manager, Object owner) {
        try {
            manager.reserveMemory(owner, PAGE / 2);
            return "reserved";
        } catch (MemoryReservationException denied) {
            return "denied";
        }
    }

    private static String check(MemoryManager manager, Object owner) {
        manager.verify();
        if (manager.usedBytes() != PAGE / 2) {
            return "used=" + manager.usedBytes();
        }
        manager.releaseAllMemory(owner);
        return manager.availableMemory() == PAGE ? "kept" : "lost";
    }

    @JCStressTest
    @Description("An idle owner's account is closed while the owner comes back.")
    @Outcome(id = "reserved, kept", expect = Expect.ACCEPTABLE, desc = "In the old or a new one.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Taken from a closed account, or not counted.")
    @State
    public static class OwnerAgainstCloseOfIdle {

        private final MemoryManager manager = OnePage.manager();

        public OwnerAgainstCloseOfIdle() {
            reserve(manager, this);
            manager.releaseAllMemory(this);
        }

        @Actor
        public void comeBack(L_Result result) {
            result.r1 = reserve(manager, this);
        }

        @Actor
        public void closeIdle() {
            manager.owners().closeIdle();
        }

        @Arbiter
        public void check(L_Result result) {
            result.r1 += ", " + RetainStress.check(manager, this);
        }
    }

    @JCStressTest
    @Description("An owner gives its last back, is found idle, and takes again, all at once.")
    @Outcome(id = "reserved, kept", expect = Expect.ACCEPTABLE, desc = "What was taken counts.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Taken from a closed account, or not counted.")
    @State
    public static class OwnerAgainstItsLastRelease {

        private final MemoryManager manager = OnePage.manager();

        public OwnerAgainstItsLastRelease() {
            reserve(manager, this);
        }

        @Actor
        public void releaseLast() {
            manager.releaseMemory(this, PAGE / 2);
            manager.owners().closeIdle();
        }

        @Actor
        public void retain(L_Result result) {
            result.r1 = reserve(manager, this);
        }

        @Arbiter
        public void check(L_Result result) {
            result.r1 += ", " + RetainStress.check(manager, this);
        }
    }

    /** Says whether it was closed. */
    private static final class Resource implements AutoCloseable {

        private volatile boolean closed;

        @Override
        public void close() {
            closed = true;
        }
    }

    @JCStressTest
    @Description("The last holder of a shared resource lets go while another one asks for it.")
    @Outcome(id = "live, all back", expect = Expect.ACCEPTABLE, desc = "The same, or a new one.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "A closed one, or its memory is lost.")
    @State
    public static class ResourceAgainstItsLastClose {

        private final MemoryManager manager = OnePage.manager();
        private final OpaqueMemoryResource<Resource> first = hold();

        private OpaqueMemoryResource<Resource> hold() {
            try {
                return manager.getSharedMemoryResourceForManagedMemory(
                        "cache", _ -> new Resource(), 1);
            } catch (Exception impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        private static void close(OpaqueMemoryResource<Resource> held) {
            try {
                held.close();
            } catch (Exception impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Actor
        public void letGo() {
            close(first);
        }

        @Actor
        public void retain(L_Result result) {
            OpaqueMemoryResource<Resource> second = hold();
            result.r1 = second.getResourceHandle().closed ? "closed" : "live";
            close(second);
        }

        @Arbiter
        public void check(L_Result result) {
            manager.verify();
            result.r1 += manager.availableMemory() == PAGE ? ", all back" : ", lost";
        }
    }
}
