package io.plimsoll.operators;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.serde.TypeSerializers;
import io.plimsoll.serde.key.SortKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The pipeline of docs/pipeline.md and README.md: it compiles, runs, and is what they show. */
class PipelineGuideTest {

    private static final String BEGIN = "// pipeline" + "\n";
    private static final String END = "// end of pipeline";

    private final List<Customer> customers =
            List.of(new Customer("ann", "north"), new Customer("bob", "south"));
    private final List<Order> orders =
            List.of(new Order("bob", 3), new Order("ann", 1), new Order("bob", 4));
    private final List<Region> printed = new ArrayList<>();

    // pipeline
    record Order(String customer, long amount) {}

    record Customer(String name, String region) {}

    record Region(String name, long orders, long revenue) {}

    // end of pipeline

    @Test
    void regionsByRevenue() {
        // pipeline
        Aggregate<Joined<Order, Customer>, Long> count = Aggregates.count();
        Aggregate<Joined<Order, Customer>, Long> sum =
                Aggregates.sumLong(pair -> pair.left().amount());

        try (Job job = Job.builder().memoryBytes(128 << 20).open();
                var join =
                        HashJoin.of(
                                        TypeSerializers.of(Order.class),
                                        TypeSerializers.of(Customer.class))
                                .on(Order::customer, Customer::name, TypeSerializers.ofString())
                                .in(job)
                                .open();
                var regions =
                        HashAggregator.<Joined<Order, Customer>, String>groupBy(
                                        TypeSerializers.ofString(), pair -> pair.right().region())
                                .aggregate(count, sum)
                                .in(job)
                                .open();
                var sorter =
                        ExternalSorter.of(TypeSerializers.of(Region.class))
                                .orderBy(SortKey.ofLong(Region::revenue))
                                .descending()
                                .in(job)
                                .open()) {
            customers.forEach(join::addRight);
            join.probeLeft(orders).forEach(regions::add);
            regions.groups()
                    .forEach(each ->
                            sorter.add(new Region(each.key(), each.get(count), each.get(sum))));
            sorter.sorted().forEach(this::print);
        }
        // end of pipeline
        assertThat(printed).containsExactly(new Region("south", 2, 7), new Region("north", 1, 1));
    }

    private void print(Region region) {
        printed.add(region);
    }

    @Test
    void theyShowThisCode() throws IOException {
        String code = codeHere().replaceAll("\\s+", "");
        for (String document : List.of("../README.md", "../docs/pipeline.md")) {
            assertThat(Files.readString(Path.of(document)).replaceAll("\\s+", ""))
                    .as(document)
                    .contains("```java" + code + "```");
        }
    }

    private static String codeHere() throws IOException {
        String source =
                Files.readString(
                        Path.of("src/test/java/io/plimsoll/operators/PipelineGuideTest.java"));
        StringBuilder code = new StringBuilder();
        for (int at = source.indexOf(BEGIN); at >= 0; at = source.indexOf(BEGIN, at)) {
            at += BEGIN.length();
            code.append(source, at, source.indexOf(END, at));
        }
        return code.toString();
    }
}
