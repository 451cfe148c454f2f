package io.plimsoll.mutations;

import java.util.List;

/** Bugs of counting: who has how much, and who may have it. */
final class BudgetBugs {

    static final List<Mutation> ALL =
            List.of(
                    Mutation.of(
                            "a request that fails keeps the pages it had collected (lost chunk)",
                            "budget/PageGrants.java",
                            "                putBack(chain);\n",
                            "",
                            "PoolPagesTest",
                            "PoolTreeModelTest"),
                    Mutation.of(
                            "«fits» though it does not (Netty #15032)",
                            "budget/RoomSearch.java",
                            "                return blocker;\n",
                            "                return null;\n",
                            "PoolTreeModelTest"),
                    Mutation.of(
                            "a byte too many fits (off-by-one capacity)",
                            "budget/allowance/Allowance.java",
                            "if (bytes > limitBytes(mayUseReserve) - insideBytes) {",
                            "if (bytes > limitBytes(mayUseReserve) - insideBytes + 1) {",
                            "MemoryPoolTest"),
                    Mutation.of(
                            "minimum and maximum are mistaken for each other (Netty #14579)",
                            "budget/allowance/Allowance.java",
                            "return Math.max(guaranteeBytes, insideBytes);",
                            "return Math.min(guaranteeBytes, insideBytes);",
                            "PoolTreeModelTest"),
                    Mutation.of(
                            "a negative number of pages is granted (Flink: it inflates the budget)",
                            "OwnerMemory.java",
                            "        requireNotNegative(numberOfPages, \"numberOfPages\");\n",
                            "",
                            "MemoryManagerTest"),
                    Mutation.of(
                            "a negative reservation is granted (Flink: it inflates the budget)",
                            "MemoryPool.java",
                            "        requireNotNegative(bytes, \"bytes\");\n        if (!node.tryReserve(bytes)) {\n",
                            "        if (!node.tryReserve(bytes)) {\n",
                            "MemoryPoolTest"),
                    Mutation.of(
                            "memory that the platform refuses stays charged (Flink)",
                            "budget/PageGrants.java",
                            "        if (chain == PageStore.NONE) {\n            return PageStore.NONE;\n        }\n        charge(leaf, count, found);",
                            "        charge(leaf, count, found);\n        if (chain == PageStore.NONE) {\n            return PageStore.NONE;\n        }",
                            "PoolPagesTest",
                            "MemoryManagerTest",
                            "PoolTreeModelTest"),
                    Mutation.of(
                            "a reservation is not counted (Flink's LocalBufferPool)",
                            "budget/ByteGrants.java",
                            "        leaf.grantedBytes += bytes;\n        search.charge(leaf, bytes, found);",
                            "        leaf.grantedBytes += bytes;",
                            "PoolTreeModelTest"),
                    Mutation.of(
                            "a run counts as one page (under-counted reservation)",
                            "budget/PageGrants.java",
                            "search.charge(leaf, (long) count * pageSizeBytes, found);",
                            "search.charge(leaf, pageSizeBytes, found);",
                            "PoolTreeModelTest",
                            "MemoryPoolTest"),
                    Mutation.of(
                            "more is given back than was reserved",
                            "budget/ByteGrants.java",
                            "if (bytes > leaf.grantedBytes) {",
                            "if (bytes < 0) {",
                            "MemoryPoolTest"),
                    Mutation.of(
                            "more is given back than was reserved, without the lock",
                            "budget/allowance/ByteSlack.java",
                            "if (seen < 0 || bytes > quantumBytes - (seen & SLACK_MASK)) {",
                            "if (seen < 0) {",
                            "budget.ByteSlackTest"),
                    Mutation.of(
                            "what others have at hand is overlooked: a false denial",
                            "budget/RoomSearch.java",
                            "            if (leaf.isWithin(pool)) {\n",
                            "            if (leaf == pool) {\n",
                            "PoolTreeModelTest",
                            "PoolConcurrencyTest"),
                    Mutation.of(
                            "a pool closes, and what it has at hand stays there",
                            "budget/PoolTree.java",
                            "        search.empty(pool);\n        detachIfEmpty(pool);",
                            "        detachIfEmpty(pool);",
                            "PoolPagesTest"),
                    Mutation.of(
                            "what comes back stays at hand while somebody waits (lost wake-up)",
                            "budget/PoolTree.java",
                            "        return !contention.isWaiting()\n                &&",
                            "        return",
                            "budget.WaitingTest"),
                    Mutation.of(
                            "who gives memory back tells nobody (lost wake-up)",
                            "budget/PoolTree.java",
                            "            pages.giveBack(leaf, page, mayKeepAtHand(leaf));\n            detached = detachIfEmpty(leaf);\n        }\n        tellBack(detached);",
                            "            pages.giveBack(leaf, page, mayKeepAtHand(leaf));\n            detached = detachIfEmpty(leaf);\n        }",
                            "budget.WaitingTest"),
                    Mutation.of(
                            "a lowered budget is granted from as before",
                            "budget/Limits.java",
                            "            setMax(root, memorySizeBytes);\n",
                            "            setMax(root, Math.max(memorySizeBytes, root.allowance.maxBytes()));\n",
                            "PoolTreeModelTest"),
                    Mutation.of(
                            "a budget grows, and the number of pages does not",
                            "budget/Limits.java",
                            "            tree.store().resize(memorySizeBytes);\n",
                            "",
                            "MemoryManagerTest"),
                    Mutation.of(
                            "who hands on some of its maximum keeps it, too",
                            "budget/Limits.java",
                            "        setMax(from, giverMaxBytes);\n",
                            "",
                            "MemoryPoolTest",
                            "PoolTreeModelTest"),
                    Mutation.of(
                            "a denial looks at all pools there are",
                            "budget/RoomSearch.java",
                            "        PoolNode leaf = stocks.first();\n",
                            "        pool.children.forEach(this::empty);\n        PoolNode leaf = stocks.first();\n",
                            "budget.ManyPoolsTest"),
                    Mutation.of(
                            "a pool that closes looks for its place among all others",
                            "budget/PoolTree.java",
                            "&& parent.children.remove(pool);",
                            "&& parent.children.stream().anyMatch(pool::equals) && parent.children.remove(pool);",
                            "budget.ManyPoolsTest"),
                    Mutation.of(
                            "owners that hold nothing are remembered for ever",
                            "OwnerLedger.java",
                            "            close(idle.getAndSet(account.place, account));\n",
                            "            idle.set(account.place, account);\n",
                            "owner.IdleOwnersTest"),
                    Mutation.of(
                            "an owner that holds nothing keeps the root from taking memory",
                            "MemoryManager.java",
                            "        tree.onRootUse(owners::closeIdle);\n",
                            "",
                            "owner.IdleOwnersTest"),
                    Mutation.of(
                            "a closed pool keeps its guarantee",
                            "budget/PoolTree.java",
                            "        pool.allowance.dropGuarantee();\n",
                            "",
                            "MemoryPoolTest",
                            "PoolTreeModelTest"));

    private BudgetBugs() {}
}
