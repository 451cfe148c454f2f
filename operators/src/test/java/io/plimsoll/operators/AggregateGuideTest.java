package io.plimsoll.operators;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.serde.TypeSerializers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The Java code of docs/aggregate.md: it compiles, runs, and is what the guide shows. */
class AggregateGuideTest {

    // guide
    record Trade(String symbol, long quantity, double price, String trader) {}

    Aggregate<Trade, Long> trades = Aggregates.count();
    Aggregate<Trade, @Nullable Double> highest = Aggregates.maxDouble(Trade::price);
    Aggregate<Trade, Long> large =
            Aggregates.<Trade>count().where(trade -> trade.quantity() > 1000);
    Aggregate<Trade, Long> traders =
            Aggregates.countDistinct(TypeSerializers.ofString(), Trade::trader);

    // end of guide

    @Test
    void shouldGroup() {
        List<Trade> input =
                List.of(
                        new Trade("A", 10, 2.5, "ann"),
                        new Trade("B", 2000, 1, "bob"),
                        new Trade("A", 30, 3.5, "bob"));
        // guide
        try (HashAggregator<Trade, String> aggregator =
                HashAggregator.<Trade, String>groupBy(TypeSerializers.ofString(), Trade::symbol)
                        .aggregate(trades, highest, large, traders)
                        .memoryBytes(64 << 20)
                        .open()) {
            input.forEach(aggregator::add); // any number of them
            for (HashAggregator.Group<String> group : aggregator.groups()) {
                System.out.println(
                        group.key() + ": " + group.get(trades) + ", " + group.get(highest));
            }
        }
        // end of guide
    }

    // guide
    /** The product of the prices, say. */
    static final class Product implements AggregateFunction<Double, Double, Double> {

        @Override
        public Double createAccumulator() {
            return 1.0;
        }

        @Override
        public Double add(Double value, Double accumulator) {
            return accumulator * value;
        }

        @Override
        public Double merge(Double first, Double second) {
            return first * second;
        }

        @Override
        public Double getResult(Double accumulator) {
            return accumulator;
        }
    }

    Aggregate<Trade, @Nullable Double> product =
            Aggregates.of(
                    new Product(),
                    TypeSerializers.ofDouble(),
                    TypeSerializers.ofDouble(),
                    Trade::price);

    // end of guide

    @Test
    void shouldComputeWhatTheUserDefines() {
        List<Trade> input = List.of(new Trade("A", 1, 2, "ann"), new Trade("A", 1, 4, "bob"));
        // guide
        record Summary(String symbol, @Nullable Double product) {}

        try (HashAggregator<Trade, String> aggregator =
                HashAggregator.<Trade, String>groupBy(TypeSerializers.ofString(), Trade::symbol)
                        .aggregate(product)
                        .open()) {
            input.forEach(aggregator::add);
            List<Summary> summaries =
                    aggregator.stream(group -> new Summary(group.key(), group.get(product)))
                            .toList();
            assertThat(summaries).containsExactly(new Summary("A", 8.0));
        }
        // end of guide
    }

    @Test
    void shouldShowThisCode() throws IOException {
        String guide = Files.readString(Path.of("../docs/aggregate.md"));
        StringBuilder shown = new StringBuilder();
        for (int at = guide.indexOf("```java\n"); at >= 0; at = guide.indexOf("```java\n", at)) {
            at += "```java\n".length();
            shown.append(guide, at, guide.indexOf("```", at));
        }
        String source =
                Files.readString(
                        Path.of("src/test/java/io/plimsoll/operators/AggregateGuideTest.java"));
        StringBuilder code = new StringBuilder();
        String begin = "// guide" + "\n";
        for (int at = source.indexOf(begin); at >= 0; at = source.indexOf(begin, at)) {
            at += begin.length();
            code.append(source, at, source.indexOf("// end of guide", at));
        }
        assertThat(normalized(shown.toString())).isEqualTo(normalized(code.toString()));
    }

    private static String normalized(String code) {
        return code.replaceAll("\\s+", "");
    }
}
