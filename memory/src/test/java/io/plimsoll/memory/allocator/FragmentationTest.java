package io.plimsoll.memory.allocator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.leak.LeakDetection;
import io.plimsoll.memory.snapshot.AllocatorFigures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Figures of fragmentation, on layouts that are known. */
class FragmentationTest {

    private static final int PAGE = MemoryManager.DEFAULT_PAGE_SIZE;
    private static final double EXACT = 1e-12;

    private final MemoryManager manager =
            MemoryManager.builder()
                    .memorySizeBytes(16L << 20)
                    .leakDetection(LeakDetection.SIMPLE)
                    .build();

    @AfterEach
    void close() {
        manager.verify();
        manager.close();
    }

    private MemoryPool pool() throws Exception {
        return manager.rootPool().newChild("job", 0, Long.MAX_VALUE);
    }

    private static List<Long> take(BlockAllocator allocator, int count, int sizeBytes)
            throws Exception {
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            blocks.add(allocator.allocate(sizeBytes));
        }
        return blocks;
    }

    /**
     * <pre>
     *   a chunk of 16 units of 64 KiB    0  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15
     *                                    x  -  x  -  x  -  x  x  x  x  x  x  -----------
     * </pre>
     */
    @Test
    void ofBuddies() throws Exception {
        int unit = 64 << 10;
        try (BuddyAllocator allocator = BuddyAllocator.create(pool())) {
            List<Long> blocks = take(allocator, 12, unit);
            List.of(1, 3, 5).forEach(index -> allocator.free(blocks.get(index)));
            AllocatorFigures figures = allocator.figures();
            assertThat(figures.reservedBytes()).isEqualTo(16L * unit);
            assertThat(figures.liveBytes()).isEqualTo(9L * unit);
            assertThat(figures.freeBytes()).isEqualTo(7L * unit);
            assertThat(figures.largestFreeBytes()).isEqualTo(4L * unit);
            assertThat(figures.fragmentation()).isEqualTo(7.0 / 16, within(EXACT));
            assertThat(figures.scatter()).isEqualTo(3.0 / 7, within(EXACT));

            List.of(0, 2, 4, 6, 7, 8, 9, 10, 11)
                    .forEach(index -> allocator.free(blocks.get(index)));
            AllocatorFigures idle = allocator.figures();
            assertThat(idle.idleBytes()).isEqualTo(16L * unit);
            assertThat(idle.fragmentation()).as("all of it could go back").isZero();
            assertThat(idle.scatter()).isZero();
        }
    }

    @Test
    void ofSizeClasses() throws Exception {
        try (SizeClassAllocator allocator = SizeClassAllocator.create(pool())) {
            List<Long> blocks = take(allocator, 1, 1000);
            long slab = allocator.figures().reservedBytes();
            int capacity = (int) (slab / 1024);
            blocks.addAll(take(allocator, 2 * capacity - 1, 1000));
            AllocatorFigures full = allocator.figures();
            assertThat(full.reservedBytes()).isEqualTo(2 * slab);
            assertThat(full.liveBytes()).isEqualTo(2 * slab);
            assertThat(full.fragmentation()).isZero();
            assertThat(full.scatter()).isZero();

            // one block is left of the first slab, none of the second, which is at hand
            blocks.subList(1, 2 * capacity).forEach(allocator::free);
            AllocatorFigures sparse = allocator.figures();
            assertThat(sparse.liveBytes()).isEqualTo(1024);
            assertThat(sparse.idleBytes()).isEqualTo(slab);
            assertThat(sparse.fragmentation())
                    .isEqualTo((slab - 1024.0) / (2 * slab), within(EXACT));
            assertThat(sparse.scatter())
                    .isEqualTo(
                            1 - (double) sparse.largestFreeBytes() / (2 * slab - 1024),
                            within(EXACT));
            assertThat(sparse.largestFreeBytes()).isBetween(1024L, slab);
            allocator.free(blocks.getFirst());
            assertThat(allocator.figures().fragmentation()).isZero();
        }
    }

    @Test
    void inASnapshot() throws Exception {
        int unit = 64 << 10;
        try (BuddyAllocator allocator = BuddyAllocator.create(pool())) {
            List<Long> blocks = take(allocator, 4, unit);
            allocator.free(blocks.getFirst());
            assertThat(manager.snapshot().toString())
                    .contains("3 blocks, 192.0 KiB live of 1.0 MiB, fragmentation 81 %")
                    .contains("regions: 2.0 MiB in 1 with pages held, fragmentation 50 %")
                    .contains("longest run 480 of 480 free pages");
            blocks.subList(1, 4).forEach(allocator::free);
        }
        assertThat(manager.snapshot().pages().usedRegions()).isZero();
        assertThat(manager.snapshot().pages().freePages()).isEqualTo((16L << 20) / PAGE);
    }
}
