package io.plimsoll.memory.allocator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.allocator.OtherThreads.Who;
import io.plimsoll.memory.allocator.run.PageRun;
import io.plimsoll.memory.allocator.run.PageRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The size-class allocator keeps the contract, and its slabs to their threads. */
class SizeClassAllocatorTest extends BlockAllocatorContract {

    @Override
    BlockAllocator create(PageRuns source, AllocatorOptions options) {
        return new SizeClassAllocator(source, options, 2);
    }

    @Test
    void shouldLetANewThreadTakeOverTheHeapOfOneThatEnded() {
        for (int i = 0; i < 100; i++) {
            threads.run(Who.A_NEW_ONE, () -> allocator.free(allocator.tryAllocate(200)));
        }
        assertThat(allocator.figures().heaps()).isEqualTo(1);
        assertThat(runs.takes()).isEqualTo(1);
    }

    @Test
    void shouldFindTheHeapsOfManyThreads() {
        // more than the first table of heaps holds
        List<Thread> many = new ArrayList<>();
        CountDownLatch allIn = new CountDownLatch(200);
        for (int i = 0; i < 200; i++) {
            many.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                long first = allocator.tryAllocate(16);
                                allIn.countDown();
                                try {
                                    allIn.await();
                                } catch (InterruptedException impossible) {
                                    throw new AssertionError(impossible);
                                }
                                long second = allocator.tryAllocate(16);
                                assertThat(second - first).isEqualTo(16);
                                allocator.free(first);
                                allocator.free(second);
                            }));
        }
        many.forEach(OtherThreads::join);
        assertThat(allocator.figures().heaps()).isEqualTo(200);
        allocator.trim();
        assertThat(runs.takenPages()).isZero();
    }

    @Test
    void shouldGiveVirtualThreadsNoHeapOfTheirOwn() {
        for (int i = 0; i < 100; i++) {
            threads.run(Who.A_VIRTUAL_ONE, () -> allocator.free(allocator.tryAllocate(200)));
        }
        assertThat(allocator.figures().heaps()).isZero();
        assertThat(runs.takes()).isLessThanOrEqualTo(2);
    }

    @Test
    void shouldUseAgain_whatAnotherThreadFreed() {
        for (int round = 0; round < 10; round++) {
            List<Canary> blocks = takeAll(2000);
            threads.run(Who.ANOTHER, () -> freeAll(blocks));
            assertThat(blocks).hasSize(512);
        }
    }

    @Test
    void shouldTakeBlocksOfALargerClass_whenNoPageIsLeft() {
        List<Canary> large = takeAll(3 * PAGE);
        allocator.free(large.remove(0).address());
        long small = allocator.tryAllocate(64);
        assertThat(small).isNotZero();
        allocator.free(small);
        freeAll(large);
    }

    /** Two threads that free a block at the same instant may both find it live. */
    @Test
    void shouldQuarantineASlab_whenABlockWasFreedByItsOwnerAndByAnother() {
        long other = allocator.tryAllocate(1000);
        long victim = damageASlab(Who.THIS);
        // of another class: it needs a slab
        assertThatThrownBy(() -> allocator.tryAllocate(PAGE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("out of use");
        // the next one comes from another slab
        long next = allocator.tryAllocate(1000);
        assertThat(next / PAGE).isNotEqualTo(victim / PAGE);
        allocator.free(next);
        allocator.free(other);
        assertThatThrownBy(() -> allocator.free(victim)).isInstanceOf(IllegalStateException.class);
    }

    private long damageASlab(Who owner) {
        MemoryBlock victim =
                threads.call(
                        owner,
                        () -> {
                            MemoryBlock block = allocator.allocateBlock(1000);
                            allocator.free(block.address());
                            return block;
                        });
        long address = victim.address();
        threads.run(Who.ANOTHER, victim::free);
        return address;
    }

    /** Damage that close found kept it from giving anything back, and closing again did nothing. */
    @Test
    void shouldGiveBackAllPagesAndTellLast_whenCloseFindsDamage() {
        allocator.tryAllocate(20 * PAGE);
        damageASlab(Who.THIS);
        assertThatThrownBy(allocator::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("out of use");
        assertThat(runs.takenPages()).isZero();
        assertThat(leaks).hasSize(1);
        allocator.close();
    }

    /** Whoever asks for memory is not to blame: arbitration fails a pool whose evictor throws. */
    @Test
    void shouldFailNoEvictor_whenItFindsDamage() {
        damageASlab(Who.A_NEW_ONE);
        assertThat(allocator.evict(Long.MAX_VALUE)).isZero();
        assertThatThrownBy(allocator::trim)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("out of use");
        assertThat(allocator.trim()).isZero();
    }

    @Test
    void shouldKeepNoMoreIdleMemoryThanWasAllowed() {
        List<Canary> blocks = takeAll(PAGE);
        freeAll(blocks);
        // four pages at hand, and the slab that the thread takes blocks from
        assertThat(runs.takenPages()).isLessThanOrEqualTo(4 + 4);
    }

    @Test
    void shouldNotMove_whenTheNewSizeFitsTheBlock() throws Exception {
        long address = allocator.allocate(1100);
        assertThat(allocator.usableBytes(address)).isEqualTo(1152);
        assertThat(allocator.tryReallocate(address, 1152)).isEqualTo(address);
        assertThat(allocator.tryReallocate(address, 577)).isEqualTo(address);
        long moved = allocator.tryReallocate(address, 576);
        assertThat(moved).isNotEqualTo(address);
        allocator.free(moved);
    }

    /** It gave its pages back once more, and so those of whoever had them by then. */
    @ParameterizedTest
    @ValueSource(ints = {100, PAGE, 9 * PAGE})
    void shouldRefuseABlockThatIsFreed_onceClosed(int sizeBytes) throws Exception {
        MemoryBlock block = allocator.allocateBlock(sizeBytes);
        allocator.close();
        PageRun others = Objects.requireNonNull(runs.take(64));
        assertThatThrownBy(block::free)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has been closed");
        assertThat(runs.takenPages()).isEqualTo(64);
        runs.give(others);
    }

    /** All memory stayed with the pool. */
    @Test
    void shouldGiveTheOthersBack_whenARunCannotBeGivenBackOnTheWayToTheEnd() {
        List<Canary> blocks = takeAll(PAGE);
        threads.run(Who.ANOTHER, () -> freeAll(blocks));
        runs.onGive(() -> {
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(allocator::close).hasMessage("broken");
        assertThat(runs.takenPages()).isZero();
    }

    @Test
    void shouldRefusePagesThatAreTooLarge() {
        FakeRuns huge = new FakeRuns(32 << 20, 0, 0);
        assertThatThrownBy(() -> create(huge, options()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("pageSizeBytes=33554432");
        huge.close();
    }
}
