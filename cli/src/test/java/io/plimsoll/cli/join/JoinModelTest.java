package io.plimsoll.cli.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.CommandFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code join} beside a map in memory, with more rows than there is memory for. */
final class JoinModelTest {

    private static final int ROWS = 100_000;

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "inner,2,8,true",
        "left,1,8,false",
        "right,3,8,true",
        "full,2,8,false",
        "full,2,30,true",
        "semi,2,8,true",
        "anti,2,8,false"
    })
    void shouldAgreeWithAMap(String type, int threads, int managedMebibytes, boolean leftIsSmaller)
            throws IOException {
        CommandFixture fixture = new CommandFixture(folder).managedMebibytes(managedMebibytes);
        Random random = new Random(7);
        List<String[]> left = rows(random, leftIsSmaller ? ROWS : ROWS * 2, "l");
        List<String[]> right = rows(random, leftIsSmaller ? ROWS * 2 : ROWS, "r");
        String result =
                fixture.resultText(
                        "join",
                        "-t|",
                        "--threads=" + threads,
                        "--type=" + type,
                        "--on=1",
                        fixture.file("left", text(left)),
                        fixture.file("right", text(right)));
        assertThat(Stream.of(result.split("\n")).sorted())
                .containsExactlyElementsOf(joined(type, left, right).stream().sorted().toList());
    }

    private static List<String[]> rows(Random random, int count, String side) {
        List<String[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String key = random.nextInt(20) == 0 ? "" : "key-" + random.nextInt(2 * ROWS);
            rows.add(new String[] {key, side + i + "-" + "x".repeat(random.nextInt(60))});
        }
        return rows;
    }

    private static String text(List<String[]> rows) {
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(row[0]).append('|').append(row[1]).append('\n'));
        return text.toString();
    }

    private static List<String> joined(String type, List<String[]> left, List<String[]> right) {
        Map<String, List<String[]>> byKey = new HashMap<>();
        right.forEach(row -> byKey.computeIfAbsent(row[0], key -> new ArrayList<>()).add(row));
        byKey.remove("");
        Set<String> leftKeys = new HashSet<>();
        List<String> results = new ArrayList<>();
        for (String[] row : left) {
            leftKeys.add(row[0]);
            List<String[]> matches = byKey.getOrDefault(row[0], List.of());
            switch (type) {
                case "semi" -> addIf(!matches.isEmpty(), results, row[0] + "|" + row[1]);
                case "anti" -> addIf(matches.isEmpty(), results, row[0] + "|" + row[1]);
                default -> {
                    matches.forEach(m -> results.add(row[0] + "|" + row[1] + "|" + m[1]));
                    boolean outer = type.equals("left") || type.equals("full");
                    addIf(outer && matches.isEmpty(), results, row[0] + "|" + row[1] + "|");
                }
            }
        }
        leftKeys.remove("");
        if (type.equals("right") || type.equals("full")) {
            for (String[] row : right) {
                addIf(!leftKeys.contains(row[0]), results, row[0] + "||" + row[1]);
            }
        }
        return results;
    }

    private static void addIf(boolean condition, List<String> results, String row) {
        if (condition) {
            results.add(row);
        }
    }
}
