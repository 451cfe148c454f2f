package io.plimsoll.memory.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.arbitration.WaitQueue.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** The queue beside a naive one: a list that is sorted anew each time, in two rooms of memory. */
class WaitQueueTest {

    /** Arrives, leaves, or gives memory back, as the numbers say. */
    record Step(int kind, int priority, int amount, int room) {}

    @Provide
    Arbitrary<Step> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(-3, 9),
                        Arbitraries.integers().between(1, 20),
                        Arbitraries.integers().between(0, 1))
                .as(Step::new);
    }

    @Property(tries = 500)
    void shouldServeWhomTheNaiveQueueServes(
            @ForAll @Size(max = 150) List<@From("steps") Step> steps) {
        Rooms real = new Rooms();
        WaitQueue<Guest> queue = new WaitQueue<>();
        Rooms model = new Rooms();
        List<Guest> naive = new ArrayList<>();
        long now = 0;
        for (Step step : steps) {
            now += WaitQueue.LEVEL_NANOS / 7 * step.amount();
            if (step.kind() < 5) {
                queue.add(new Guest(step, now));
                naive.add(new Guest(step, now));
            } else if (step.kind() == 5 && !naive.isEmpty()) {
                int which = step.amount() % naive.size();
                Guest leaves = queue.places().get(which);
                assertThat(queue.remove(leaves)).isTrue();
                sorted(naive, now);
                naive.remove(which);
            } else {
                real.free[step.room()] += step.amount();
                model.free[step.room()] += step.amount();
            }
            queue.serve(real);
            serveNaively(naive, model, now);
            assertThat(model.log).isEqualTo(real.log);
            assertThat(queue.places().stream().map(Guest::toString))
                    .containsExactlyElementsOf(naive.stream().map(Guest::toString).toList());
        }
        assertThat(real.free).isEqualTo(model.free);
    }

    /** By what the rule says: priority grows with the time that somebody waits. */
    private static void sorted(List<Guest> guests, long now) {
        guests.sort(
                Comparator.comparingDouble(guest ->
                        -(guest.priority + (now - guest.since) / (double) WaitQueue.LEVEL_NANOS)));
    }

    private static void serveNaively(List<Guest> guests, Rooms rooms, long now) {
        sorted(guests, now);
        for (Guest guest : List.copyOf(guests)) {
            List<Guest> before =
                    guests.subList(0, guests.indexOf(guest)).stream()
                            .filter(other -> other.room == guest.room)
                            .toList();
            if (before.stream().anyMatch(Guest::comesFirst)) {
                continue;
            }
            boolean served = rooms.serve(guest) == Turn.SERVED;
            List<Guest> losers =
                    guests.subList(guests.indexOf(guest) + 1, guests.size()).stream()
                            .filter(other -> other.room == guest.room && other.gathered() > 0)
                            .toList();
            if (!served && !losers.isEmpty()) {
                losers.forEach(loser -> rooms.giveUp(loser, guest));
                guest.heir = true;
                served = rooms.serve(guest) == Turn.SERVED;
            }
            if (served) {
                guests.remove(guest);
                before.forEach(other -> other.overtaken++);
            } else if (guest.comesFirst()) {
                Guest first = before.isEmpty() ? guest : before.getFirst();
                first.heir |= first != guest;
                rooms.gather(first);
            }
        }
    }

    /** Somebody who wants some memory of one of two rooms. */
    private static final class Guest extends WaitQueue.Place {
        final int priority;
        final int room;
        final long since;
        final int amount;
        int missing;
        int overtaken;
        boolean heir;

        Guest(Step step, long now) {
            super(step.priority(), now);
            this.priority = step.priority();
            this.room = step.room();
            this.amount = step.amount();
            this.missing = amount;
            this.since = now;
        }

        boolean comesFirst() {
            return heir || overtaken >= 8;
        }

        int gathered() {
            return amount - missing;
        }

        @Override
        public String toString() {
            return "p%d room %d since %d misses %d, overtaken %d"
                    .formatted(priority, room, since, missing, Math.max(overtaken, bypasses()));
        }
    }

    /** Memory in two rooms: who waits for one does not compete with who waits for the other. */
    private static final class Rooms implements WaitQueue.Service<Guest> {
        final int[] free = new int[2];
        final List<String> log = new ArrayList<>();

        @Override
        public Turn serve(Guest guest) {
            if (free[guest.room] < guest.missing) {
                return Turn.WAITS;
            }
            free[guest.room] -= guest.missing;
            log.add(guest.toString());
            return Turn.SERVED;
        }

        @Override
        public boolean gather(Guest guest) {
            int bytes = Math.min(free[guest.room], guest.missing);
            free[guest.room] -= bytes;
            guest.missing -= bytes;
            return guest.gathered() > 0;
        }

        @Override
        public void giveUp(Guest guest, Guest heir) {
            free[guest.room] += guest.gathered();
            guest.missing = guest.amount;
        }

        @Override
        public boolean dismissIfOver(Guest guest) {
            return false;
        }

        @Override
        public boolean compete(Guest served, Guest waiting) {
            return served.room == waiting.room;
        }
    }
}
