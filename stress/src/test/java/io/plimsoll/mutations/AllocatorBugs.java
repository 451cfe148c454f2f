package io.plimsoll.mutations;

import java.util.List;

/** Bugs of allocators of blocks. */
final class AllocatorBugs {

    static final List<Mutation> ALL =
            List.of(
                    Mutation.of(
                            "two free buddies stay apart at the last order",
                            "allocator/buddy/BuddyChunk.java",
                            "while (order < maxOrder && free",
                            "while (order < maxOrder - 1 && free",
                            "allocator.BuddyAllocatorModelTest"),
                    Mutation.of(
                            "a block grows over a buddy that is not free (Netty #16767)",
                            "allocator/buddy/BuddyChunk.java",
                            "if ((block & 1) != 0 || !free[grown].contains(block + 1)) {",
                            "if ((block & 1) != 0) {",
                            "allocator.BuddyAllocatorModelTest",
                            "allocator.BuddyAllocatorTest"),
                    Mutation.of(
                            "a set of numbers keeps a mark of a word that is empty (sentinel)",
                            "allocator/buddy/FreeBits.java",
                            "            if (level[word] != 0) {\n",
                            "            if (level[word] != 0 || level != null) {\n",
                            "allocator.buddy.FreeBitsTest"),
                    Mutation.of(
                            "a slab has a block more than fits (off-by-one capacity)",
                            "allocator/slab/Slab.java",
                            "capacity = (int) (slabBytes / newBlockBytes);",
                            "capacity = (int) (slabBytes / newBlockBytes) + 1;",
                            "allocator.SizeClassAllocatorModelTest"),
                    Mutation.of(
                            "an empty slab is not given away (Netty #14348: lost chunk)",
                            "allocator/slab/BlockHeap.java",
                            "            source.give(slab);\n",
                            "",
                            "allocator.SizeClassAllocatorModelTest",
                            "allocator.SizeClassAllocatorTest"),
                    Mutation.of(
                            "a block freed by another thread is never collected",
                            "allocator/slab/RemoteFrees.java",
                            "return known == 0;",
                            "return false;",
                            "allocator.SizeClassAllocatorModelTest",
                            "allocator.SizeClassAllocatorTest"),
                    Mutation.of(
                            "a block freed twice is handed out twice",
                            "allocator/slab/Slab.java",
                            "        if (!isLive(index)) {\n",
                            "        if (index < 0) {\n",
                            "allocator.SizeClassAllocatorModelTest",
                            "allocator.SizeClassAllocatorTest"),
                    Mutation.of(
                            "a block that its owner frees twice at once is handed out twice",
                            "allocator/slab/Slab.java",
                            "        if ((bits & bit) != 0) {\n",
                            "        if (bits == 0 && bit == 0) {\n",
                            "allocator.slab.SlabTest"),
                    Mutation.of(
                            "of two threads that free another's block neither learns of it",
                            "allocator/slab/RemoteFrees.java",
                            "            if ((known & bit) != 0) {\n",
                            "            if (known == 0 && bit == 0) {\n",
                            "allocator.slab.SlabTest"),
                    Mutation.of(
                            "a block that is free is freed once more when it is collected",
                            "allocator/slab/Slab.java",
                            "return (freed & bits) == 0;",
                            "return true;",
                            "allocator.slab.SlabTest",
                            "allocator.SizeClassAllocatorTest"),
                    Mutation.of(
                            "a slab goes while others have freed blocks of it once more",
                            "allocator/slab/BlockHeap.java",
                            "        if (slab.hasNoRemoteFrees()) {\n",
                            "        if (slab.hasNoRemoteFrees() || slab.used() == 0) {\n",
                            "allocator.slab.SlabDepotTest"),
                    Mutation.of(
                            "an evictor is called under the lock of a shared heap",
                            "allocator/slab/BlockHeap.java",
                            "next == null && !shared",
                            "next == null",
                            "allocator.AllocatorLocksTest"),
                    Mutation.of(
                            "what others freed of an ended thread's blocks is had by nobody",
                            "allocator/SizeClassAllocator.java",
                            "return depot.emptyBytes() + threads.idleBytes() + shared.idleBytes();",
                            "return depot.emptyBytes();",
                            "allocator.IdleMemoryTest"),
                    Mutation.of(
                            "a block freed too late is freed in the hands of the slab's next owner",
                            "allocator/slab/Slab.java",
                            "if (!hasNoRemoteFrees()) {",
                            "if (heap == null) {",
                            "allocator.slab.SlabDepotTest"),
                    Mutation.of(
                            "who asks for memory gives the slab away that it takes a block from",
                            "allocator/slab/BlockHeap.java",
                            "long block = slab.tryTake();\n        makeCurrent(slab);\n        return block;",
                            "makeCurrent(slab);\n        return slab.tryTake();",
                            "allocator.slab.SlabDepotTest"),
                    Mutation.of(
                            "what was pending is lost when memory cannot be given back",
                            "allocator/slab/BlockHeap.java",
                            "                push(freed);\n",
                            "",
                            "allocator.slab.SlabDepotTest"),
                    Mutation.of(
                            "an allocator that cannot collect keeps its memory for ever",
                            "allocator/SizeClassAllocator.java",
                            "        } finally {\n            closeCollected(figures());\n        }",
                            "        } catch (Error never) {}\n        closeCollected(figures());",
                            "allocator.SizeClassAllocatorTest"),
                    Mutation.of(
                            "who needs a chunk waits for one whose evictor waits for him",
                            "allocator/GrowthTurn.java",
                            "PATIENCE_MILLIS = 10;",
                            "PATIENCE_MILLIS = 10_000;",
                            "allocator.AllocatorLocksTest"));

    private AllocatorBugs() {}
}
