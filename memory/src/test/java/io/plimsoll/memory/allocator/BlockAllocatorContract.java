package io.plimsoll.memory.allocator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.allocator.OtherThreads.Who;
import io.plimsoll.memory.snapshot.AllocatorFigures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every allocator of blocks promises. */
abstract class BlockAllocatorContract extends MemoryBlockContract {

    List<Canary> takeAll(int size) {
        List<Canary> blocks = new ArrayList<>();
        for (long a = allocator.tryAllocate(size); a != 0; a = allocator.tryAllocate(size)) {
            blocks.add(Canary.fill(a, allocator.usableBytes(a), blocks.size()));
        }
        return blocks;
    }

    void freeAll(List<Canary> blocks) {
        for (Canary block : blocks) {
            block.check();
            allocator.free(block.address());
        }
    }

    @Test
    void shouldHandOutAsMuchAsWasAskedFor_ofEverySize() throws Exception {
        for (int size = 1; size <= 40 * PAGE; size += 1 + size / 50) {
            long address = allocator.allocate(size);
            int usable = allocator.usableBytes(address);
            assertThat(usable).isGreaterThanOrEqualTo(size);
            assertThat(address % 16).isZero();
            assertThat(runs.covers(address, usable)).isTrue();
            Canary block = Canary.fill(address, usable, size);
            long neighbour = allocator.allocate(size);
            Canary.fill(neighbour, allocator.usableBytes(neighbour), ~size);
            block.check();
            allocator.free(address);
            allocator.free(neighbour);
        }
    }

    @Test
    void shouldRefuseSizesAndAlignmentsThatMakeNoSense() {
        for (int size : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, (1 << 30) + 1}) {
            assertThatThrownBy(() -> allocator.tryAllocate(size))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("sizeBytes=" + size);
            assertThatThrownBy(() -> allocator.tryAllocateAligned(size, 64))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (int alignment : new int[] {0, -16, 3, 2 * PAGE}) {
            assertThatThrownBy(() -> allocator.tryAllocateAligned(10, alignment))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("alignmentBytes=" + alignment);
        }
        assertThat(allocator.tryAllocate(1 << 30)).isEqualTo(BlockAllocator.NONE);
    }

