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
                            "        if ((bits & freed) != 0) {\n",
                            "        if (bits == 0 && freed == 0) {\n",
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
                            "shared ? null : source.take(this, sizeClass)",
                            "source.take(this, sizeClass)",
                            "allocator.AllocatorLocksTest"),
                    Mutation.of(
                            "who needs a chunk waits for one whose evictor waits for him",
                            "allocator/GrowthTurn.java",
                            "PATIENCE_MILLIS = 10;",
                            "PATIENCE_MILLIS = 10_000;",
                            "allocator.AllocatorLocksTest"));

    private AllocatorBugs() {}
}
