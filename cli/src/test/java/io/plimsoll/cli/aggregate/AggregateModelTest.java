package io.plimsoll.cli.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.CommandFixture;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code aggregate} beside a map in memory, with so many groups that most go to disk. */
final class AggregateModelTest {

    private static final int ROWS = 150_000;

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"2,8,10", "1,8,200000", "3,8,200000", "2,30,200000"})
    void shouldAgreeWithAMap(int threads, int managedMebibytes, int keys) throws IOException {
        CommandFixture fixture = new CommandFixture(folder).managedMebibytes(managedMebibytes);
        Random random = new Random(keys);
        SortedMap<String, Group> groups = new TreeMap<>();
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            String key = "key-" + random.nextInt(keys);
            String value =
                    random.nextInt(10) == 0
                            ? ""
                            : BigDecimal.valueOf(random.nextInt(2_000_000) - 1_000_000, 2)
                                    .toPlainString();
            String text = "t" + random.nextInt(50);
            rows.append(text).append('|').append(value).append('|').append(key).append('\n');
            groups.computeIfAbsent(key, ignored -> new Group()).add(value, text);
        }
        String result =
                fixture.resultText(
                        "aggregate",
                        "-t|",
                        "--threads=" + threads,
                        "-b=3",
                        "-a=count,count(2),sum(2),min(2),max(2:double),first(1),last(1),distinct(1)",
                        "-a=max(1:string)",
                        fixture.file("rows", rows.toString()));
        List<String> expected = new ArrayList<>();
        groups.forEach((key, group) -> expected.add(key + "|" + group.row()));
        assertThat(Stream.of(result.split("\n")).sorted())
                .containsExactlyElementsOf(expected.stream().sorted().toList());
    }

    private static final class Group {

        private int rows;
        private final List<BigDecimal> values = new ArrayList<>();
        private final TreeSet<String> texts = new TreeSet<>();
        private String first = "";
        private String last = "";

        void add(String value, String text) {
            rows++;
            if (!value.isEmpty()) {
                values.add(new BigDecimal(value));
            }
            texts.add(text);
            first = first.isEmpty() ? text : first;
            last = text;
        }

        String row() {
            boolean none = values.isEmpty();
            return String.join(
                    "|",
                    String.valueOf(rows),
                    String.valueOf(values.size()),
                    none ? "" : plain(values.stream().reduce(BigDecimal.ZERO, BigDecimal::add)),
                    none ? "" : plain(values.stream().min(BigDecimal::compareTo).orElseThrow()),
                    none
                            ? ""
                            : String.valueOf(
                                    values.stream()
                                            .mapToDouble(BigDecimal::doubleValue)
                                            .max()
                                            .orElseThrow()),
                    first,
                    last,
                    String.valueOf(texts.size()),
                    texts.last());
        }

        private static String plain(BigDecimal value) {
            return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
        }
    }
}
