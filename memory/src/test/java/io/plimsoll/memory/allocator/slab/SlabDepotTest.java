package io.plimsoll.memory.allocator.slab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    private final SlabDepot depot = new SlabDepot(runs, classes, slabs, 64 * PAGE);
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

    private void put(long block) {
        heap.put(slabOf(block), slabOf(block).indexOf(block));
    }

    private void freeRemotely(long block) {
        Slab slab = slabOf(block);
        Objects.requireNonNull(slab.heap()).freeRemotely(slab, slab.indexOf(block));
    }

    private void putSlabAtHand() {
        long block = heap.take(sizeClass);
        put(block);
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
        blocks.forEach(this::put);
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
        taken.forEach(this::freeRemotely);
        Slab broken = slabOf(taken.get(0));
        // as by its owner at the same instant
        broken.put(broken.indexOf(taken.get(0)));
        threads.sweep();
        assertThat(broken.place).isEqualTo(Slab.Place.QUARANTINED);
        SlabCensus.verify(classes, runs, depot, slabs);
        depot.releaseEmpty(Long.MAX_VALUE);
        assertThat(runs.out()).containsExactly(broken.address());
        assertThatThrownBy(() -> heap.take(sizeClass))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("slab=0x%x", broken.address())
                .hasMessageContaining("out of use");
        assertThat(heap.take(sizeClass)).isNotEqualTo(Slab.NONE);
    }

    @Test
    void shouldSayWhatIsNotWhereItShouldBe_whenVerified() {
        long block = heap.take(sizeClass);
        SlabCensus.verify(classes, runs, depot, slabs);
        for (Slab.Place wrong : Slab.Place.values()) {
            if (wrong != Slab.Place.CURRENT && wrong != Slab.Place.PARTIAL) {
                slabOf(block).place = wrong;
                assertThatThrownBy(() -> SlabCensus.verify(classes, runs, depot, slabs))
                        .hasMessageContaining("%s with 1 of 4 blocks used", wrong);
            }
        }
    }

    /** The slab went to others while it was on a list of the heap that had it before. */
    @Test
    void shouldKeepASlabThatIsEmpty_whenABlockOfItIsFreedOnceMore() {
        long block = heap.take(sizeClass);
        put(block);
        Slab broken = slabOf(block);
        // found live before that, and not told of yet
        broken.remoteFrees(0).add(broken.indexOf(block));
        heap.trim();
        assertThat(broken.place).isEqualTo(Slab.Place.QUARANTINED);
        assertThat(depot.emptyBytes()).isZero();
        assertThatThrownBy(depot::tellDamage).hasMessageContaining("out of use");
    }

    /** Gives a slab of a heap away that has no block out, and returns the one block it had. */
    private long giveSlabAway() {
        long block = heap.take(sizeClass);
        put(block);
        heap.trim();
        return block;
    }

    /** The bit stayed: the next owner's blocks around it were freed twice, or never came back. */
    @Test
    void shouldStartAfreshWithTheNextHeap_whenABlockIsFreedAfterItsSlabHasGone() {
        long late = giveSlabAway();
        Slab slab = slabOf(late);
        heap.freeRemotely(slab, slab.indexOf(late));
        BlockHeap next = new BlockHeap(depot, classes.count(), false);
        long one = next.take(sizeClass);
        long two = next.take(sizeClass);
        assertThat(List.of(slabOf(one), slabOf(two))).containsOnly(slab);
        freeRemotely(one);
        freeRemotely(two);
        next.collectPending();
        assertThat(slab.used()).isZero();
        heap.collectPending();
        assertThatThrownBy(depot::tellDamage).hasMessageContaining("had been given back");
        SlabCensus.verify(classes, runs, depot, slabs);
    }

    /** Its owner was never told of these 64 blocks again. */
    @Test
    void shouldTellTheNextHeap_whenABlockThatIsFreedLateWasToldToTheOneBefore() {
        Slab slab = slabOf(giveSlabAway());
        BlockHeap next = new BlockHeap(depot, classes.count(), false);
        long one = next.take(sizeClass);
        long two = next.take(sizeClass);
        // by one who saw whose the slab was before it went, and its blocks after
        heap.freeRemotely(slab, slab.indexOf(one));
        freeRemotely(two);
        heap.collectPending();
        next.collectPending();
        assertThat(slab.used()).isZero();
        assertThatThrownBy(depot::tellDamage).hasMessageContaining("had been given back");
        SlabCensus.verify(classes, runs, depot, slabs);
    }

    /** The blocks around one that two had freed counted as leaked for ever. */
    @Test
    void shouldTakeBackBlocksOfASlabThatIsOutOfUse() {
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            blocks.add(heap.take(sizeClass));
        }
        Slab slab = slabOf(blocks.getFirst());
        blocks.subList(0, 2).forEach(this::freeRemotely);
        // as by its owner at the same instant
        slab.put(slab.indexOf(blocks.getFirst()));
        heap.collectPending();
        assertThat(slab.place).isEqualTo(Slab.Place.QUARANTINED);
        assertThat(slab.used()).isEqualTo(2);
        freeRemotely(blocks.get(2));
        heap.collectPending();
        freeRemotely(blocks.get(3));
        heap.collectPending();
        assertThat(slab.used()).isZero();
        SlabCensus.verify(classes, runs, depot, slabs);
    }

    private static void fail() {
        throw new IllegalStateException("broken");
    }

    /** They were on no list any more, and nobody tells of a word that is not empty. */
    @Test
    void shouldCollectTheOthersLater_whenARunCannotBeGivenBack() {
        SlabDepot keepsNothing = new SlabDepot(runs, classes, slabs, 0);
        BlockHeap owner = new BlockHeap(keepsNothing, classes.count(), false);
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            blocks.add(owner.take(sizeClass));
        }
        blocks.subList(0, 12).forEach(this::freeRemotely);
        runs.onGive(SlabDepotTest::fail);
        assertThatThrownBy(owner::collectPending).hasMessage("broken");
        owner.collectPending();
        assertThat(runs.out()).containsExactly(slabOf(blocks.getLast()).address());
        SlabCensus.verify(classes, runs, keepsNothing, slabs);
        keepsNothing.close();
    }

    @Test
    void shouldLoseNoRun_whenItsSlabCannotBeEntered() {
        long block = heap.take(sizeClass);
        runs.misplaceNext();
        assertThatThrownBy(() -> heap.take(SizeClasses.indexOf(512)))
                .isInstanceOf(ArithmeticException.class);
        assertThat(runs.out()).containsExactly(slabOf(block).address());
        SlabCensus.verify(classes, runs, depot, slabs);
    }

    @Test
    void shouldLoseNoSlab_whenItCannotBeCut() {
        putSlabAtHand();
        runs.onPageSize(
                () -> !Thread.holdsLock(depot) && depot.emptyBytes() == 0, SlabDepotTest::fail);
        assertThatThrownBy(() -> heap.take(sizeClass)).hasMessage("broken");
        assertThat(runs.out()).isEmpty();
        assertThat(depot.reservedBytes()).isZero();
    }

    /** The runs after it were never given back. */
    @Test
    void shouldGiveTheOthersBack_whenARunCannotBeGivenBackAtTheEnd() {
        heap.take(sizeClass);
        heap.take(SizeClasses.indexOf(512));
        heap.take(SizeClasses.indexOf(1024));
        runs.onGive(SlabDepotTest::fail);
        assertThatThrownBy(depot::close).hasMessage("broken");
        assertThat(runs.out()).isEmpty();
    }

    /** A stranger's memory, given back, may need what this heap is about to take a block from. */
    @Test
    void shouldKeepTheSlabItTakesFrom_whenItIsAskedForItsIdleOnesMeanwhile() {
        List<Long> blocks = new ArrayList<>();
        SlabDepot keepsNothing = new SlabDepot(runs, classes, slabs, 0);
        BlockHeap owner = new BlockHeap(keepsNothing, classes.count(), false);
        runs.onTake(() -> {
            Slab slab = slabOf(owner.take(sizeClass));
            slab.put(0);
            runs.onGive(owner::trim);
        });
        blocks.add(owner.take(sizeClass));
        assertThat(runs.isInterrupted()).isTrue();
        assertThat(slabOf(blocks.getFirst()).used()).isEqualTo(1);
        SlabCensus.verify(classes, runs, keepsNothing, slabs);
        keepsNothing.close();
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
