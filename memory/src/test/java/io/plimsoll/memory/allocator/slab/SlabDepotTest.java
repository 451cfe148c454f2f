package io.plimsoll.memory.allocator.slab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.allocator.run.RunMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A slab's run is given back once, and no slab is lost, whoever comes between. */
class SlabDepotTest {

    private static final int PAGE = InterruptedRuns.PAGE;

    private final InterruptedRuns runs = new InterruptedRuns();
    private final SizeClasses classes = new SizeClasses(PAGE);
    private final RunMap<Slab> slabs = new RunMap<>(PAGE);
    private final SlabDepot depot = new SlabDepot(runs, classes, slabs, 64 * PAGE, 42);
    private final BlockHeap heap = new BlockHeap(depot, classes.count(), false);
    private final int sizeClass = SizeClasses.indexOf(PAGE);

    @AfterEach
    void close() {
        depot.close();
        assertThat(runs.out()).isEmpty();
        runs.close();
    }

    private Slab slabOf(long block) {
        return Objects.requireNonNull(slabs.find(block));
    }

    private void putSlabAtHand() {
        long block = heap.take(sizeClass);
        heap.put(slabOf(block), block);
        heap.trim();
        assertThat(depot.emptyBytes()).isPositive();
    }

    /** Between the two the slab was at hand no longer, but known still: both gave it back. */
    @Test
    void shouldGiveARunBackOnce_whenClosedWhileAStrangerEvicts() {
        putSlabAtHand();
        runs.onPageSize(
                () -> !Thread.holdsLock(depot),
                () -> {
                    assertThat(depot.emptyBytes()).isZero();
                    depot.close();
                });
        depot.releaseEmpty(Long.MAX_VALUE);
        assertThat(runs.isInterrupted()).isTrue();
    }

    @Test
    void shouldGiveARunBackOnce_whenClosedTwiceAtOnce() {
        putSlabAtHand();
        runs.onGive(depot::close);
        depot.close();
        assertThat(runs.isInterrupted()).isTrue();
    }

    /** The slab that came second replaced the other, which was then in no list. */
    @Test
    void shouldLoseNoSlab_whenGettingOneAllocatesFromTheSameHeap() {
        List<Long> blocks = new ArrayList<>();
        int small = SizeClasses.indexOf(512);
        runs.onTake(() -> blocks.add(heap.take(small)));
        blocks.add(heap.take(small));
        assertThat(runs.isInterrupted()).isTrue();
        assertThat(slabOf(blocks.get(0))).isNotSameAs(slabOf(blocks.get(1)));
        blocks.forEach(block -> heap.put(slabOf(block), block));
        heap.trim();
        depot.releaseEmpty(Long.MAX_VALUE);
        assertThat(runs.out()).isEmpty();
    }

    /** Found while a stranger asks for memory, damage failed him and left other heaps alone. */
    @Test
    void shouldTellOfDamageWhoeverNeedsASlabNext_andNobodyWhoGivesBack() {
        ThreadHeaps threads = new ThreadHeaps(depot, classes.count());
        List<Long> taken = new ArrayList<>();
        takeByThreads(3, threads, taken);
        for (long block : taken) {
            Objects.requireNonNull(slabOf(block).heap()).freeRemotely(slabOf(block), block);
        }
        RawMemory.putLong(taken.get(0), 42);
        threads.sweep();
        Slab broken = slabOf(taken.get(0));
        assertThat(broken.place).isEqualTo(Slab.Place.QUARANTINED);
        depot.releaseEmpty(Long.MAX_VALUE);
        assertThat(runs.out()).containsExactly(broken.address());
        assertThatThrownBy(() -> heap.take(sizeClass))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("slab=0x%x", broken.address())
                .hasMessageContaining("out of use");
        assertThat(heap.take(sizeClass)).isNotEqualTo(Slab.NONE);
    }

    /** Has threads, all of which live until the last has done so, take a block each, and end. */
    private void takeByThreads(int count, ThreadHeaps threads, List<Long> taken) {
        Thread thread =
                Thread.ofPlatform()
                        .start(() -> {
                            taken.add(threads.register(Thread.currentThread()).take(sizeClass));
                            if (count > 1) {
                                takeByThreads(count - 1, threads, taken);
                            }
                        });
        try {
            thread.join();
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
