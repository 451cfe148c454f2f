package io.plimsoll.mutations;

import java.util.List;

/** Bugs of counting: who has how much, and who may have it. */
final class BudgetBugs {

    static final List<Mutation> ALL =
            List.of(
                    Mutation.of(
                            "a request that fails keeps the pages it had collected (lost chunk)",
                            "budget/PageGrants.java",
                            "                putAtHand(leaf, chain);\n",
                            "",
                            "PoolTreeModelTest",
                            "PoolConcurrencyTest"),
                    Mutation.of(
                            "«fits» though it does not (Netty #15032)",
                            "budget/PageGrants.java",
                            "            if (!mayFindRoom(pool, bytes)) {\n                return false;",
                            "            if (!mayFindRoom(pool, bytes)) {\n                return true;",
                            "PoolTreeModelTest"),
                    Mutation.of(
                            "a byte too many fits (off-by-one capacity)",
                            "budget/PoolNode.java",
                            "        long own = maxBytes - insideBytes;",
                            "        long own = maxBytes - insideBytes + 1;",
                            "PoolTreeModelTest",
                            "MemoryPoolTest"),
                    Mutation.of(
                            "minimum and maximum are mistaken for each other (Netty #14579)",
                            "budget/PoolNode.java",
                            "return Math.max(guaranteeBytes, insideBytes);",
                            "return Math.min(guaranteeBytes, insideBytes);",
                            "PoolTreeModelTest"),
                    Mutation.of(
                            "a negative number of pages is granted (Flink: it inflates the budget)",
                            "MemoryManager.java",
                            "        requireNotNegative(numberOfPages, \"numberOfPages\");\n",
                            "",
                            "MemoryManagerTest"),
                    Mutation.of(
                            "a negative reservation is granted (Flink: it inflates the budget)",
                            "MemoryPool.java",
                            """
                                    requireNotNegative(bytes, "bytes");
                                    return node.tree().tryReserve(node, bytes);
                            """,
                            """
                                    return node.tree().tryReserve(node, bytes);
                            """,
                            "MemoryPoolTest"),
                    Mutation.of(
                            "memory that the platform refuses stays charged (Flink)",
                            "budget/PageGrants.java",
                            """
                                        mapFailure = refused.getMessage();
                                        return PageStore.NONE;
                                    }
                                    leaf.heldPages++;
                            """,
                            """
                                        mapFailure = refused.getMessage();
                                        addHeld(leaf, pageSizeBytes);
                                        return PageStore.NONE;
                                    }
                                    leaf.heldPages++;
                            """,
                            "MemoryPoolTest",
                            "MemoryManagerTest",
                            "PoolTreeModelTest"),
                    Mutation.of(
                            "a reservation is not counted (Flink's LocalBufferPool)",
                            "budget/PoolTree.java",
                            "            grants.addHeld(leaf, bytes);\n",
                            "",
                            "PoolTreeModelTest"),
                    Mutation.of(
                            "a run counts as one page (under-counted reservation)",
                            "budget/PageGrants.java",
                            "            leaf.heldPages += pages;\n            addHeld(leaf, bytes);",
                            "            leaf.heldPages++;\n            addHeld(leaf, pageSizeBytes);",
                            "PoolTreeModelTest",
                            "MemoryPoolTest"),
                    Mutation.of(
                            "more is given back than was taken",
                            "budget/PoolTree.java",
                            "if (bytes > leaf.reservedBytes) {",
                            "if (bytes < 0) {",
                            "MemoryPoolTest"),
                    Mutation.of(
                            "a page that moves from hand to hand is overlooked: a false denial",
                            "budget/PageGrants.java",
                            " || !isUntouched(blocker)",
                            "",
                            "PoolConcurrencyTest"),
                    Mutation.of(
                            "a page comes back to a pool that closes, and stays there",
                            "budget/PoolNode.java",
                            "size > maxPagesAtHand || stopped ||",
                            "size > maxPagesAtHand ||",
                            "MemoryPoolTest",
                            "PoolConcurrencyTest"),
                    Mutation.of(
                            "who gives memory back does not look for waiters (lost wake-up)",
                            "budget/PoolNode.java",
                            " || stopped || tree.isWaiting()",
                            " || stopped",
                            "budget.WaitingTest"),
                    Mutation.of(
                            "a closed pool keeps its guarantee",
                            "budget/PoolTree.java",
                            "        pool.dropGuarantee();\n",
                            "",
                            "MemoryPoolTest",
                            "PoolTreeModelTest"));

    private BudgetBugs() {}
}
