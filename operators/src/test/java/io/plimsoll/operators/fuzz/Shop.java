package io.plimsoll.operators.fuzz;

import io.plimsoll.serde.key.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Random tables that can be joined, grouped and sorted, and what the records are. */
final class Shop {

    private static final int MAX_ORDERS = 12_000;

    final List<Order> orders = new ArrayList<>();
    final List<Customer> customers = new ArrayList<>();

    /** What somebody bought; the number is unique. */
    record Order(int number, @Nullable String customer, long amount, String note) {}

    /** Names are not unique. */
    record Customer(String name, int region) {}

    /** An order beside its customer's region, if there is one. */
    record Sale(int number, String customer, int region, long amount) {

        static final SortKey<Sale> ORDER =
                SortKey.<Sale>ofInt(Sale::number)
                        .then(SortKey.ofString(Sale::customer))
                        .then(SortKey.ofInt(Sale::region));
    }

    /** What is known of a region. */
    record Region(int region, long sales, long amount, long largest) {

        static final SortKey<Region> ORDER =
                SortKey.<Region>ofLong(Region::amount).then(SortKey.ofInt(Region::region));
    }

    Shop(SplittableRandom random) {
        int names = 1 + random.nextInt(1 + random.nextInt(2000));
        int regions = 1 + random.nextInt(1 + random.nextInt(5000));
        int noteBytes = random.nextInt(8) == 0 ? 6000 : 1 + random.nextInt(60);
        double hot = random.nextInt(3) == 0 ? random.nextDouble() : 0;
        int orderCount = random.nextInt(noteBytes > 1000 ? MAX_ORDERS / 20 : MAX_ORDERS);
        for (int i = 0; i < orderCount; i++) {
            String customer =
                    random.nextInt(20) == 0
                            ? null
                            : name(random.nextDouble() < hot ? 0 : random.nextInt(names));
            String note = "n".repeat(random.nextInt(noteBytes));
            orders.add(new Order(i, customer, random.nextLong(-1000, 1000), note));
        }
        int customerCount = random.nextInt(1 + names);
        for (int i = 0; i < customerCount; i++) {
            customers.add(new Customer(name(random.nextInt(names)), random.nextInt(regions)));
        }
    }

    private static String name(int index) {
        return "customer-" + index * 7919L;
    }
}
