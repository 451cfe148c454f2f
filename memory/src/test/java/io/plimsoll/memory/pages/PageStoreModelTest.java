package io.plimsoll.memory.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.region.FakeRegions;
import io.plimsoll.memory.region.RegionException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/** A store does, step by step, what a list of held runs and a count of pages say. */
class PageStoreModelTest {

    private static final int PAGE = 4096;

    enum Kind {
        TAKE,
        TAKE_RUN,
        PUT,
        TRIM,
        LIMIT_IDLE,
        RESIZE,
        REFUSE
    }

    /** One step; the number chooses what to do it with, modulo what there is. */
    record Step(Kind kind, int which) {}

    private record Run(int firstPage, int pages) {}

    @Provide
    Arbitrary<Step> steps() {
        Arbitrary<Kind> kinds =
                Arbitraries.frequency(
                        Tuple.of(8, Kind.TAKE),
                        Tuple.of(10, Kind.TAKE_RUN),
                        Tuple.of(12, Kind.PUT),
                        Tuple.of(1, Kind.TRIM),
                        Tuple.of(2, Kind.LIMIT_IDLE),
                        Tuple.of(1, Kind.RESIZE),
                        Tuple.of(1, Kind.REFUSE));
        return Combinators.combine(kinds, Arbitraries.integers().between(0, 1 << 20)).as(Step::new);
    }

    @Property(tries = 300)
    void shouldGrantWhatever_fitsTheBudget(
            @ForAll @Size(max = 200) List<@From("steps") Step> steps) {
        new Model(1300, 1, Long.MAX_VALUE, false).play(steps);
    }

    @Property(tries = 300)
    void shouldGrantWhateverFits_whenWhatIsReleasedRests(
            @ForAll @Size(max = 200) List<@From("steps") Step> steps) {
        new Model(1300, 1, Long.MAX_VALUE, true).play(steps);
    }

    @Property(tries = 100)
    void shouldStayWithinTheLimitOfTheProcess_whenWhatIsReleasedRests(
            @ForAll @Size(max = 200) List<@From("steps") Step> steps) {
        new Model(1300, 1, 700L * PAGE, true).play(steps);
    }

    @Property(tries = 200)
    void shouldStayWithinTheLimitOfTheProcess(
            @ForAll @Size(max = 200) List<@From("steps") Step> steps) {
        new Model(1300, 1, 700L * PAGE, false).play(steps);
    }

    @Property(tries = 100)
    void shouldGrantWhateverFits_whenOnlyWholeHugePagesAreTrimmed(
            @ForAll @Size(max = 200) List<@From("steps") Step> steps) {
        new Model(3000, 2 << 20, Long.MAX_VALUE, false).play(steps);
    }

    private static final class Model implements ResidentLimit.Measure {
        private final FakeRegions regions = new FakeRegions();
        private final int maxPages;
        private final long limitBytes;
        private final PageStore store;
        private long promisedBytes;
        private long refusedFromBytes = Long.MAX_VALUE;
        private final List<Run> held = new ArrayList<>();
        private final BitSet heldPages = new BitSet();

        /** Pages that must not lose their memory unseen: those that were released and rest. */
        private final BitSet resting = new BitSet();

        Model(int maxPages, long trimStepBytes, long limitBytes, boolean rests) {
            this.maxPages = maxPages;
            this.limitBytes = limitBytes;
            regions.trimStepBytes = trimStepBytes;
            long bytes = (long) maxPages * PAGE;
            ResidentLimit limit = new ResidentLimit(limitBytes, this);
            boolean isLimited = limitBytes < Long.MAX_VALUE;
            store = new PageStore(regions, bytes, bytes, PAGE, isLimited ? limit : null);
            if (rests) {
                store.letRest((first, pages) -> resting.clear(first, first + pages));
                regions.loss = this::requireSeen;
            }
        }

        @Override
        public long bytes() {
            return regions.residentBytes();
        }

        @Override
        public void close() {}

