package io.plimsoll.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.leak.LeakReport;
import io.plimsoll.memory.leak.LeakReport.Leak;
import java.util.ArrayList;
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

/** A tree of pools does, step by step, what {@link PoolModel} says. */
class PoolTreeModelTest {

    private static final int PAGE = 4096;

    enum Kind {
        OPEN,
        TAKE,
        TAKE_MANY,
        RELEASE,
        FREE,
        RESERVE,
        UNRESERVE,
        CLOSE,
        TRIM
    }

    /** One step; the numbers choose pools, pages and amounts modulo what there is. */
    record Step(Kind kind, int which, int first, int second) {}

    @Provide
    Arbitrary<Step> steps() {
        Arbitrary<Kind> kinds =
                Arbitraries.frequency(
                        Tuple.of(4, Kind.OPEN),
                        Tuple.of(12, Kind.TAKE),
                        Tuple.of(6, Kind.TAKE_MANY),
                        Tuple.of(10, Kind.RELEASE),
                        Tuple.of(3, Kind.FREE),
                        Tuple.of(4, Kind.RESERVE),
                        Tuple.of(3, Kind.UNRESERVE),
                        Tuple.of(1, Kind.CLOSE),
                        Tuple.of(1, Kind.TRIM));
        Arbitrary<Integer> numbers = Arbitraries.integers().between(0, 1000);
        return Combinators.combine(kinds, numbers, numbers, numbers).as(Step::new);
    }

    @Property(tries = 300)
    void shouldGrantExactlyWhatFits_inSmallBudgets(
            @ForAll @Size(max = 120) List<@From("steps") Step> steps) {
        new Run(40, 1000).play(steps);
    }

    @Property(tries = 60)
    void shouldGrantExactlyWhatFits_whenPoolsKeepManyPagesAtHand(
            @ForAll @Size(max = 150) List<@From("steps") Step> steps) {
        new Run(1500, 0).play(steps);
    }

    /** A real tree and its model, played in step. */
    private static final class Run {
        private final int budgetPages;
        private final MemoryManager manager;
        private final List<LeakReport> leaks = new ArrayList<>();
        private final List<MemoryPool> pools = new ArrayList<>();
        private final List<PoolModel> models = new ArrayList<>();
        private final List<MemorySegment> pages = new ArrayList<>();
        private final List<Integer> lessees = new ArrayList<>();
        private final List<Long> stamps = new ArrayList<>();
        private long nextStamp;

        Run(int budgetPages, int tailBytes) {
            this.budgetPages = budgetPages;
            long bytes = (long) budgetPages * PAGE + tailBytes;
            this.manager =
                    MemoryManager.builder()
                            .memorySizeBytes(bytes)
                            .pageSizeBytes(PAGE)
                            .onLeak(leaks::add)
                            .build();
            pools.add(manager.rootPool());
            models.add(new PoolModel(PAGE, null, 0, bytes));
        }

        void play(List<Step> steps) {
            for (Step step : steps) {
                play(step);
                check();
            }
            while (!pages.isEmpty()) {
                release(pages.size() - 1, pages.size() % 2 == 0);
            }
            check();
            manager.close();
        }

        private void play(Step step) {
            int index = step.which % pools.size();
            switch (step.kind) {
                case OPEN -> open(index, step.first, step.second);
                case TAKE -> take(index);
                case TAKE_MANY -> takeMany(index, step.first % (budgetPages / 2));
                case RELEASE, FREE -> {
                    if (!pages.isEmpty()) {
                        release(step.first % pages.size(), step.kind == Kind.FREE);
                    }
                }
                case RESERVE -> reserve(index, step.first * (long) budgetPages);
                case UNRESERVE -> unreserve(index, step.first * (long) budgetPages);
                case CLOSE -> close(index);
                case TRIM -> manager.trim();
            }
        }

        private void open(int index, int first, int second) {
            PoolModel model = models.get(index);
            long minBytes = (long) (first % (budgetPages / 3)) * 3000;
            long maxBytes = minBytes + (long) (second % budgetPages) * 5000;
            MemoryPool pool = pools.get(index);
            if (model.closed || model.ownBytes() > 0) {
                assertThatThrownBy(() -> pool.newChild("pool", minBytes, maxBytes))
                        .isInstanceOf(IllegalStateException.class);
                return;
            }
            PoolModel child = model.open(minBytes, maxBytes);
            try {
                MemoryPool opened = pool.newChild("p" + pools.size(), minBytes, maxBytes);
                assertThat(child).as("granted %s", opened).isNotNull();
                pools.add(opened);
                models.add(child);
            } catch (MemoryReservationException denied) {
                assertThat(child).as(denied.getMessage()).isNull();
            }
        }

