package io.plimsoll.memory.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.allocator.run.PageRuns;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The buddy allocator keeps the contract, and its blocks are powers of two that merge. */
class BuddyAllocatorTest extends BlockAllocatorContract {

    @Override
    BlockAllocator create(PageRuns source, AllocatorOptions options) {
        return new BuddyAllocator(source, options);
    }

    @Test
    void shouldHandOutPowersOfTwo_alignedToTheirLengthOrThePage() throws Exception {
        List<Long> addresses = new ArrayList<>();
        for (int size = 1; size <= 64 * 1024; size = size * 3 / 2 + 1) {
            long address = allocator.allocate(size);
            int usable = allocator.usableBytes(address);
            assertThat(Integer.bitCount(usable)).isEqualTo(1);
            assertThat(usable).isBetween(Math.max(1024, size), Math.max(1024, 2 * size - 1));
            assertThat(address % Math.min(usable, PAGE)).isZero();
            addresses.add(address);
        }
        addresses.forEach(allocator::free);
    }

    @Test
    void shouldMergeAllTheWay_whenAllIsFreed() throws Exception {
        long half = allocator.allocate(32 * 1024);
        long quarter = allocator.allocate(16 * 1024);
        long last = allocator.allocate(16 * 1024);
        assertThat(quarter).isEqualTo(half + 32 * 1024);
        assertThat(last).isEqualTo(quarter + 16 * 1024);
        allocator.free(quarter);
        assertThat(allocator.figures().largestFreeBytes()).isEqualTo(16 * 1024);
        allocator.free(last);
        assertThat(allocator.figures().largestFreeBytes()).isEqualTo(32 * 1024);
        allocator.free(half);
        assertThat(allocator.figures().largestFreeBytes()).isEqualTo(64 * 1024);
    }

    @Test
    void shouldTakeTheLowestOfTheBlocksThatFitBest() throws Exception {
        long first = allocator.allocate(1024);
        long second = allocator.allocate(1024);
        long third = allocator.allocate(4096);
        long fourth = allocator.allocate(1024);
        allocator.free(second);
        allocator.free(third);
        assertThat(allocator.allocate(1024)).isEqualTo(second);
        assertThat(allocator.allocate(4096)).isEqualTo(third);
        for (long address : new long[] {first, second, third, fourth}) {
            allocator.free(address);
        }
    }

    @Test
    void shouldGrowInPlace_whenTheUpperHalvesAreFree() throws Exception {
        long address = allocator.allocate(1024);
        assertThat(allocator.tryReallocate(address, 32 * 1024)).isEqualTo(address);
        assertThat(allocator.usableBytes(address)).isEqualTo(32 * 1024);
        assertThat(allocator.tryReallocate(address, 2000)).isEqualTo(address);
        assertThat(allocator.usableBytes(address)).isEqualTo(2048);
        long neighbour = allocator.allocate(1024);
        assertThat(neighbour).isEqualTo(address + 2048);
        long moved = allocator.tryReallocate(address, 4096);
        assertThat(moved).isNotEqualTo(address);
        allocator.free(moved);
        allocator.free(neighbour);
    }

    @Test
    void shouldTakeSmallerChunks_whenMemoryIsShort() {
        runs.limitPages = 3;
        long two = allocator.tryAllocate(2 * PAGE);
        long one = allocator.tryAllocate(PAGE);
        assertThat(two).isNotZero();
        assertThat(one).isNotZero();
        assertThat(allocator.tryAllocate(PAGE)).isZero();
        allocator.free(two);
        allocator.free(one);
    }

    @Test
    void shouldHandOutBlocksLargerThanItsChunks() throws Exception {
        // a chunk is a sixteenth of 256 pages
        long large = allocator.allocate(64 * PAGE);
        assertThat(runs.takenPages()).isEqualTo(64);
        allocator.free(large);
        allocator.trim();
        assertThat(runs.takenPages()).isZero();
    }

    /**
     * The second of two chunks that were idle at once was once taken off the list and forgotten.
     */
    @Test
    void shouldGiveBackAllIdleChunks_whenTrimmed() {
        AllocatorOptions generous = options().withRetainBytes(runs.maxBytes());
        try (BlockAllocator buddies = create(runs, generous)) {
            List<Long> blocks = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                blocks.add(buddies.tryAllocate(PAGE));
            }
            blocks.forEach(buddies::free);
            assertThat(runs.takenPages()).isEqualTo(64);
            assertThat(buddies.trim()).isEqualTo(64 * PAGE);
            assertThat(runs.takenPages()).isZero();
        }
    }

    @Test
    void shouldKeepOneIdleChunk_lestItComesAndGoesWithASingleBlock() throws Exception {
        allocator.free(allocator.allocate(1024));
        allocator.free(allocator.allocate(1024));
        assertThat(runs.takes()).isEqualTo(1);
    }
}
