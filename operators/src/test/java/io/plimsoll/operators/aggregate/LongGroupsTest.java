package io.plimsoll.operators.aggregate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.aggregate.function.Count;
import io.plimsoll.operators.aggregate.function.LongExtreme;
import io.plimsoll.operators.aggregate.function.LongSum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys of eight bytes, functions of fixed size: the fast way. */
class LongGroupsTest {

    private static final int ROWS = 60_000;

    private final Count count = new Count();
    private final LongSum sum = new LongSum();
    private final LongExtreme min = LongExtreme.min();
    private final LongExtreme max = LongExtreme.max();

    private long spilledBytes;

    @Test
    void shouldGiveNothing_whenNothingWasAdded() throws Exception {
        assertThat(aggregate(new long[0], 400, 1, -1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10, 1, 0",
        "10, 2, 0",
        "1000, 2, 0",
        "30000, 1, 0",
        "30000, 2, 0",
        "30000, 1, 300",
        "30000, 2, 300",
        "60000, 1, 0",
        "60000, 2, 0",
        "60000, 2, 200",
        "60000, 1, 2000",
        "60000, 2, 2000"
    })
    void shouldGroup_whateverTheMemoryAndTheThreads(int groups, int writers, int morePages)
            throws Exception {
        long pages = AggregateFixture.leastPages(writers) + morePages;
        long[] keys = randomKeys(groups, 7);
        assertThat(aggregate(keys, pages, writers, -1)).isEqualTo(expected(keys));
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void shouldGroup_whenHashesAreEqual(int writers) throws Exception {
        long[] keys = new long[20_000];
        Random random = new Random(3);
        for (int i = 0; i < keys.length; i++) {
            keys[i] = random.nextInt(2000);
        }
        long pages = AggregateFixture.leastPages(writers);
        assertThat(aggregate(keys, pages, writers, 0)).isEqualTo(expected(keys));
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void shouldWriteNothing_whileTheGroupsFit(int writers) throws Exception {
        // Two tables of all groups would not fit: 4000 groups of 54 bytes, in 130 pages of 4 KiB.
        long[] keys = randomKeys(4000, 9);
        aggregate(keys, 150, writers, -1);
        assertThat(spilledBytes).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "2, 2000"})
    void shouldGiveGroupsInTheOrderOfTheirKeys_whenAsked(int writers, int morePages)
            throws Exception {
        long pages = AggregateFixture.leastPages(writers) + morePages;
        List<String> expected = new ArrayList<>();
        List<String> found = new ArrayList<>();
        try (AggregateFixture fixture = new AggregateFixture(pages);
                BinaryAggregator aggregator =
                        fixture.open(
                                BinaryAggregator.options()
                                        .writers(writers)
                                        .functions(count)
                                        .ordered(true))) {
            AggregateWriter writer = aggregator.newWriter();
            for (int i = 0; i < 20_000; i++) {
                String key = "\0".repeat(i % 3) + i % 7000 + "\0".repeat(i % 2);
                byte[] bytes = key.getBytes(ISO_8859_1);
                count.add(writer.group(bytes, 0, bytes.length) + writer.offset(0));
                expected.add(key);
            }
            writer.close();
            AggregateResults results = aggregator.finish();
            while (results.next()) {
                byte[] key = new byte[results.keyBytes()];
                RawMemory.copyToArray(results.keyAddress(), key, 0, key.length);
                found.add(new String(key, ISO_8859_1));
            }
        }
        assertThat(found).isEqualTo(expected.stream().distinct().sorted().toList());
    }

    private long[] randomKeys(int groups, long seed) {
        Random random = new Random(seed);
        long[] keys = new long[ROWS];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = groups == ROWS ? i : random.nextInt(groups);
        }
        return keys;
    }

    private Map<Long, List<Long>> expected(long[] keys) {
        Map<Long, List<Long>> expected = new HashMap<>();
        for (int i = 0; i < keys.length; i++) {
            long value = value(i);
            expected.merge(
                    keys[i],
                    List.of(1L, value, value, value),
                    (a, b) ->
                            List.of(
                                    a.get(0) + 1,
                                    a.get(1) + value,
                                    Math.min(a.get(2), value),
                                    Math.max(a.get(3), value)));
        }
        return expected;
    }

    private static long value(int row) {
        return row * 7919L % 1009 - 500;
    }

    private Map<Long, List<Long>> aggregate(long[] keys, long pages, int writers, long hashMask)
            throws Exception {
        Map<Long, List<Long>> result = new HashMap<>();
        try (AggregateFixture fixture = new AggregateFixture(pages);
                BinaryAggregator aggregator =
                        fixture.open(
                                BinaryAggregator.options()
                                        .writers(writers)
                                        .fixedKeyBytes(Long.BYTES)
                                        .functions(count, sum, min, max)
                                        .hashMask(hashMask))) {
            addAll(keys, aggregator);
            AggregateResults results = aggregator.finish();
            while (results.next()) {
                long state = results.state();
                List<Long> row =
                        List.of(
                                count.get(state + results.offset(0)),
                                sum.get(state + results.offset(1)),
                                min.get(state + results.offset(2)),
                                max.get(state + results.offset(3)));
                assertThat(result.put(RawMemory.getLong(results.keyAddress()), row)).isNull();
            }
            spilledBytes = aggregator.progress().spilledBytes();
        }
        return result;
    }

    private void addAll(long[] keys, BinaryAggregator aggregator) throws Exception {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        int writers = aggregator.maxWriters();
        for (int first = 0; first < writers; first++) {
            AggregateWriter writer = aggregator.newWriter();
            int start = first;
            tasks.add(() -> {
                try (writer) {
                    for (int i = start; i < keys.length; i += writers) {
                        long group = writer.groupOfLong(keys[i]);
                        long value = value(i);
                        count.add(group + writer.offset(0));
                        sum.add(group + writer.offset(1), value);
                        min.add(group + writer.offset(2), value);
                        max.add(group + writer.offset(3), value);
                    }
                }
                return true;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            for (Future<Boolean> done : threads.invokeAll(tasks)) {
                done.get();
            }
        }
    }
}