        private void take(int index) {
            MemoryPool pool = pools.get(index);
            if (!mayHold(index)) {
                assertThatThrownBy(pool::tryAllocatePage).isInstanceOf(IllegalStateException.class);
                return;
            }
            MemorySegment page = pool.tryAllocatePage();
            assertThat(page != null).isEqualTo(models.get(index).take(1));
            if (page != null) {
                hold(page, index);
            }
        }

        private void takeMany(int index, int count) {
            MemoryPool pool = pools.get(index);
            List<MemorySegment> taken = new ArrayList<>();
            if (count > 0 && !mayHold(index)) {
                assertThatThrownBy(() -> pool.tryAllocatePages(count, taken))
                        .isInstanceOf(IllegalStateException.class);
                return;
            }
            boolean granted = pool.tryAllocatePages(count, taken);
            assertThat(granted).isEqualTo(count == 0 || models.get(index).take(count));
            assertThat(taken).hasSize(granted ? count : 0);
            taken.forEach(page -> hold(page, index));
        }

        private void hold(MemorySegment page, int index) {
            long stamp = nextStamp++;
            page.putLong(0, stamp);
            page.putLong(PAGE - 8, ~stamp);
            pages.add(page);
            lessees.add(index);
            stamps.add(stamp);
        }

        private void release(int which, boolean byItself) {
            MemorySegment page = pages.remove(which);
            int index = lessees.remove(which);
            stamps.remove(which);
            MemoryPool pool = pools.get(index);
            assertThat(page.getOwner()).isSameAs(pool);
            if (byItself) {
                page.free();
            } else {
                pool.release(page);
            }
            assertThat(page.isFreed()).isTrue();
            assertThatThrownBy(() -> pool.release(page)).isInstanceOf(IllegalStateException.class);
            models.get(index).pages--;
            models.get(index).forgetIfGone();
        }

        private void reserve(int index, long bytes) {
            MemoryPool pool = pools.get(index);
            if (!mayHold(index)) {
                assertThatThrownBy(() -> pool.tryReserve(bytes))
                        .isInstanceOf(IllegalStateException.class);
                return;
            }
            assertThat(pool.tryReserve(bytes)).isEqualTo(models.get(index).reserve(bytes));
        }

        private void unreserve(int index, long bytes) {
            PoolModel model = models.get(index);
            MemoryPool pool = pools.get(index);
            if (bytes > model.reservedBytes) {
                assertThatThrownBy(() -> pool.unreserve(bytes))
                        .isInstanceOf(IllegalStateException.class);
                return;
            }
            pool.unreserve(bytes);
            model.reservedBytes -= bytes;
            model.forgetIfGone();
        }

        private void close(int index) {
            if (index == 0) {
                return;
            }
            PoolModel model = models.get(index);
            long out = model.closed ? 0 : model.usedBytes();
            leaks.clear();
            pools.get(index).close();
            model.close();
            assertThat(leaks.stream().mapToLong(LeakReport::bytes).sum()).isEqualTo(out);
        }

        private boolean mayHold(int index) {
            return !models.get(index).closed && models.get(index).isLeaf();
        }

        private void check() {
            manager.verify();
            for (int i = 0; i < pools.size(); i++) {
                MemoryPool pool = pools.get(i);
                PoolModel model = models.get(i);
                assertThat(pool.usedBytes()).isEqualTo(model.usedBytes());
                assertThat(pool.reservedBytes()).isEqualTo(model.reservedBytes);
                assertThat(pool.availableBytes()).isEqualTo(model.availableBytes());
                assertThat(pool.peakBytes()).isGreaterThanOrEqualTo(model.ownBytes());
            }
            assertThat(manager.usedBytes()).isEqualTo(models.get(0).usedBytes());
            assertThat(manager.peakUsedBytes()).isGreaterThanOrEqualTo(manager.usedBytes());
            assertThat(manager.outstanding().leaks().stream().mapToLong(Leak::pages).sum())
                    .isEqualTo(pages.size());
            for (int i = 0; i < pages.size(); i++) {
                assertThat(pages.get(i).getLong(0)).isEqualTo(stamps.get(i));
                assertThat(pages.get(i).getLong(PAGE - 8)).isEqualTo(~stamps.get(i));
            }
        }
    }
}
