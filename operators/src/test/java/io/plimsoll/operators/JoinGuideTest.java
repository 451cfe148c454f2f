package io.plimsoll.operators;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.serde.TypeSerializers;
import io.plimsoll.serde.type.TypeSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The Java code of docs/join-in-java.md: it compiles, runs, and is what the guide shows. */
class JoinGuideTest {

    private static final String BEGIN = "// guide" + "\n";
    private static final String END = "// end of guide";

    record Order(long id, String customer) {}

    record Customer(String name, int credit) {}

    private final List<Order> orders = List.of(new Order(1, "a"), new Order(2, "b"));
    private final List<Customer> customers = List.of(new Customer("a", 7));
    private final TypeSerializer<Order> orderSerializer = TypeSerializers.ofRecord(Order.class);
    private final TypeSerializer<Customer> customerSerializer =
            TypeSerializers.ofRecord(Customer.class);

    @Test
    void ordersMeetTheirCustomers() {
        List<String> lines = new ArrayList<>();
        // guide
        try (HashJoin<Order, Customer, String> join =
                HashJoin.of(orderSerializer, customerSerializer)
                        .on(Order::customer, Customer::name, TypeSerializers.ofString())
                        .type(JoinType.LEFT)
                        .memoryBytes(64 << 20)
                        .open()) {
            customers.forEach(join::addRight); // the smaller side first
            for (Joined<Order, Customer> pair :
                    join.probeLeft(orders)) { // read as results are read
                Customer customer = pair.right(); // null: an order without a customer
                lines.add(pair.left().id() + " " + (customer == null ? "?" : customer.credit()));
            }
        }
        // end of guide
        assertThat(lines).containsExactlyInAnyOrder("1 7", "2 ?");
    }

    @Test
    void theGuideShowsThisCode() throws IOException {
        String guide = Files.readString(Path.of("../docs/join-in-java.md"));
        int start = guide.indexOf("```java\n") + "```java\n".length();
        String shown = guide.substring(start, guide.indexOf("```", start));
        assertThat(shown.replaceAll("\\s+", "")).isEqualTo(codeHere().replaceAll("\\s+", ""));
    }

    private static String codeHere() throws IOException {
        String source =
                Files.readString(Path.of("src/test/java/io/plimsoll/operators/JoinGuideTest.java"));
        int at = source.indexOf(BEGIN) + BEGIN.length();
        return source.substring(at, source.indexOf(END, at));
    }
}
