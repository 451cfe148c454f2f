package io.plimsoll.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.serde.TypeReference;
import io.plimsoll.serde.TypeSerializers;
import io.plimsoll.serde.key.SortKey;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashAggregatorTest {

    record Sale(String shop, long quantity, double price, @Nullable String customer) {}

    /** Sum and count as text: an accumulator that grows. */
    private static final AggregateFunction<String, String, Integer> LENGTHS =
            new AggregateFunction<>() {
                @Override
                public String createAccumulator() {
                    return "";
                }

                @Override
                public String add(String value, String accumulator) {
                    return accumulator + "x".repeat(value.length() % 3);
                }

                @Override
                public Integer getResult(String accumulator) {
                    return accumulator.length();
                }

                @Override
                public String merge(String first, String second) {
                    return first + second;
                }
            };

    private final Aggregate<Sale, Long> count = Aggregates.count();
    private final Aggregate<Sale, @Nullable Long> quantity = Aggregates.sumLong(Sale::quantity);
    private final Aggregate<Sale, @Nullable BigInteger> exact =
            Aggregates.sumExact(sale -> Long.MAX_VALUE - sale.quantity());
    private final Aggregate<Sale, @Nullable Double> turnover =
            Aggregates.sumDouble(sale -> sale.quantity() * sale.price());
    private final Aggregate<Sale, @Nullable Double> cheapest = Aggregates.minDouble(Sale::price);
    private final Aggregate<Sale, @Nullable Double> average =
            Aggregates.averageLong(Sale::quantity);
    private final Aggregate<Sale, @Nullable Double> spread =
            Aggregates.standardDeviation(Sale::price);
    private final Aggregate<Sale, @Nullable String> firstCustomer =
            Aggregates.first(TypeSerializers.ofString(), Sale::customer);
    private final Aggregate<Sale, @Nullable String> lastCustomer =
            Aggregates.last(TypeSerializers.ofString(), Sale::customer);
    private final Aggregate<Sale, @Nullable String> greatest =
            Aggregates.max(
                    SortKey.ofString(Function.<String>identity()),
                    TypeSerializers.ofString(),
                    Sale::customer);
    private final Aggregate<Sale, Long> customers =
            Aggregates.countDistinct(TypeSerializers.ofString(), Sale::customer);
    private final Aggregate<Sale, Long> few =
            Aggregates.<Sale>count().where(sale -> sale.quantity() < 10);
    private final Aggregate<Sale, List<Long>> quantities =
            Aggregates.collectList(TypeSerializers.ofLong(), Sale::quantity);
    private final Aggregate<Sale, @Nullable Integer> lengths =
            Aggregates.of(
                    LENGTHS,
                    TypeSerializers.ofString(),
                    TypeSerializers.ofString(),
                    Sale::customer);

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource({"5, 1, 64", "5, 2, 64", "3000, 1, 8", "3000, 2, 8", "20000, 2, 8"})
    void shouldComputeEachAggregate(int shops, int threads, int memoryMiB) throws Exception {
        List<Sale> sales = sales(shops, 40_000);
        Map<String, List<Sale>> expected =
                sales.stream().collect(Collectors.groupingBy(Sale::shop));
        int groups = 0;
        try (HashAggregator<Sale, String> aggregator =
                HashAggregator.<Sale, String>groupBy(TypeSerializers.ofString(), Sale::shop)
                        .aggregate(count, quantity, exact, turnover, cheapest, average, spread)
                        .aggregate(firstCustomer, lastCustomer, greatest, customers, few)
                        .aggregate(quantities, lengths)
                        .memoryBytes((long) memoryMiB << 20)
                        .temporaryDirectories(directory)
                        .threads(threads)
                        .open()) {
            sales.forEach(aggregator::add);
            for (HashAggregator.Group<String> group : aggregator.groups()) {
                groups++;
                check(group, expected.getOrDefault(group.key(), List.of()));
            }
            assertThat(aggregator.progress().added()).isEqualTo(sales.size());
        }
        assertThat(groups).isEqualTo(expected.size());
        try (var left = Files.walk(directory)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private void check(HashAggregator.Group<String> group, List<Sale> sales) {
        List<Long> numbers = sales.stream().map(Sale::quantity).sorted().toList();
        List<String> names =
                sales.stream().map(Sale::customer).filter(name -> name != null).toList();
        assertThat(group.get(count)).isEqualTo(sales.size());
        assertThat(group.get(quantity)).isEqualTo(numbers.stream().mapToLong(n -> n).sum());
        assertThat(group.get(exact))
                .isEqualTo(
                        numbers.stream()
                                .map(n -> BigInteger.valueOf(Long.MAX_VALUE - n))
                                .reduce(BigInteger.ZERO, BigInteger::add));
        assertThat(group.get(turnover))
                .isCloseTo(
                        sales.stream().mapToDouble(s -> s.quantity() * s.price()).sum(),
                        within(1e-6));
        assertThat(group.get(cheapest))
                .isEqualTo(sales.stream().mapToDouble(Sale::price).min().orElseThrow());
        assertThat(group.get(average))
                .isCloseTo(
                        numbers.stream().mapToLong(n -> n).average().orElseThrow(), within(1e-9));
        double mean = sales.stream().mapToDouble(Sale::price).average().orElseThrow();
        double squares =
                sales.stream().mapToDouble(s -> (s.price() - mean) * (s.price() - mean)).sum();
        if (sales.size() > 1) {
            assertThat(group.get(spread))
                    .isCloseTo(Math.sqrt(squares / (sales.size() - 1)), within(1e-9));
        } else {
            assertThat(group.get(spread)).isNull();
        }
        assertThat(group.get(firstCustomer)).isEqualTo(names.isEmpty() ? null : names.getFirst());
        assertThat(group.get(lastCustomer)).isEqualTo(names.isEmpty() ? null : names.getLast());
        assertThat(group.get(greatest))
                .isEqualTo(names.stream().max(Comparator.naturalOrder()).orElse(null));
        assertThat(group.get(customers)).isEqualTo(new HashSet<>(names).size());
        assertThat(group.get(few)).isEqualTo(numbers.stream().filter(n -> n < 10).count());
        List<Long> collected = new ArrayList<>(group.get(quantities));
        collected.sort(Comparator.naturalOrder());
        assertThat(collected).isEqualTo(numbers);
        Integer summed = group.get(lengths);
        assertThat(summed)
                .isEqualTo(
                        names.isEmpty()
                                ? null
                                : names.stream().mapToInt(name -> name.length() % 3).sum());
    }

    private static List<Sale> sales(int shops, int count) {
        Random random = new Random(11);
        return IntStream.range(0, count)
                .mapToObj(i ->
                        new Sale(
                                "shop-" + random.nextInt(shops),
                                random.nextInt(100),
                                random.nextInt(1000) / 8.0,
                                random.nextInt(5) == 0 ? null : "customer " + random.nextInt(50)))
                .toList();
    }

    @Test
    void shouldGiveTheDifferentKeys_withoutAggregates() {
        try (HashAggregator<Sale, String> aggregator =
                HashAggregator.<Sale, String>groupBy(TypeSerializers.ofString(), Sale::shop)
                        .temporaryDirectories(directory)
                        .open()) {
            sales(10, 1000).forEach(aggregator::add);
            assertThat(aggregator.stream(HashAggregator.Group::key))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 10).mapToObj(i -> "shop-" + i).toList());
        }
    }

    @Test
    void shouldShareAJobWithASorter() {
        try (Job job = Job.builder().memoryBytes(32 << 20).temporaryDirectories(directory).open();
                HashAggregator<Sale, String> aggregator =
                        HashAggregator.<Sale, String>groupBy(TypeSerializers.ofString(), Sale::shop)
                                .aggregate(count)
                                .memoryBytes(16 << 20)
                                .in(job)
                                .open();
                ExternalSorter<Map<String, Long>> sorter =
                        ExternalSorter.of(
                                        TypeSerializers.of(
                                                new TypeReference<Map<String, Long>>() {}))
                                .orderBy(
                                        SortKey.ofString((Map<String, Long> map) ->
                                                map.keySet().iterator().next()))
                                .in(job)
                                .open()) {
            sales(5000, 20_000).forEach(aggregator::add);
            for (HashAggregator.Group<String> group : aggregator.groups()) {
                sorter.add(Map.of(group.key(), group.get(count)));
            }
            Map<String, Long> found = new HashMap<>();
            sorter.sorted().forEach(found::putAll);
            assertThat(found.values().stream().mapToLong(n -> n).sum()).isEqualTo(20_000);
        }
    }

    @Test
    void shouldSayHowMuchMemoryWouldDo() {
        assertThatThrownBy(() ->
                        HashAggregator.groupBy(TypeSerializers.ofString(), Sale::shop)
                                .memoryBytes(1 << 20)
                                .temporaryDirectories(directory)
                                .open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
    }

    @Test
    void shouldEnd_whenCancelled() {
        try (HashAggregator<Sale, String> aggregator =
                HashAggregator.<Sale, String>groupBy(TypeSerializers.ofString(), Sale::shop)
                        .aggregate(count)
                        .temporaryDirectories(directory)
                        .open()) {
            sales(10, 1000).forEach(aggregator::add);
            aggregator.cancel();
            assertThatThrownBy(() -> aggregator.groups().iterator().next())
                    .isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void shouldRefuseRecords_afterTheGroupsWereAskedFor() {
        try (HashAggregator<Sale, String> aggregator =
                HashAggregator.<Sale, String>groupBy(TypeSerializers.ofString(), Sale::shop)
                        .temporaryDirectories(directory)
                        .open()) {
            assertThat(aggregator.groups()).isEmpty();
            assertThatThrownBy(() -> aggregator.add(new Sale("a", 1, 1, null)))
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}
