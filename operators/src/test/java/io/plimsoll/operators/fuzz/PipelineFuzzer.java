package io.plimsoll.operators.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.operators.Aggregate;
import io.plimsoll.operators.Aggregates;
import io.plimsoll.operators.ExternalSorter;
import io.plimsoll.operators.HashAggregator;
import io.plimsoll.operators.HashJoin;
import io.plimsoll.operators.Job;
import io.plimsoll.operators.JoinType;
import io.plimsoll.operators.Joined;
import io.plimsoll.operators.fuzz.Shop.Customer;
import io.plimsoll.operators.fuzz.Shop.Order;
import io.plimsoll.operators.fuzz.Shop.Region;
import io.plimsoll.operators.fuzz.Shop.Sale;
import io.plimsoll.serde.TypeSerializers;
import io.plimsoll.spill.IOManager;
import io.plimsoll.spill.IOManagerBuilder;
import io.plimsoll.spill.SpillCodec;
import io.plimsoll.spill.failure.SpillException;
import io.plimsoll.spill.fault.Fault;
import io.plimsoll.spill.fault.FaultyFileSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run of a pipeline: orders are joined with customers, sales are grouped by region, and sorted;
 * a random part of that. All operators are open at the same time, in one job.
 */
final class PipelineFuzzer {

    /** How a run may end. */
    enum End {
        EXACT,
        /** Refused when an operator opened. */
        TOO_LITTLE_MEMORY,
        /** With an exception that says what the disk did. */
        DISK_FAILED,
        CANCELLED
    }

    private static final int PAGE_BYTES = 4096;

    /** All but an Error from below, of which nobody promises anything. */
    private static final List<Fault> FAULTS =
            EnumSet.complementOf(EnumSet.of(Fault.DELETE_CRASHES)).stream().toList();

    private final long seed;
    private final Path directory;
    private final SplittableRandom random;
    private final FaultyFileSystem files = new FaultyFileSystem();
    private final Shop shop;
    private final JoinType type;
    private final int threads;
    private final boolean grouped;
    private final @Nullable Fault fault;
    private final boolean cancelled;

    PipelineFuzzer(long seed, Path directory) {
        this.seed = seed;
        this.directory = directory;
        this.random = new SplittableRandom(seed);
        this.shop = new Shop(random);
        this.type = new JoinType[] {JoinType.INNER, JoinType.LEFT}[random.nextInt(2)];
        this.threads = 1 + random.nextInt(2);
        this.grouped = random.nextBoolean();
        this.fault = random.nextInt(5) < 2 ? FAULTS.get(random.nextInt(FAULTS.size())) : null;
        this.cancelled = random.nextInt(6) == 0;
    }

    /** Runs it, and checks that nothing is left. */
    End run() throws Exception {
        long pages = 110 + random.nextLong(1L << (3 + random.nextInt(9)));
        End end;
        try (MemoryManager memory = MemoryManager.create(pages * PAGE_BYTES, PAGE_BYTES)) {
            IOManagerBuilder builder = io();
            long bytes = builder.workspaceBytes(PAGE_BYTES);
            if (bytes > memory.getMemorySize()) {
                return End.TOO_LITTLE_MEMORY;
            }
            MemoryPool workspace = memory.rootPool().newChild("spill", bytes, bytes);
            try (IOManager io = builder.memory(workspace).build();
                    Job job = Job.over(memory.rootPool(), io)) {
                if (fault != null) {
                    files.arm(fault).after(random.nextInt(1 << random.nextInt(7)));
                }
                end = runIn(job);
                files.disarm();
                assertThat(io.statistics().openDescriptors()).as(this::toString).isZero();
            }
            assertThat(memory.usedBytes()).as(this::toString).isZero();
        }
        assertThat(files.openDescriptors()).as(this::toString).isZero();
        assertThat(directory).as(this::toString).isEmptyDirectory();
        return end;
    }

    private IOManagerBuilder io() {
        SpillCodec[] codecs = SpillCodec.values();
        return IOManager.builder()
                .directories(List.of(directory))
                .fileSystem(files)
                .codec(codecs[random.nextInt(codecs.length)])
                .extentPages(1 + random.nextInt(2))
                .writeBehindExtents(1)
                .ioThreads(1);
    }

    private End runIn(Job job) throws IOException {
        try {
            if (grouped) {
                assertThat(regions(job)).as(this::toString).isEqualTo(expectedRegions());
            } else {
                assertThat(sales(job)).as(this::toString).isEqualTo(expectedSales());
            }
            return End.EXACT;
        } catch (CancellationException e) {
            assertThat(cancelled).as("%s: %s", this, e).isTrue();
            return End.CANCELLED;
        } catch (IllegalArgumentException e) {
            assertThat(e).as(this::toString).hasMessageContaining("expected");
            return End.TOO_LITTLE_MEMORY;
        } catch (UncheckedIOException e) {
            if (fault == null || !hasSpillException(e)) {
                throw new AssertionError(toString(), e);
            }
            return End.DISK_FAILED;
        }
    }

