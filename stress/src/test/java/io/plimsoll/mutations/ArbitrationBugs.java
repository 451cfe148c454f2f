package io.plimsoll.mutations;

import java.util.List;

/** Bugs of waiting: who is served, who is overlooked, who has to go. */
final class ArbitrationBugs {

    static final List<Mutation> ALL =
            List.of(
                    Mutation.of(
                            "a large request is overtaken for ever (starvation)",
                            "arbitration/WaitQueue.java",
                            "return inherits || bypasses >= MAX_BYPASSES;",
                            "return inherits && bypasses < 0;",
                            "arbitration.WaitQueueTest"),
                    Mutation.of(
                            "a large request holds up all behind it (Velox: the first blocks the line)",
                            "arbitration/WaitQueue.java",
                            "if (first.isExclusive() && service.compete(place, first)) {",
                            "if (service.compete(place, first)) {",
                            "arbitration.WaitQueueTest",
                            "arbitration.ServiceOrderTest"),
                    Mutation.of(
                            "a new pool's minimum is never gathered (starvation)",
                            "arbitration/Claim.java",
                            "long bytes = Math.min(missingBytes(), availableBytes());",
                            "long bytes = 0;",
                            "arbitration.ServiceOrderTest"),
                    Mutation.of(
                            "a pool of higher priority is failed for one of lower",
                            "arbitration/Rescue.java",
                            "return priority < waiter.priority || (",
                            "return priority != waiter.priority || (",
                            "arbitration.RescueTest"),
                    Mutation.of(
                            "nobody sees that all who hold memory wait for more (deadlock)",
                            "arbitration/Rescue.java",
                            "if (isDeadlocked(waiter, shortfall, parked)) {",
                            "if (waiter == null) {",
                            "arbitration.RescueTest"),
                    Mutation.of(
                            "what was gathered for a request goes down with it (Spark, DataFusion: lost reservation)",
                            "arbitration/WaitingRoom.java",
                            "            waiter.claim.giveBack();\n            how.run();",
                            "            how.run();",
                            "arbitration.ServiceOrderTest"),
                    Mutation.of(
                            "a request is granted and cancelled, both",
                            "arbitration/WaitingRoom.java",
                            "            if (!waiter.isWaiting()) {\n                return false;\n            }\n            queue.remove(waiter);",
                            "            queue.remove(waiter);",
                            "arbitration.WaitEndTest"),
                    Mutation.of(
                            "memory comes free while the queue is served, and nobody looks again (lost wake-up)",
                            "arbitration/WaitingRoom.java",
                            "        lock.unlock();\n        serveIfDue();",
                            "        lock.unlock();",
                            "arbitration.ServiceOrderTest"),
                    Mutation.of(
                            "memory is requested while giving memory back (Spark: it allocates while spilling)",
                            "arbitration/Arbiter.java",
                            "if (tree.contention().isReclaiming()) {",
                            "if (tree.contention().isReclaiming() && pool.isClosed()) {",
                            "arbitration.ReclaimRulesTest"),
                    Mutation.of(
                            "memory is taken while giving memory back",
                            "budget/ReclaimGuard.java",
                            "if (!isInside()) {",
                            "if (!isInside() || bytes > 0) {",
                            "arbitration.ReclaimRulesTest"),
                    Mutation.of(
                            "who threw while giving memory back stays in service, torn",
                            "arbitration/Givers.java",
                            "                known.remove(giver);\n                arbiter.failTorn(giver, thrown);",
                            "                known.remove(giver);",
                            "arbitration.ReclaimRulesTest"));

    private ArbitrationBugs() {}
}
