package io.plimsoll.memory.fuzz;

import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.memory.allocator.MemoryBlock;
import io.plimsoll.memory.allocator.SizeClassAllocator;
import io.plimsoll.memory.segment.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Short uses of memory that are no requests: runs, blocks, pages and bytes of an owner. */
final class FuzzTraffic {

    private static final int MAX_RUN_PAGES = 16;
    private static final int MAX_BLOCK_BYTES = 20_000;

    private final ArbitrationFuzzer fuzzer;
    private final int id;
    private final SplittableRandom random;

    FuzzTraffic(ArbitrationFuzzer fuzzer, int id, SplittableRandom random) {
        this.fuzzer = fuzzer;
        this.id = id;
        this.random = random;
    }

    void pass(MemoryPool pool) {
        try {
            switch (random.nextInt(3)) {
                case 0 -> run(pool);
                case 1 -> blocks(pool);
                default -> owner();
            }
        } catch (MemoryAllocationException
                | MemoryReservationException
                | IllegalArgumentException denied) {
            // as it may be; or the budget was lowered below what is asked for
        }
    }

    private void run(MemoryPool pool) {
        int most = Math.min(MAX_RUN_PAGES, pool.maxRunPages());
        MemorySegment run = pool.tryAllocateRun(1 + random.nextInt(most));
        if (run != null) {
            write(run);
            Thread.yield();
            check(run);
            pool.release(run);
        }
    }

    private void blocks(MemoryPool pool) throws MemoryAllocationException {
        try (SizeClassAllocator blocks = SizeClassAllocator.create(pool)) {
            List<MemoryBlock> held = new ArrayList<>();
            try {
                for (int i = random.nextInt(1, 30); i > 0; i--) {
                    held.add(write(blocks.allocateBlock(random.nextInt(8, MAX_BLOCK_BYTES))));
                    if (random.nextInt(3) == 0) {
                        free(held.remove(random.nextInt(held.size())));
                    }
                }
            } finally {
                held.forEach(this::free);
            }
        }
    }

    private MemoryBlock write(MemoryBlock block) {
        block.putLong(0, id);
        return block;
    }

    private void free(MemoryBlock block) {
        if (block.getLong(0) != id) {
            fuzzer.violations.add("a block of worker %d was overwritten".formatted(id));
        }
        block.free();
    }

    private void owner() throws MemoryAllocationException, MemoryReservationException {
        Object owner = new Object();
        try {
            List<MemorySegment> pages =
                    fuzzer.manager.allocatePages(owner, random.nextInt(MAX_RUN_PAGES));
            pages.forEach(this::write);
            fuzzer.manager.reserveMemory(owner, random.nextInt(MAX_BLOCK_BYTES));
            pages.forEach(this::check);
        } finally {
            fuzzer.manager.releaseAll(owner);
            fuzzer.manager.releaseAllMemory(owner);
        }
    }

    private void write(MemorySegment memory) {
        memory.putInt(0, id);
        memory.putInt(memory.size() - 4, id);
    }

    private void check(MemorySegment memory) {
        if (memory.getInt(0) != id || memory.getInt(memory.size() - 4) != id) {
            fuzzer.violations.add("memory of worker %d was overwritten".formatted(id));
        }
    }
}
