package io.plimsoll.operators.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.aggregate.function.CollectList;
import io.plimsoll.operators.aggregate.function.Count;
import io.plimsoll.operators.aggregate.function.DistinctCount;
import io.plimsoll.operators.aggregate.function.LongSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Little memory, skew, groups larger than memory, cancellation. */
class AggregateHardshipTest {

    private static final int ROWS = 20_000;

    private final Count count = new Count();
    private final LongSum sum = new LongSum();

    @Test
    void shouldSucceedWithEveryBudgetAboveTheMinimum_andGiveTheSame() throws Exception {
        long[] keys = zipf(ROWS, 8000, 0.5, new Random(1));
        Map<Long, Long> expected = expected(keys);
        for (int writers = 1; writers <= 2; writers++) {
            long least = AggregateFixture.leastPages(writers);
            for (int step = 0; step < 30; step++) {
                // about 150 pages of groups: from the least to twice that
                long pages = least + step * step / 3;
                assertThat(aggregate(keys, pages, writers))
                        .as("pages %d", pages)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1, 1.5})
    void shouldGroup_whateverTheSkew(double skew) throws Exception {
        long[] keys = zipf(ROWS, 20_000, skew, new Random(2));
        assertThat(aggregate(keys, AggregateFixture.leastPages(2), 2)).isEqualTo(expected(keys));
    }

    @Test
    void shouldRefuseTooLittleMemory_withTheNumberThatWouldDo() throws Exception {
        try (AggregateFixture fixture = new AggregateFixture(1000)) {
            long least = BinaryAggregator.minimumBytes(fixture.io, AggregateFixture.PAGE_BYTES, 1);
            MemoryPool small = fixture.memory.rootPool().newChild("small", 0, least - 1);
            assertThatThrownBy(() ->
                            BinaryAggregator.options().functions(count).open(small, fixture.io))
                    .isInstanceOf(MemoryReservationException.class)
                    .hasMessageContaining(Long.toString(least));
            small.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldStreamAGroupThatIsLargerThanTheMemory(int writers) throws Exception {
        long pages = AggregateFixture.leastPages(writers);
        int items = (int) (pages * AggregateFixture.PAGE_BYTES * 3 / 50);
        try (AggregateFixture fixture = new AggregateFixture(pages);
                BinaryAggregator aggregator =
                        fixture.open(
                                BinaryAggregator.options()
                                        .writers(writers)
                                        .functions(
                                                count, new DistinctCount(), new CollectList()))) {
            AggregateWriter writer = aggregator.newWriter();
            byte[] key = {'k'};
            byte[] other = {'o'};
            byte[] value = new byte[40];
            long total = 0;
            for (int i = 0; i < items; i++) {
                value[0] = (byte) i;
                value[1] = (byte) (i >> 8);
                value[2] = (byte) (i >> 16);
                count.add(writer.group(key, 0, 1) + writer.offset(0));
                writer.attach(1, value, 0, value.length);
                writer.attach(2, value, 0, value.length);
                total += i;
                if (i % 1000 == 0) {
                    count.add(writer.group(other, 0, 1) + writer.offset(0));
                }
            }
            writer.close();
            AggregateResults results = aggregator.finish();
            long[] seen = new long[2];
            int groups = 0;
            while (results.next()) {
                groups++;
                if (RawMemory.getByte(results.keyAddress()) == 'k') {
                    assertThat(count.get(results.state() + results.offset(0))).isEqualTo(items);
                    assertThat(results.distinctCount(1)).isEqualTo(items);
                    results.forEachElement(
                            2,
                            (address, length) -> {
                                seen[0]++;
                                seen[1] += RawMemory.getInt(address) & 0xffffff;
                            });
                }
            }
            assertThat(groups).isEqualTo(2);
            assertThat(seen).containsExactly(items, total);
        }
    }

    @Test
    void shouldRefuseAKeyThatIsTooLarge_withTheLimit() throws Exception {
        try (AggregateFixture fixture = new AggregateFixture(AggregateFixture.leastPages(1));
                BinaryAggregator aggregator = fixture.open(BinaryAggregator.options())) {
            AggregateWriter writer = aggregator.newWriter();
            byte[] key = new byte[(int) aggregator.maxRecordBytes() + 1];
            assertThatThrownBy(() -> writer.group(key, 0, key.length))
                    .isInstanceOf(GroupTooLargeException.class)
                    .hasMessageContaining(Long.toString(aggregator.maxRecordBytes()));
            writer.group(key, 0, key.length - 1);
        }
    }

    @Test
    void shouldLeaveNothing_whenCancelledAtAnyPoint() throws Exception {
        Random random = new Random(4);
        long[] keys = zipf(ROWS, 20_000, 0, random);
        for (int round = 0; round < 12; round++) {
            try (AggregateFixture fixture =
                            new AggregateFixture(AggregateFixture.leastPages(2) + 20);
                    BinaryAggregator aggregator =
                            fixture.open(
                                    BinaryAggregator.options().writers(2).functions(count, sum))) {
                int after = random.nextInt(3 * ROWS);
                runUntilCancelled(keys, aggregator, after);
            }
        }
    }

    private void runUntilCancelled(long[] keys, BinaryAggregator aggregator, int after)
            throws Exception {
        int done = 0;
        try {
            try (AggregateWriter writer = aggregator.newWriter()) {
                for (int i = 0; i < keys.length; i++) {
                    if (done++ == after) {
                        aggregator.cancel();
                    }
                    sum.add(writer.groupOfLong(keys[i]) + writer.offset(1), i);
                }
            }
            AggregateResults results = aggregator.finish();
            while (results.next()) {
                if (done++ == after) {
                    aggregator.cancel();
                }
            }
        } catch (CancellationException expected) {
            assertThat(done).isGreaterThanOrEqualTo(after);
        }
    }

    @Test
    void shouldLeaveNothing_whenClosedInTheMiddleOfReading() throws Exception {
        long[] keys = zipf(ROWS, 20_000, 0, new Random(5));
        for (int read = 0; read < 15_000; read += 5000) {
            try (AggregateFixture fixture =
                            new AggregateFixture(AggregateFixture.leastPages(2) + 20);
                    BinaryAggregator aggregator =
                            fixture.open(
                                    BinaryAggregator.options().writers(2).functions(count, sum))) {
                try (AggregateWriter writer = aggregator.newWriter()) {
                    for (long key : keys) {
                        count.add(writer.groupOfLong(key) + writer.offset(0));
                    }
                }
                AggregateResults results = aggregator.finish();
                for (int i = 0; i < read; i++) {
                    results.next();
                }
            }
        }
    }

    @Test
    void shouldGoOn_whileAWriterHoldsItsMemoryWithoutAWord() throws Exception {
        long[] keys = zipf(ROWS, 20_000, 0, new Random(6));
        try (AggregateFixture fixture = new AggregateFixture(AggregateFixture.leastPages(2) + 30);
                BinaryAggregator aggregator =
                        fixture.open(BinaryAggregator.options().writers(2).functions(count))) {
            AggregateWriter idle = aggregator.newWriter();
            CountDownLatch holding = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            Thread holder =
                    new Thread(() -> {
                        try (idle) {
                            for (long key = 0; key < 500; key++) {
                                count.add(idle.groupOfLong(key) + idle.offset(0));
                            }
                            holding.countDown();
                            end.await();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    });
            holder.start();
            holding.await();
            try (AggregateWriter writer = aggregator.newWriter()) {
                for (long key : keys) {
                    count.add(writer.groupOfLong(key) + writer.offset(0));
                }
            }
            end.countDown();
            holder.join();
            long counted = 0;
            AggregateResults results = aggregator.finish();
            while (results.next()) {
                counted += count.get(results.state() + results.offset(0));
            }
            assertThat(counted).isEqualTo(keys.length + 500);
        }
    }

    private Map<Long, Long> aggregate(long[] keys, long pages, int writers) throws Exception {
        Map<Long, Long> result = new HashMap<>();
        try (AggregateFixture fixture = new AggregateFixture(pages);
                BinaryAggregator aggregator =
                        fixture.open(
                                BinaryAggregator.options()
                                        .writers(writers)
                                        .fixedKeyBytes(Long.BYTES)
                                        .functions(count, sum))) {
            List<Thread> threads = new ArrayList<>();
            for (int first = 0; first < writers; first++) {
                AggregateWriter writer = aggregator.newWriter();
                int start = first;
                threads.add(
                        Thread.ofPlatform()
                                .start(() -> {
                                    try (writer) {
                                        for (int i = start; i < keys.length; i += writers) {
                                            long group = writer.groupOfLong(keys[i]);
                                            sum.add(group + writer.offset(1), i);
                                        }
                                    } catch (Exception e) {
                                        throw new IllegalStateException(e);
                                    }
                                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            AggregateResults results = aggregator.finish();
            while (results.next()) {
                long total = sum.get(results.state() + results.offset(1));
                assertThat(result.put(RawMemory.getLong(results.keyAddress()), total)).isNull();
            }
        }
        return result;
    }

    private static Map<Long, Long> expected(long[] keys) {
        Map<Long, Long> expected = new HashMap<>();
        for (int i = 0; i < keys.length; i++) {
            expected.merge(keys[i], (long) i, Long::sum);
        }
        return expected;
    }

    /** Keys of which the n-th comes as often as the n-th power of the skew says. */
    private static long[] zipf(int rows, int groups, double skew, Random random) {
        double[] until = new double[groups];
        double total = 0;
        for (int i = 0; i < groups; i++) {
            total += 1 / Math.pow(i + 1, skew);
            until[i] = total;
        }
        long[] keys = new long[rows];
        for (int i = 0; i < rows; i++) {
            int at = Arrays.binarySearch(until, random.nextDouble() * total);
            keys[i] = at < 0 ? -at - 1 : at;
        }
        return keys;
    }
}
