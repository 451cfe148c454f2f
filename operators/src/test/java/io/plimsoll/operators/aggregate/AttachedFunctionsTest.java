package io.plimsoll.operators.aggregate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.access.RawArrays;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.aggregate.function.ApproximateDistinctCount;
import io.plimsoll.operators.aggregate.function.BytesExtreme;
import io.plimsoll.operators.aggregate.function.CollectList;
import io.plimsoll.operators.aggregate.function.Count;
import io.plimsoll.operators.aggregate.function.DistinctCount;
import io.plimsoll.operators.aggregate.function.PositionedBytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys of any length, and functions whose states have none that is fixed. */
class AttachedFunctionsTest {

    private static final int COUNT = 0;
    private static final int MIN = 1;
    private static final int DISTINCT = 2;
    private static final int ABOUT = 3;
    private static final int FIRST = 4;
    private static final int LIST = 5;

    private record Row(String key, String value) {}

    private record Answer(
            long count, String min, long distinct, long about, String first, List<String> list) {}

    @ParameterizedTest
    @CsvSource({
        "1, 1, 0",
        "1, 2, 0",
        "50, 1, 0",
        "50, 2, 0",
        "50, 2, 4000",
        "5000, 1, 0",
        "5000, 2, 0",
        "5000, 2, 300",
        "5000, 1, 4000",
        "20000, 2, 0",
        "20000, 2, 4000"
    })
    void shouldComputeAll_whateverTheMemoryAndTheThreads(int groups, int writers, int morePages)
            throws Exception {
        List<Row> rows = rows(groups, 20_000, 12);
        check(rows, writers, AggregateFixture.leastPages(writers) + morePages, -1);
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void shouldComputeAll_whenHashesAreEqual(int writers) throws Exception {
        check(rows(300, 3000, 12), writers, AggregateFixture.leastPages(writers), 0);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "2, 2000"})
    void shouldComputeAll_whenKeysAndValuesAreLargerThanAPage(int writers, int morePages)
            throws Exception {
        long pages = AggregateFixture.leastPages(writers) + 400 + morePages;
        check(rows(20, 300, 3000), writers, pages, -1);
    }

    private static List<Row> rows(int groups, int count, int length) {
        Random random = new Random(5);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String key = "k" + random.nextInt(groups);
            String value = "v" + random.nextInt(Math.max(2, 3 * count / groups));
            if (length > 100) {
                key = key.repeat(length / key.length() + random.nextInt(2));
                value = value.repeat(random.nextInt(length / value.length()) + 1);
            }
            rows.add(new Row(key, value));
        }
        return rows;
    }

    private static void check(List<Row> rows, int writers, long pages, long hashMask)
            throws Exception {
        Map<String, Answer> answers = aggregate(rows, writers, pages, hashMask);
        Map<String, Answer> expected = expected(rows);
        assertThat(answers.keySet()).isEqualTo(expected.keySet());
        for (Map.Entry<String, Answer> entry : expected.entrySet()) {
            Answer answer = answers.get(entry.getKey());
            Answer wanted = entry.getValue();
            assertThat(answer)
                    .as(entry.getKey())
                    .usingRecursiveComparison()
                    .ignoringFields("about")
                    .isEqualTo(wanted);
            assertThat((double) answer.about())
                    .isBetween(0.9 * wanted.distinct(), 1.1 * wanted.distinct());
        }
    }

    private static Map<String, Answer> expected(List<Row> rows) {
        Map<String, List<String>> values = new HashMap<>();
        for (Row row : rows) {
            values.computeIfAbsent(row.key(), key -> new ArrayList<>()).add(row.value());
        }
        Map<String, Answer> expected = new HashMap<>();
        values.forEach((key, list) -> {
            String min = list.stream().min(Comparator.naturalOrder()).orElseThrow();
            Set<String> distinct = new HashSet<>(list);
            String first = list.getFirst();
            list.sort(Comparator.naturalOrder());
            expected.put(
                    key,
                    new Answer(list.size(), min, distinct.size(), distinct.size(), first, list));
        });
        return expected;
    }

    private static Map<String, Answer> aggregate(
            List<Row> rows, int writers, long pages, long hashMask) throws Exception {
        Map<String, Answer> answers = new HashMap<>();
        Count count = new Count();
        try (AggregateFixture fixture = new AggregateFixture(pages);
                BinaryAggregator aggregator =
                        fixture.open(
                                BinaryAggregator.options()
                                        .writers(writers)
                                        .functions(
                                                count,
                                                BytesExtreme.min(),
                                                new DistinctCount(),
                                                new ApproximateDistinctCount(),
                                                PositionedBytes.first(),
                                                new CollectList())
                                        .hashMask(hashMask))) {
            addAll(rows, aggregator, count);
            AggregateResults results = aggregator.finish();
            while (results.next()) {
                byte[] key = bytes(results.keyAddress(), results.keyBytes());
                byte[] first = bytes(results.valueAddress(FIRST), results.valueBytes(FIRST));
                byte[] min = bytes(results.valueAddress(MIN), results.valueBytes(MIN));
                long distinct = results.distinctCount(DISTINCT);
                long about = results.distinctCount(ABOUT);
                long counted = count.get(results.state() + results.offset(COUNT));
                List<String> list = new ArrayList<>();
                results.forEachElement(
                        LIST,
                        (address, length) ->
                                list.add(new String(bytes(address, (int) length), UTF_8)));
                list.sort(Comparator.naturalOrder());
                Answer answer =
                        new Answer(
                                counted,
                                new String(min, UTF_8),
                                distinct,
                                about,
                                new String(first, 8, first.length - 8, UTF_8),
                                list);
                assertThat(answers.put(new String(key, UTF_8), answer)).isNull();
            }
        }
        return answers;
    }

    private static byte[] bytes(long address, int length) {
        byte[] bytes = new byte[length];
        RawMemory.copyToArray(address, bytes, 0, length);
        return bytes;
    }

    private static void addAll(List<Row> rows, BinaryAggregator aggregator, Count count)
            throws Exception {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        int writers = aggregator.maxWriters();
        for (int first = 0; first < writers; first++) {
            AggregateWriter writer = aggregator.newWriter();
            int start = first;
            tasks.add(() -> {
                try (writer) {
                    for (int i = start; i < rows.size(); i += writers) {
                        add(rows.get(i), i, writer, count);
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

    private static void add(Row row, int position, AggregateWriter writer, Count count)
            throws Exception {
        byte[] key = row.key().getBytes(UTF_8);
        byte[] value = row.value().getBytes(UTF_8);
        count.add(writer.group(key, 0, key.length) + writer.offset(COUNT));
        writer.attach(MIN, value, 0, value.length);
        writer.attach(DISTINCT, value, 0, value.length);
        writer.attach(ABOUT, value, 0, value.length);
        byte[] positioned = new byte[8 + value.length];
        RawArrays.LONG.set(positioned, 0, (long) position);
        System.arraycopy(value, 0, positioned, 8, value.length);
        writer.attach(FIRST, positioned, 0, positioned.length);
        writer.attach(LIST, value, 0, value.length);
    }
}
