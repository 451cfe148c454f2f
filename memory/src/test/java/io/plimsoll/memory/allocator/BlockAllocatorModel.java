package io.plimsoll.memory.allocator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.allocator.OtherThreads.Who;
import io.plimsoll.memory.allocator.run.PageRuns;
import io.plimsoll.memory.snapshot.AllocatorFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/**
 * An allocator's live blocks are, step by step, a set of disjoint intervals inside the pages that
 * are out, whichever thread takes and frees them and however the memory's limit moves.
 */
abstract class BlockAllocatorModel {

    static final int PAGE = 4096;

    enum Kind {
        TAKE,
        TAKE_ALIGNED,
        FREE,
        FREE_AGAIN,
        FREE_THE_MIDDLE,
        RESIZE,
        TRIM,
        LIMIT
    }

    /** One step; the numbers choose sizes and blocks modulo what there is. */
    record Step(Kind kind, Who who, int size, int which) {}

    abstract BlockAllocator create(PageRuns runs, AllocatorOptions options);

    @Provide
    Arbitrary<Step> steps() {
        Arbitrary<Kind> kinds =
                Arbitraries.frequency(
                        Tuple.of(20, Kind.TAKE),
                        Tuple.of(3, Kind.TAKE_ALIGNED),
                        Tuple.of(14, Kind.FREE),
                        Tuple.of(2, Kind.FREE_AGAIN),
                        Tuple.of(1, Kind.FREE_THE_MIDDLE),
                        Tuple.of(5, Kind.RESIZE),
                        Tuple.of(1, Kind.TRIM),
                        Tuple.of(1, Kind.LIMIT));
        Arbitrary<Who> threads =
                Arbitraries.frequency(
                        Tuple.of(10, Who.THIS),
                        Tuple.of(4, Who.ANOTHER),
                        Tuple.of(1, Who.A_NEW_ONE),
                        Tuple.of(2, Who.A_VIRTUAL_ONE));
        // a few sizes come often, so that slabs fill up; all come sometimes
        Arbitrary<Integer> sizes =
                Arbitraries.oneOf(
                        Arbitraries.of(16, 600, 1024, 1500, 4096, 7000),
                        Arbitraries.integers().between(1, 300),
                        Arbitraries.integers().between(1, 6 * PAGE));
        Arbitrary<Integer> numbers = Arbitraries.integers().between(0, 1 << 20);
        return Combinators.combine(kinds, threads, sizes, numbers).as(Step::new);
    }

    @Property(tries = 100)
    void shouldHandOutDisjointBlocks_whenMemoryIsScarce(
            @ForAll @Size(max = 250) List<@From("steps") Step> steps) {
        play(steps, 40, 0);
    }

    @Property(tries = 50)
    void shouldHandOutDisjointBlocks_whenThereIsMemory(
            @ForAll @Size(max = 250) List<@From("steps") Step> steps) {
        play(steps, 600, 12 * PAGE);
    }

    private void play(List<Step> steps, int limitPages, int retainBytes) {
        try (Run run = new Run(limitPages, retainBytes)) {
            for (Step step : steps) {
                run.play(step);
                run.check();
            }
            run.end();
        }
    }

    /** An allocator and the intervals that it has handed out. */
    private final class Run implements AutoCloseable {
        private final int limitPages;
        private final FakeRuns runs;
        private final OtherThreads threads = new OtherThreads();
        private final BlockAllocator allocator;
        private final List<AllocatorFigures> leaks = new ArrayList<>();
        private final TreeMap<Long, Canary> live = new TreeMap<>();
        private final List<Long> dead = new ArrayList<>();
        private long nextPattern;

        Run(int limitPages, int retainBytes) {
            this.limitPages = limitPages;
            this.runs = new FakeRuns(PAGE, 1000, limitPages);
            this.allocator =
                    create(
                            runs,
                            AllocatorOptions.defaults("model", runs.maxBytes())
                                    .withRetainBytes(retainBytes)
                                    .withOnLeak(leaks::add));
        }