    private static boolean hasSpillException(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof SpillException) {
                return true;
            }
        }
        return false;
    }

    private List<Sale> sales(Job job) {
        try (HashJoin<Order, Customer, String> join = openJoin(job);
                ExternalSorter<Sale> sorter =
                        ExternalSorter.of(TypeSerializers.of(Sale.class))
                                .orderBy(Sale.ORDER)
                                .threads(threads)
                                .in(job)
                                .open()) {
            cancelSometime(List.of(join::cancel, sorter::cancel));
            shop.customers.forEach(join::addRight);
            for (Joined<Order, Customer> pair : join.probeLeft(shop.orders)) {
                sorter.add(sale(pair));
            }
            List<Sale> sorted = new ArrayList<>();
            sorter.sorted().forEach(sorted::add);
            return sorted;
        }
    }

    private List<Region> regions(Job job) {
        Aggregate<Sale, Long> count = Aggregates.count();
        Aggregate<Sale, @Nullable Long> amount = Aggregates.sumLong(Sale::amount);
        Aggregate<Sale, @Nullable Long> largest = Aggregates.maxLong(Sale::amount);
        try (HashJoin<Order, Customer, String> join = openJoin(job);
                HashAggregator<Sale, Integer> aggregator =
                        HashAggregator.<Sale, Integer>groupBy(
                                        TypeSerializers.of(Integer.class), Sale::region)
                                .aggregate(count, amount, largest)
                                .threads(threads)
                                .in(job)
                                .open();
                ExternalSorter<Region> sorter =
                        ExternalSorter.of(TypeSerializers.of(Region.class))
                                .orderBy(Region.ORDER)
                                .threads(threads)
                                .in(job)
                                .open()) {
            cancelSometime(List.of(join::cancel, aggregator::cancel, sorter::cancel));
            shop.customers.forEach(join::addRight);
            for (Joined<Order, Customer> pair : join.probeLeft(shop.orders)) {
                aggregator.add(sale(pair));
            }
            for (HashAggregator.Group<Integer> group : aggregator.groups()) {
                sorter.add(
                        new Region(
                                group.key(),
                                group.get(count),
                                group.get(amount),
                                group.get(largest)));
            }
            List<Region> sorted = new ArrayList<>();
            sorter.sorted().forEach(sorted::add);
            return sorted;
        }
    }

    private HashJoin<Order, Customer, String> openJoin(Job job) {
        return HashJoin.of(TypeSerializers.of(Order.class), TypeSerializers.of(Customer.class))
                .on(Order::customer, Customer::name, TypeSerializers.of(String.class))
                .type(type)
                .threads(threads)
                .in(job)
                .open();
    }

    private static Sale sale(Joined<Order, Customer> pair) {
        return sale(pair.left(), pair.right());
    }

    private static Sale sale(Order order, @Nullable Customer customer) {
        return new Sale(
                order.number(),
                order.customer() == null ? "" : order.customer(),
                customer == null ? -1 : customer.region(),
                order.amount());
    }

    /** Another thread cancels one of the operators, at any moment, too late perhaps. */
    private void cancelSometime(List<Runnable> cancels) {
        if (!cancelled) {
            return;
        }
        Runnable cancel = cancels.get(random.nextInt(cancels.size()));
        long micros = random.nextLong(1L << (4 + random.nextInt(15)));
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try {
                        TimeUnit.MICROSECONDS.sleep(micros);
                        cancel.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private List<Sale> expectedSales() {
        List<Sale> sales = new ArrayList<>();
        var byName =
                shop.customers.stream()
                        .collect(java.util.stream.Collectors.groupingBy(Customer::name));
        for (Order order : shop.orders) {
            List<Customer> matches =
                    order.customer() == null
                            ? List.of()
                            : byName.getOrDefault(order.customer(), List.of());
            matches.forEach(customer -> sales.add(sale(order, customer)));
            if (matches.isEmpty() && type == JoinType.LEFT) {
                sales.add(sale(order, null));
            }
        }
        sales.sort(
                Comparator.comparingInt(Sale::number)
                        .thenComparing(Sale::customer)
                        .thenComparingInt(Sale::region));
        return sales;
    }

    private List<Region> expectedRegions() {
        List<Region> regions = new ArrayList<>();
        expectedSales().stream()
                .collect(java.util.stream.Collectors.groupingBy(Sale::region))
                .forEach((region, sales) ->
                        regions.add(
                                new Region(
                                        region,
                                        sales.size(),
                                        sales.stream().mapToLong(Sale::amount).sum(),
                                        sales.stream()
                                                .mapToLong(Sale::amount)
                                                .max()
                                                .orElseThrow())));
        regions.sort(Comparator.comparingLong(Region::amount).thenComparingInt(Region::region));
        return regions;
    }

    @Override
    public String toString() {
        return "seed %d: %d orders, %d customers, %s, %d threads, %s, fault %s, %s"
                .formatted(
                        seed,
                        shop.orders.size(),
                        shop.customers.size(),
                        type,
                        threads,
                        grouped ? "grouped" : "sorted",
                        fault,
                        cancelled ? "cancelled" : "not cancelled");
    }
}