        private void requireSeen(long address, long sizeBytes) {
            int first = store.indexOf(address);
            int unseen = resting.nextSetBit(first);
            assertThat(unseen < 0 || unseen >= first + sizeBytes / PAGE)
                    .as("page %d, which rests, lost its memory", unseen)
                    .isTrue();
        }

        void play(List<Step> steps) {
            for (Step step : steps) {
                play(step);
                check();
            }
            while (!held.isEmpty()) {
                put(held.size() - 1);
            }
            check();
            store.trim();
            assertThat(regions.committed).isEmpty();
            store.close();
            assertThat(regions.released).isEqualTo(regions.reserved);
        }

        private void play(Step step) {
            promisedBytes = (long) (step.which % 7) * 30 * PAGE;
            int room = store.pageCount() - heldPages.cardinality();
            switch (step.kind) {
                case TAKE -> take(Math.min(1, room));
                // short runs as a rule, and now and then all that is left
                case TAKE_RUN -> take(Math.min(room, step.which % 9 == 0 ? room : step.which % 60));
                case PUT -> {
                    if (!held.isEmpty()) {
                        put(step.which % held.size());
                    }
                }
                case TRIM -> store.trim();
                case LIMIT_IDLE -> {
                    long limit = (long) (step.which % maxPages) * PAGE;
                    store.limitIdle(limit);
                    assertThat(store.idleBytes()).isLessThanOrEqualTo(limit);
                }
                case RESIZE -> {
                    int pages = Math.max(heldPages.cardinality(), step.which % (maxPages + 1));
                    store.resize((long) pages * PAGE);
                }
                case REFUSE -> refuse(Math.min(room, step.which % 60));
            }
        }

        private void take(int pages) {
            if (pages > 0) {
                int first;
                try {
                    first = store.takeRun(pages, promisedBytes);
                } catch (RegionException denied) {
                    // what is held and what is asked for are too much, idle memory does not count
                    long needed = (long) (heldPages.cardinality() + pages) * PAGE + promisedBytes;
                    assertThat(needed).isGreaterThan(Math.min(limitBytes, refusedFromBytes));
                    return;
                }
                assertThat(heldPages.get(first, first + pages).isEmpty())
                        .as("%d pages from %d on", pages, first)
                        .isTrue();
                assertThat(regions.isAccessible(store.address(first), (long) pages * PAGE))
                        .isTrue();
                heldPages.set(first, first + pages);
                resting.clear(first, first + pages);
                if (limitBytes < Long.MAX_VALUE) {
                    long left = limitBytes - regions.residentBytes() + store.idleBytes();
                    assertThat(left).isGreaterThanOrEqualTo(promisedBytes);
                }
                held.add(new Run(first, pages));
            }
        }

        private void put(int which) {
            Run run = held.remove(which);
            store.putRun(run.firstPage, run.pages);
            heldPages.clear(run.firstPage, run.firstPage + run.pages);
            resting.set(run.firstPage, run.firstPage + run.pages);
        }

        /** With no more regions to be had, a page or run is taken or nothing changes. */
        private void refuse(int pages) {
            regions.commitLimitBytes = regions.committedBytes();
            refusedFromBytes = 0;
            take(pages);
            refusedFromBytes = Long.MAX_VALUE;
            regions.commitLimitBytes = Long.MAX_VALUE;
        }

        private void check() {
            BitSet free = store.free();
            assertThat(free.intersects(heldPages)).isFalse();
            assertThat(store.heldPages()).isEqualTo(heldPages.cardinality());
            for (Run run : held) {
                long address = store.address(run.firstPage);
                assertThat(regions.isAccessible(address, (long) run.pages * PAGE)).isTrue();
            }
            assertThat(regions.residentBytes()).isLessThanOrEqualTo(limitBytes);
            long trimmedOrHeld = regions.committedBytes() - (long) heldPages.cardinality() * PAGE;
            assertThat(store.idleBytes()).isBetween(0L, Math.max(0, trimmedOrHeld));
        }
    }
}
