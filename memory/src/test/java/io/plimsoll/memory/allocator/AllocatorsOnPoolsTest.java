package io.plimsoll.memory.allocator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.MemoryGrant;
import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.request.MemoryRequest;
import io.plimsoll.memory.snapshot.AllocatorFigures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Allocators take every byte from their pool, and give every byte back to it. */
class AllocatorsOnPoolsTest {

    private static final int MIB = 1 << 20;

    private final MemoryManager manager = MemoryManager.create(32 * MIB, 32 * 1024);
    private MemoryPool pool;

    @BeforeEach
    void open() throws Exception {
        pool = manager.rootPool().newChild("job", 0, 8 * MIB);
    }

    @AfterEach
    void close() {
        manager.verify();
        assertThat(manager.verifyEmpty()).isTrue();
        manager.close();
    }

    private static List<Canary> takeAll(BlockAllocator allocator, int size) {
        List<Canary> blocks = new ArrayList<>();
        for (long a = allocator.tryAllocate(size); a != 0; a = allocator.tryAllocate(size)) {
            blocks.add(Canary.fill(a, allocator.usableBytes(a), blocks.size()));
        }
        return blocks;
    }

    private void shouldUseThePoolAndNothingElse(BlockAllocator allocator) {
        for (int size : new int[] {100, 40_000, 300, 200_000, 5000}) {
            List<Canary> blocks = takeAll(allocator, size);
            long bytes = blocks.stream().mapToLong(Canary::bytes).sum();
            assertThat(bytes).isBetween(5L * MIB, 8L * MIB);
            assertThat(pool.usedBytes()).isEqualTo(allocator.figures().reservedBytes());
            assertThatThrownBy(() -> allocator.allocate(size))
                    .isInstanceOf(MemoryAllocationException.class)
                    .hasMessageContaining("root/job")
                    .hasMessageContaining("raise maxBytes");
            blocks.forEach(Canary::check);
            blocks.forEach(block -> allocator.free(block.address()));
            allocator.verify();
        }
        assertThatThrownBy(() -> allocator.allocate(1 << 30))
                .isInstanceOf(MemoryAllocationException.class)
                .hasMessageContaining("root/job");
        allocator.trim();
        assertThat(pool.usedBytes()).isZero();
        allocator.close();
    }

    @Test
    void shouldUseThePoolAndNothingElse_withSizeClasses() {
        SizeClassAllocator allocator = SizeClassAllocator.create(pool);
        assertThat(allocator).hasToString("SizeClassAllocator[blocks of root/job]");
        shouldUseThePoolAndNothingElse(allocator);
    }

    @Test
    void shouldUseThePoolAndNothingElse_withBuddies() {
        BuddyAllocator allocator = BuddyAllocator.create(pool);
        assertThat(allocator).hasToString("BuddyAllocator[buddies of root/job]");
        shouldUseThePoolAndNothingElse(allocator);
    }

    @Test
    void shouldGiveBackAllPages_whenClosedWithLiveBlocks() throws Exception {
        List<AllocatorFigures> leaks = new ArrayList<>();
        AllocatorOptions options = AllocatorOptions.defaults("leaky", pool).withOnLeak(leaks::add);
        BlockAllocator small = SizeClassAllocator.create(pool, options);
        BlockAllocator large = BuddyAllocator.create(pool, options);
        small.allocate(10);
        large.allocateBlock(10);
        small.close();
        large.close();
        assertThat(leaks).extracting(AllocatorFigures::liveBlocks).containsExactly(1L, 1L);
    }

    private void shouldGiveItsIdleMemoryToARequestOfAnother(BlockAllocator allocator)
            throws Exception {
        takeAll(allocator, 5000).forEach(block -> allocator.free(block.address()));
        assertThat(pool.usedBytes()).isGreaterThan(4 * MIB);
        MemoryPool other = manager.rootPool().newChild("other", 0, 32 * MIB);
        try (MemoryGrant grant =
                manager.requests().request(other, MemoryRequest.pages(31 * MIB / (32 * 1024)))) {
            assertThat(grant.sizeBytes()).isEqualTo(31 * MIB);
            assertThat(pool.usedBytes()).isLessThan(2 * MIB);
            allocator.verify();
        }
        allocator.close();
        other.close();
    }