        void play(Step step) {
            switch (step.kind) {
                case TAKE -> take(step, 1);
                case TAKE_ALIGNED -> take(step, 1 << step.which % 13);
                case FREE -> free(step);
                case FREE_AGAIN -> freeAgain(step);
                case FREE_THE_MIDDLE -> freeTheMiddle(step);
                case RESIZE -> resize(step);
                case TRIM -> trim();
                case LIMIT -> runs.limitPages = limitPages / 2 + step.which % limitPages;
            }
        }

        private void take(Step step, int alignment) {
            long address =
                    threads.call(
                            step.who,
                            () ->
                                    alignment == 1
                                            ? allocator.tryAllocate(step.size)
                                            : allocator.tryAllocateAligned(step.size, alignment));
            if (address == BlockAllocator.NONE) {
                return;
            }
            assertThat(address % Math.max(16, alignment)).isZero();
            int usable = allocator.usableBytes(address);
            assertThat(usable).isGreaterThanOrEqualTo(step.size);
            enter(address, usable);
        }

        private void enter(long address, int bytes) {
            assertThat(runs.covers(address, bytes)).isTrue();
            var below = live.lowerEntry(address + 1);
            assertThat(below == null || below.getValue().end() <= address).isTrue();
            var above = live.ceilingEntry(address);
            assertThat(above == null || address + bytes <= above.getKey()).isTrue();
            live.put(address, Canary.fill(address, bytes, nextPattern++));
            dead.remove(address);
        }

        private Canary any(Step step) {
            Long start = live.ceilingKey(runs.base + step.which % (runs.slots * PAGE));
            return live.get(start == null ? live.firstKey() : start);
        }

        private void free(Step step) {
            if (!live.isEmpty()) {
                Canary block = any(step);
                block.check();
                live.remove(block.address());
                threads.run(step.who, () -> allocator.free(block.address()));
                dead.add(block.address());
            }
        }

        private void freeAgain(Step step) {
            if (!dead.isEmpty()) {
                long address = dead.get(step.which % dead.size());
                assertThatThrownBy(() -> threads.run(step.who, () -> allocator.free(address)))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("0x" + Long.toHexString(address));
            }
        }

        private void freeTheMiddle(Step step) {
            if (!live.isEmpty()) {
                Canary block = any(step);
                long inside = block.address() + 1 + step.which % block.bytes();
                if (!live.containsKey(inside)) {
                    assertThatThrownBy(() -> threads.run(step.who, () -> allocator.free(inside)))
                            .isInstanceOf(IllegalStateException.class);
                }
            }
        }

        private void resize(Step step) {
            if (live.isEmpty()) {
                return;
            }
            Canary block = any(step);
            long address =
                    threads.call(
                            step.who, () -> allocator.tryReallocate(block.address(), step.size));
            if (address == BlockAllocator.NONE) {
                block.check();
                return;
            }
            live.remove(block.address());
            if (address != block.address()) {
                dead.add(block.address());
            }
            block.movedTo(address).check(Math.min(block.bytes(), step.size));
            enter(address, allocator.usableBytes(address));
        }

        private void trim() {
            int before = runs.takenPages();
            long trimmed = allocator.trim();
            assertThat(trimmed).isEqualTo((long) (before - runs.takenPages()) * PAGE);
        }

        void check() {
            allocator.verify();
            live.values().forEach(Canary::check);
            AllocatorFigures figures = allocator.figures();
            assertThat(figures.reservedBytes()).isEqualTo((long) runs.takenPages() * PAGE);
            assertThat(figures.liveBlocks()).isGreaterThanOrEqualTo(live.size());
            assertThat(figures.liveBytes() + figures.idleBytes())
                    .isLessThanOrEqualTo(figures.reservedBytes());
        }

        /** Half of the blocks are freed and half leak. */
        void end() {
            List<Canary> left = new ArrayList<>(live.values());
            for (int i = 0; i < left.size() / 2; i++) {
                left.get(i).check();
                long address = left.get(i).address();
                threads.run(Who.values()[i % 4], () -> allocator.free(address));
            }
            allocator.close();
            assertThat(runs.takenPages()).isZero();
            assertThat(leaks.stream().mapToLong(AllocatorFigures::liveBlocks).sum())
                    .isEqualTo(left.size() - left.size() / 2);
        }

        @Override
        public void close() {
            threads.close();
            runs.close();
        }
    }
}
