package io.plimsoll.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.serde.TypeSerializers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HashJoinTest {

    private static final long LITTLE_MEMORY_BYTES = 8L << 20;

    @TempDir private Path directory;

    record Order(long id, @Nullable String customer) {}

    record Customer(@Nullable String name, int credit) {}

    @ParameterizedTest
    @EnumSource
    void shouldGiveWhatTheTypeSays_whicheverSideBuilds(JoinType type) throws Exception {
        List<Order> orders =
                IntStream.range(0, 3000)
                        .mapToObj(i -> new Order(i, i % 50 == 0 ? null : "c" + i % 700))
                        .toList();
        List<Customer> customers =
                IntStream.range(0, 1500)
                        .mapToObj(i -> new Customer(i % 40 == 0 ? null : "c" + i % 900, i))
                        .toList();
        Map<Joined<Order, Customer>, Integer> expected = model(type, orders, customers);
        try (HashJoin<Order, Customer, String> join = builder(type).open()) {
            customers.forEach(join::addRight);
            assertThat(counted(join.probeLeft(orders))).isEqualTo(expected);
        }
        try (HashJoin<Order, Customer, String> join = builder(type).buildLeft().threads(1).open()) {
            orders.forEach(join::addLeft);
            assertThat(counted(join.probeRight(customers))).isEqualTo(expected);
        }
        assertThat(filesLeft()).isZero();
    }

    @Test
    void shouldJoinMoreThanTheMemoryHolds_asAStream() throws Exception {
        int count = 300_000;
        try (HashJoin<Order, Customer, String> join = builder(JoinType.INNER).open()) {
            for (int i = 0; i < count; i++) {
                join.addRight(new Customer("customer number " + i, i));
            }
            long matching =
                    join.streamLeft(
                                    IntStream.range(0, count)
                                            .mapToObj(i -> new Order(i, "customer number " + i)))
                            .filter(pair -> pair.left().id() == pair.right().credit())
                            .count();
            assertThat(matching).isEqualTo(count);
            HashJoin.Progress progress = join.progress();
            assertThat(progress.built()).isEqualTo(count);
            assertThat(progress.probed()).isEqualTo(count);
            assertThat(progress.read()).isEqualTo(count);
            assertThat(progress.spilledBytes()).isPositive();
        }
        assertThat(filesLeft()).isZero();
    }

    @Test
    void shouldEnd_whenCancelled() throws Exception {
        try (HashJoin<Order, Customer, String> join = builder(JoinType.INNER).open()) {
            for (int i = 0; i < 1000; i++) {
                join.addRight(new Customer("same", i));
            }
            List<Order> orders =
                    IntStream.range(0, 1000).mapToObj(i -> new Order(i, "same")).toList();
            assertThatThrownBy(
                            () -> {
                                long read = 0;
                                for (Joined<Order, Customer> pair : join.probeLeft(orders)) {
                                    assertThat(pair.left()).isNotNull();
                                    if (++read == 1000) {
                                        join.cancel();
                                    }
                                }
                            })
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(filesLeft()).isZero();
    }

    @Test
    void shouldLeaveNothing_whenClosedInTheMiddle() throws Exception {
        try (HashJoin<Order, Customer, String> join = builder(JoinType.FULL).open()) {
            for (int i = 0; i < 200_000; i++) {
                join.addRight(new Customer("customer number " + i, i));
            }
            List<Order> orders =
                    IntStream.range(0, 100_000)
                            .mapToObj(i -> new Order(i, "customer number " + i))
                            .toList();
            assertThat(join.probeLeft(orders).iterator().next()).isNotNull();
        }
        assertThat(filesLeft()).isZero();
    }

    @Test
    void shouldSayWhatMemoryWouldDo_whenThereIsTooLittle() {
        try (Job job = Job.builder().memoryBytes(2 << 20).temporaryDirectories(directory).open()) {
            assertThatThrownBy(() -> builder(JoinType.INNER).threads(4).in(job).open())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected at least");
        }
    }

    @Test
    void shouldRefuseTheOtherSide() throws Exception {
        try (HashJoin<Order, Customer, String> join = builder(JoinType.INNER).open()) {
            assertThatThrownBy(() -> join.addLeft(new Order(1, "a")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("RIGHT");
            assertThatThrownBy(() -> join.probeRight(List.of()).iterator())
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private HashJoinBuilder<Order, Customer, String> builder(JoinType type) {
        return HashJoin.of(
                        TypeSerializers.ofRecord(Order.class),
                        TypeSerializers.ofRecord(Customer.class))
                .on(Order::customer, Customer::name, TypeSerializers.ofString())
                .type(type)
                .memoryBytes(LITTLE_MEMORY_BYTES)
                .temporaryDirectories(directory);
    }

    private static Map<Joined<Order, Customer>, Integer> counted(
            Iterable<Joined<Order, Customer>> results) {
        Map<Joined<Order, Customer>, Integer> counts = new HashMap<>();
        results.forEach(each -> counts.merge(each, 1, Integer::sum));
        return counts;
    }

    private static Map<Joined<Order, Customer>, Integer> model(
            JoinType type, List<Order> orders, List<Customer> customers) {
        List<Joined<Order, Customer>> expected = new ArrayList<>();
        boolean pairs = type != JoinType.SEMI && type != JoinType.ANTI;
        for (Order order : orders) {
            List<Customer> matches =
                    customers.stream().filter(each -> matches(order, each)).toList();
            if (pairs) {
                matches.forEach(each -> expected.add(new Joined<>(order, each)));
            }
            boolean alone =
                    switch (type) {
                        case LEFT, FULL, ANTI -> matches.isEmpty();
                        case SEMI -> !matches.isEmpty();
                        case INNER, RIGHT -> false;
                    };
            if (alone) {
                expected.add(new Joined<>(order, null));
            }
        }
        if (type == JoinType.RIGHT || type == JoinType.FULL) {
            customers.stream()
                    .filter(each -> orders.stream().noneMatch(order -> matches(order, each)))
                    .forEach(each -> expected.add(new Joined<>(null, each)));
        }
        return counted(expected);
    }

    private static boolean matches(Order order, Customer customer) {
        return order.customer != null && order.customer.equals(customer.name);
    }

    private long filesLeft() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().contains("lock"))
                    .count();
        }
    }
}