    @Test
    void shouldGiveItsIdleMemoryToARequestOfAnother_withSizeClasses() throws Exception {
        AllocatorOptions options = AllocatorOptions.defaults("x", pool).withRetainBytes(8 * MIB);
        shouldGiveItsIdleMemoryToARequestOfAnother(SizeClassAllocator.create(pool, options));
    }

    @Test
    void shouldGiveItsIdleMemoryToARequestOfAnother_withBuddies() throws Exception {
        AllocatorOptions options = AllocatorOptions.defaults("x", pool).withRetainBytes(8 * MIB);
        shouldGiveItsIdleMemoryToARequestOfAnother(BuddyAllocator.create(pool, options));
    }

    @Test
    void shouldWork_inTheSmallestPool() throws Exception {
        MemoryPool tiny = manager.rootPool().newChild("tiny", 0, 64 * 1024);
        try (BlockAllocator small = SizeClassAllocator.create(tiny)) {
            long one = small.allocate(16);
            long two = small.allocate(3000);
            // no third slab: a block of 4000 bytes takes one of the second's class or larger
            assertThatThrownBy(() -> small.allocate(4000))
                    .isInstanceOf(MemoryAllocationException.class);
            small.free(two);
            small.free(small.allocate(4000));
            small.free(one);
        }
        try (BlockAllocator large = BuddyAllocator.create(tiny)) {
            large.free(large.allocate(64 * 1024));
        }
    }

    private void shouldSayWhichBlockOfWhichPool_onceFreed(BlockAllocator allocator)
            throws Exception {
        for (int size : new int[] {100, 500_000}) {
            MemoryBlock block = allocator.allocateBlock(size);
            String what = "block=0x%x of %s".formatted(block.address(), allocator);
            block.free();
            block.close();
            assertThat(what).contains("root/job");
            assertThatThrownBy(block::free)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith(what)
                    .hasMessageContaining("has been freed");
            assertThatThrownBy(() -> block.getLong(0)).hasMessageStartingWith(what);
        }
        allocator.close();
    }

    @Test
    void shouldSayWhichBlockOfWhichPool_onceFreed_withSizeClasses() throws Exception {
        shouldSayWhichBlockOfWhichPool_onceFreed(SizeClassAllocator.create(pool));
    }

    @Test
    void shouldSayWhichBlockOfWhichPool_onceFreed_withBuddies() throws Exception {
        shouldSayWhichBlockOfWhichPool_onceFreed(BuddyAllocator.create(pool));
    }

    private void shouldDrawTheWholePicture_whenABlockIsLargerThanTheBudget(
            BlockAllocator allocator) {
        try (allocator) {
            assertThatThrownBy(() -> allocator.allocate(64 * MIB))
                    .isInstanceOfSatisfying(
                            MemoryAllocationException.class,
                            denied -> assertThat(denied.denial()).isPresent())
                    .hasMessageContaining("(67108864 bytes) denied: it can never be granted");
        }
    }

    @Test
    void shouldDrawTheWholePicture_whenABlockIsLargerThanTheBudget_withSizeClasses() {
        shouldDrawTheWholePicture_whenABlockIsLargerThanTheBudget(SizeClassAllocator.create(pool));
    }

    @Test
    void shouldDrawTheWholePicture_whenABlockIsLargerThanTheBudget_withBuddies() {
        shouldDrawTheWholePicture_whenABlockIsLargerThanTheBudget(BuddyAllocator.create(pool));
    }

    /** Three megabytes were denied where four were asked of the pool, and nobody saw why. */
    @Test
    void shouldSayHowLongABuddyWouldHaveBeen_whenItIsDenied() throws Exception {
        try (BlockAllocator buddies = BuddyAllocator.create(pool)) {
            buddies.allocate(5 * MIB);
            assertThatThrownBy(() -> buddies.allocate(3 * MIB))
                    .hasMessageStartingWith(
                            "sizeBytes=3145728 takes a block of 4194304 bytes, a power of two: pool=")
                    .isInstanceOfSatisfying(
                            MemoryAllocationException.class,
                            denied -> assertThat(denied.denial()).isPresent());
            assertThatThrownBy(() -> buddies.allocate(4 * MIB)).hasMessageStartingWith("pool=");
        }
    }
}
