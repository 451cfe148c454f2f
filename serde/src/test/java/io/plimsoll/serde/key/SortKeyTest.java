package io.plimsoll.serde.key;

import static io.plimsoll.serde.key.KeyOrder.check;
import static io.plimsoll.serde.key.KeyOrder.keyOf;
import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;
import static java.util.Comparator.nullsLast;
import static java.util.Comparator.reverseOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Orders made of several fields, directions and places of nulls. */
class SortKeyTest {

    record Trade(long time, String symbol, int count, double price, @Nullable Long volume) {}

    record Place(@Nullable String town, int number) {}

    record Person(String name, @Nullable Place home) {}

    @Test
    void readsAsAnEngineerWouldSayIt() {
        SortKey<Trade> key =
                SortKey.ofLong(Trade::time).then(SortKey.ofString(Trade::symbol).descending());

        Trade early = new Trade(1, "A", 0, 0, null);
        Trade late = new Trade(2, "A", 0, 0, null);
        Trade lateButBefore = new Trade(2, "B", 0, 0, null);
        List<Trade> trades = new ArrayList<>(List.of(late, lateButBefore, early));
        trades.sort(key.comparator());

        assertThat(trades).containsExactly(early, lateButBefore, late);
        assertThat(Arrays.compareUnsigned(keyOf(key, early), keyOf(key, lateButBefore)))
                .isNegative();
        assertThat(Arrays.compareUnsigned(keyOf(key, lateButBefore), keyOf(key, late)))
                .isNegative();
    }

    @Property
    void compositesOrderAsTheirComparators(
            @ForAll("orders") List<Order> orders,
            @ForAll("trades") Trade a,
            @ForAll("trades") Trade b) {
        SortKey<Trade> key = orders.getFirst().key;
        Comparator<Trade> expected = orders.getFirst().comparator;
        for (Order next : orders.subList(1, orders.size())) {
            key = key.then(next.key);
            expected = expected.thenComparing(next.comparator);
        }
        check(key, expected, a, b);
    }

    @Property
    void aPayloadBehindTheKeyDoesNotDisturbTheOrder(
            @ForAll("orders") List<Order> orders,
            @ForAll("trades") Trade a,
            @ForAll("trades") Trade b,
            @ForAll byte[] payload,
            @ForAll byte[] otherPayload) {
        SortKey<Trade> key = orders.getFirst().key;
        byte[] left = keyOf(key, a);
        byte[] right = keyOf(key, b);
        int order = Integer.signum(Arrays.compareUnsigned(left, right));
        if (order != 0) {
            assertThat(
                            Integer.signum(
                                    Arrays.compareUnsigned(
                                            concat(left, payload), concat(right, otherPayload))))
                    .isEqualTo(order);
        }
    }

    /** A key and the comparator that it must agree with. */
    record Order(SortKey<Trade> key, Comparator<Trade> comparator) {}

    @Provide
    Arbitrary<List<Order>> orders() {
        SortKey<Trade> volume = SortKey.by(Trade::volume, SortKey.natural(Long.class));
        return Arbitraries.of(
                        new Order(SortKey.ofLong(Trade::time), comparing(Trade::time)),
                        new Order(
                                SortKey.ofLong(Trade::time).descending(),
                                comparing(Trade::time, reverseOrder())),
                        new Order(SortKey.ofString(Trade::symbol), comparing(Trade::symbol)),
                        new Order(
                                SortKey.ofString(Trade::symbol).descending(),
                                comparing(Trade::symbol, reverseOrder())),
                        new Order(
                                SortKey.ofInt(Trade::count).descending().descending(),
                                comparing(Trade::count)),
                        new Order(
                                SortKey.ofDouble(Trade::price).descending(),
                                comparing(Trade::price, reverseOrder())),
                        new Order(
                                volume.nullsFirst(),
                                comparing(Trade::volume, nullsFirst(naturalOrder()))),
                        new Order(
                                volume.nullsLast().descending(),
                                comparing(Trade::volume, nullsLast(reverseOrder()))),
                        new Order(
                                volume.descending().nullsFirst(),
                                comparing(Trade::volume, nullsFirst(reverseOrder()))))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<Trade> trades() {
        return Combinators.combine(
                        Arbitraries.longs().between(-2, 2),
                        Arbitraries.strings().withChars('\0', '\1', 'a', 'é').ofMaxLength(3),
                        Arbitraries.of(Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE),
                        Arbitraries.of(Double.NEGATIVE_INFINITY, -1.5, 2.5, Double.NaN),
                        Arbitraries.longs().between(-1, 1).injectNull(0.3))
                .as(Trade::new);
    }

    @Test
    void absentObjectsStandWhereTheyWerePutWhateverTheDirection() {
        SortKey<Place> places =
                SortKey.ofString(Place::town).nullsLast().then(SortKey.ofInt(Place::number));
        SortKey<Person> people = SortKey.by(Person::home, places).nullsFirst();

        Person homeless = new Person("h", null);
        Person nowhere = new Person("n", new Place(null, 1));
        Person ulm = new Person("u", new Place("Ulm", 1));
        Person bonn = new Person("b", new Place("Bonn", 2));

        assertThat(sorted(people, nowhere, ulm, homeless, bonn))
                .containsExactly(homeless, bonn, ulm, nowhere);
        assertThat(sorted(people.descending(), nowhere, ulm, homeless, bonn))
                .containsExactly(homeless, ulm, bonn, nowhere);
    }

    @Test
    void anAbsentObjectStandsAsItsFirstFieldSaysIfNobodySaysOtherwise() {
        SortKey<Person> people =
                SortKey.by(Person::home, SortKey.ofString(Place::town).nullsFirst());

        Person homeless = new Person("h", null);
        Person ulm = new Person("u", new Place("Ulm", 1));

        assertThat(sorted(people, ulm, homeless)).containsExactly(homeless, ulm);
    }

    /** Sorts by bytes and makes sure that the comparator agrees. */
    private static List<Person> sorted(SortKey<Person> key, Person... people) {
        List<Person> byBytes = new ArrayList<>(List.of(people));
        byBytes.sort((a, b) -> Arrays.compareUnsigned(keyOf(key, a), keyOf(key, b)));
        List<Person> byComparator = new ArrayList<>(List.of(people));
        byComparator.sort(key.comparator());
        assertThat(byBytes).isEqualTo(byComparator);
        return byBytes;
    }

    @Test
    void refusesNullUnlessItHasAPlace() {
        SortKey<Place> key = SortKey.ofString(Place::town);
        Place nowhere = new Place(null, 1);

        assertThatNullPointerException()
                .isThrownBy(() -> keyOf(key, nowhere))
                .withMessageContaining("nullsFirst()");
        assertThatNullPointerException()
                .isThrownBy(() -> key.comparator().compare(nowhere, nowhere))
                .withMessageContaining("nullsFirst()");
    }

    @Test
    void refusesNumbersOutsideTheRangeOfTheField() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keyOf(SortKey.ofByte(Place::number), new Place("x", 128)))
                .withMessage("key=128 (expected -128..127)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keyOf(SortKey.ofChar(Place::number), new Place("x", -1)))
                .withMessage("key=-1 (expected 0..65535)");
    }

    @Test
    void namesTheTypesThatHaveANaturalOrder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SortKey.natural(Object.class))
                .withMessageContaining("type=java.lang.Object")
                .withMessageContaining("BigDecimal");
    }

    private static byte[] concat(byte[] key, byte[] payload) {
        byte[] all = Arrays.copyOf(key, key.length + payload.length);
        System.arraycopy(payload, 0, all, key.length, payload.length);
        return all;
    }
}
