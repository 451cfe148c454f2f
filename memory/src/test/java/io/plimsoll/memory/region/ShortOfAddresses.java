package io.plimsoll.memory.region;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.segment.MemorySegment;

/** Run by {@link AddressLimitTest} in a process that may have few addresses. */
final class ShortOfAddresses {

    private ShortOfAddresses() {}

    public static void main(String[] args) {
        try (MemoryManager manager =
                MemoryManager.create(Long.parseLong(args[0]), MemoryManager.DEFAULT_PAGE_SIZE)) {
            MemoryPool pool = manager.rootPool();
            MemorySegment run = pool.tryAllocateRun(3);
            if (run != null) {
                run.putLong(70_000, 42);
                System.out.println("run=" + run.getLong(70_000));
            }
            MemorySegment page = pool.tryAllocatePage();
            if (page != null) {
                page.putLong(0, 43);
                System.out.println("page=" + page.getLong(0));
            }
            manager.rootPool().outstanding();
        } catch (RegionException refused) {
            System.out.println("refused: " + refused.getMessage());
        }
    }
}
