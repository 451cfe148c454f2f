package io.plimsoll.memory;

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

    enum Kind {
        OPEN,
        TAKE,
        TAKE_MANY,
        RELEASE,
        FREE,
        RESERVE,
        UNRESERVE,
        RESIZE,
        TRANSFER,
        RESIZE_BUDGET,
        PRIORITY,
        CLOSE,
        TRIM
    }

    /** One step; the numbers choose pools, pages and amounts modulo what there is. */
    record Step(Kind kind, int which, int first, int second) {}

    @Provide
    Arbitrary<Step> steps() {
        return steps(0);
    }

    @Provide
    Arbitrary<Step> stepsAndLimits() {
        return steps(1);
    }

    private static Arbitrary<Step> steps(int limits) {
        Arbitrary<Kind> kinds =
                Arbitraries.frequency(
                        Tuple.of(4, Kind.OPEN),
                        Tuple.of(12, Kind.TAKE),
                        Tuple.of(6, Kind.TAKE_MANY),
                        Tuple.of(10, Kind.RELEASE),
                        Tuple.of(3, Kind.FREE),
                        Tuple.of(4, Kind.RESERVE),
                        Tuple.of(3, Kind.UNRESERVE),
                        Tuple.of(3 * limits, Kind.RESIZE),
                        Tuple.of(2 * limits, Kind.TRANSFER),
                        Tuple.of(limits, Kind.RESIZE_BUDGET),
                        Tuple.of(1, Kind.PRIORITY),
                        Tuple.of(1, Kind.CLOSE),
                        Tuple.of(1, Kind.TRIM));
        Arbitrary<Integer> numbers = Arbitraries.integers().between(0, 1000);
        return Combinators.combine(kinds, numbers, numbers, numbers).as(Step::new);
    }

    @Property(tries = 300)
    void shouldGrantExactlyWhatFits_inSmallBudgets(
            @ForAll @Size(max = 120) List<@From("steps") Step> steps) {
        new PoolTreeRun(40, 1000, 0).play(steps);
    }

    @Property(tries = 60)
    void shouldGrantExactlyWhatFits_whenPoolsKeepManyPagesAtHand(
            @ForAll @Size(max = 150) List<@From("steps") Step> steps) {
        new PoolTreeRun(1500, 0, 0).play(steps);
    }

    @Property(tries = 200)
    void shouldGrantExactlyWhatFits_whenAPartIsKeptBack(
            @ForAll @Size(max = 120) List<@From("steps") Step> steps) {
        new PoolTreeRun(60, 0, 0.2).play(steps);
    }

    @Property(tries = 300)
    void shouldGrantExactlyWhatFits_whileLimitsChange(
            @ForAll @Size(max = 120) List<@From("stepsAndLimits") Step> steps) {
        new PoolTreeRun(60, 0, 0.2).play(steps);
    }
}
