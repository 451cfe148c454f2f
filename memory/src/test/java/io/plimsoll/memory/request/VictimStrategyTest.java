package io.plimsoll.memory.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Strategies beside a naive choice: of those left, who is the best by priority, then by figure. */
class VictimStrategyTest {

    @Provide
    Arbitrary<Victim> victims() {
        Arbitrary<Long> figures = Arbitraries.longs().between(0, 4);
        return Combinators.combine(
                        Arbitraries.integers().between(-2, 2),
                        figures,
                        // moments of a clock that may begin anywhere, also just before it overflows
                        figures.map(nanos -> Long.MAX_VALUE - 2 + nanos),
                        figures)
                .as((priority, bytes, last, uses) ->
                        new Victim("pool", priority, bytes, last, uses, 0));
    }

    @Property
    void shouldOrderAsTheNaiveChoice(@ForAll @Size(max = 12) List<@From("victims") Victim> drawn) {
        List<Victim> victims = new ArrayList<>();
        for (Victim victim : drawn) {
            victims.add(
                    new Victim(
                            "pool",
                            victim.priority(),
                            victim.reclaimableBytes(),
                            victim.lastUseNanos(),
                            victim.useCount(),
                            victims.size()));
        }
        check(victims, VictimStrategy.leastRecentlyUsed(), v -> v.lastUseNanos() - Long.MAX_VALUE);
        check(victims, VictimStrategy.leastFrequentlyUsed(), Victim::useCount);
        check(victims, VictimStrategy.largestFirst(), v -> -v.reclaimableBytes());
        check(victims, VictimStrategy.fixedOrder(), v -> 0);
    }

    private static void check(
            List<Victim> victims, VictimStrategy strategy, ToLongFunction<Victim> figure) {
        List<Victim> left = new ArrayList<>(victims);
        List<Victim> chosen = new ArrayList<>();
        while (!left.isEmpty()) {
            Victim best = left.getFirst();
            for (Victim other : left) {
                if (other.priority() < best.priority()
                        || (other.priority() == best.priority()
                                && figure.applyAsLong(other) < figure.applyAsLong(best))) {
                    best = other;
                }
            }
            left.remove(best);
            chosen.add(best);
        }
        assertThat(victims.stream().sorted(strategy)).containsExactlyElementsOf(chosen);
    }
}