    @Test
    void shouldAlignAsWasAskedFor() {
        for (int alignment = 1; alignment <= PAGE; alignment *= 2) {
            for (int size = 1; size < 8 * PAGE; size += 711) {
                long address = allocator.tryAllocateAligned(size, alignment);
                assertThat(address % alignment).isZero();
                assertThat(allocator.usableBytes(address)).isGreaterThanOrEqualTo(size);
                allocator.free(address);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Who.class)
    void shouldTakeBackABlockFromAnyThread(Who who) {
        List<Canary> blocks = takeAll(500);
        assertThat(blocks).hasSizeGreaterThan(LIMIT_PAGES * 3);
        int count = blocks.size();
        for (Canary block : blocks) {
            block.check();
            threads.run(who, () -> allocator.free(block.address()));
        }
        List<Canary> again = takeAll(500);
        assertThat(again).hasSize(count);
        freeAll(again);
    }

    @ParameterizedTest
    @EnumSource(Who.class)
    void shouldRefuseToFreeABlockTwice(Who who) throws Exception {
        for (int size : new int[] {1, 100, PAGE, 100 * PAGE}) {
            for (Who first : Who.values()) {
                long address = allocator.allocate(size);
                threads.run(first, () -> allocator.free(address));
                assertThatThrownBy(() -> threads.run(who, () -> allocator.free(address)))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("address=0x" + Long.toHexString(address));
                assertThatThrownBy(() -> allocator.usableBytes(address))
                        .isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Who.class)
    void shouldRefuseToFreeWhatIsNotABlock(Who who) throws Exception {
        BlockAllocator other = create(new FakeRuns(PAGE, 64, 64), options());
        long[] addresses = {
            0,
            -1,
            Long.MIN_VALUE,
            allocator.allocate(40) + 1,
            allocator.allocate(4000) + 16,
            allocator.allocate(40 * PAGE) + PAGE,
            other.allocate(100)
        };
        for (long address : addresses) {
            assertThatThrownBy(() -> threads.run(who, () -> allocator.free(address)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("address=0x");
            assertThatThrownBy(() -> allocator.tryReallocate(address, 16))
                    .isInstanceOf(IllegalStateException.class);
        }
        other.close();
    }

    @Test
    void shouldSayWhy_whenMemoryIsOut() throws Exception {
        List<Canary> blocks = takeAll(PAGE);
        assertThat(blocks).hasSize(LIMIT_PAGES);
        assertThatThrownBy(() -> allocator.allocate(PAGE))
                .isInstanceOf(MemoryAllocationException.class)
                .hasMessageContaining("1 pages was denied");
        assertThatThrownBy(() -> allocator.allocateBlock(PAGE))
                .isInstanceOf(MemoryAllocationException.class);
        freeAll(blocks);
        // what was many small blocks can be one large one
        long large = allocator.allocate(128 * PAGE);
        allocator.free(large);
    }

    @Test
    void shouldUseMemoryForOtherSizes_whenItIsFree() {
        for (int size : new int[] {16, 3000, PAGE, 48, 20 * PAGE, 700, 2 * PAGE, 5000}) {
            List<Canary> blocks = takeAll(size);
            long bytes = blocks.stream().mapToLong(Canary::bytes).sum();
            assertThat(bytes).as("blocks of %d", size).isGreaterThan(LIMIT_PAGES * PAGE * 3 / 5);
            Collections.shuffle(blocks, new Random(size));
            freeAll(blocks);
        }
    }

    @Test
    void shouldGiveBackWhatIsIdle_whenTrimmed() throws Exception {
        List<Canary> blocks = takeAll(1000);
        Canary kept = blocks.remove(0);
        freeAll(blocks);
        long before = runs.takenPages();
        long trimmed = allocator.trim();
        assertThat(trimmed).isEqualTo((before - runs.takenPages()) * PAGE);
        assertThat(runs.takenPages()).isLessThanOrEqualTo(LIMIT_PAGES / 16);
        kept.check();
        allocator.free(kept.address());
        allocator.trim();
        assertThat(runs.takenPages()).isZero();
    }

    @Test
    void shouldGiveBackWhatOthersNeed_whenEvicted() {
        List<Canary> blocks = takeAll(1000);
        freeAll(blocks);
        long idle = allocator.evictableBytes();
        assertThat(idle).isPositive();
        int before = runs.takenPages();
        long evicted = allocator.evict(1);
        assertThat(evicted).isBetween(1L, idle);
        assertThat(evicted).isEqualTo((before - runs.takenPages()) * (long) PAGE);
        allocator.evict(Long.MAX_VALUE);
        assertThat(allocator.evictableBytes()).isZero();
    }

    @Test
    void shouldKeepContents_whenABlockGrowsAndShrinks() throws Exception {
        long address = allocator.allocate(10);
        Canary block = Canary.fill(address, 10, 5);
        Random random = new Random(11);
        for (int i = 0; i < 300; i++) {
            int size = 1 + (int) Math.exp(random.nextDouble() * 12);
            address = allocator.tryReallocate(address, size);
            block.movedTo(address).check(Math.min(block.bytes(), size));
            block = Canary.fill(address, size, i);
            allocator.verify();
        }
        allocator.free(address);
    }

    @Test
    void shouldLeaveABlockAsItIs_whenItCannotGrow() throws Exception {
        long address = allocator.allocate(100);
        Canary block = Canary.fill(address, 100, 3);
        assertThat(allocator.tryReallocate(address, 1 << 30)).isEqualTo(BlockAllocator.NONE);
        assertThatThrownBy(() -> allocator.tryReallocate(address, 0))
                .isInstanceOf(IllegalArgumentException.class);
        block.check();
        allocator.free(address);
    }

    @Test
    void shouldReportLiveBlocksAndGiveBackTheirMemory_whenClosed() throws Exception {
        allocator.allocate(100);
        allocator.allocate(30 * PAGE);
        allocator.free(allocator.allocate(100));
        allocator.close();
        assertThat(leaks).hasSize(1);
        assertThat(leaks.get(0).liveBlocks()).isEqualTo(2);
        assertThat(leaks.get(0).name()).isEqualTo("tested");
        assertThat(leaks.get(0).pool()).isEqualTo("test");
        assertThat(runs.takenPages()).isZero();
        allocator.close();
        assertThat(leaks).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Who.class)
    void shouldRefuseEverything_onceClosed(Who who) throws Exception {
        long address = threads.call(who, () -> allocator.allocate(100));
        allocator.close();
        assertThatThrownBy(() -> threads.run(who, () -> allocator.tryAllocate(100)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> threads.run(who, () -> allocator.tryAllocate(9 * PAGE)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> threads.run(who, () -> allocator.free(address)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldCountWhatIsThere() throws Exception {
        assertThat(allocator.figures().reservedBytes()).isZero();
        assertThat(allocator.figures().fragmentation()).isZero();
        assertThat(allocator.figures().scatter()).isZero();
        List<Canary> blocks = takeAll(1024);
        AllocatorFigures full = allocator.figures();
        assertThat(full.liveBlocks()).isEqualTo(blocks.size());
        assertThat(full.liveBytes()).isEqualTo(blocks.size() * 1024L);
        assertThat(full.freeBytes()).isLessThan(8 * PAGE);
        for (int i = 0; i < blocks.size(); i += 2) {
            allocator.free(blocks.get(i).address());
        }
        AllocatorFigures scattered = allocator.figures();
        assertThat(scattered.fragmentation()).isBetween(0.45, 0.5);
        assertThat(scattered.largestFreeBytes()).isEqualTo(1024);
        assertThat(scattered.scatter()).isGreaterThan(0.99);
        for (int i = 1; i < blocks.size(); i += 2) {
            allocator.free(blocks.get(i).address());
        }
        assertThat(allocator.figures().liveBlocks()).isZero();
        assertThat(allocator.figures().fragmentation()).isZero();
    }

    /** The memory of all blocks stayed with the pool. */
    @ParameterizedTest
    @EnumSource(Who.class)
    void shouldGiveTheOthersBack_whenARunCannotBeGivenBackAtTheEnd(Who who) throws Exception {
        List<Long> blocks =
                threads.call(
                        Who.A_NEW_ONE,
                        () ->
                                List.of(
                                        allocator.allocate(2 * PAGE),
                                        allocator.allocate(100 * PAGE),
                                        allocator.allocate(100)));
        threads.run(who, () -> allocator.free(blocks.getFirst()));
        runs.onGive(() -> {
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(allocator::close).hasMessage("broken");
        assertThat(runs.takenPages()).isZero();
        allocator.close();
    }
}
