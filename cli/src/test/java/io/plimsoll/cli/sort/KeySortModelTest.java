package io.plimsoll.cli.sort;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.CommandFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Any table, sorted with any options, in any memory and by any number of threads. */
final class KeySortModelTest {

    private static final List<String> COLUMN_TYPES = List.of("string", "long", "double");

    private Path folder = Path.of("");
    private CommandFixture fixture;

    /**
     * What to sort, and how.
     *
     * @param rows how many rows: some fit in memory, some don't
     */
    record Case(
            long seed,
            int rows,
            List<NaiveSort.Key> keys,
            boolean reverse,
            boolean stable,
            boolean unique) {}

    @BeforeProperty
    void layOut() throws IOException {
        folder = Files.createTempDirectory("plimsoll-properties");
        fixture = new CommandFixture(Files.createDirectory(folder.resolve("fixture")));
    }

    @AfterProperty
    void remove() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    @Property(tries = 15)
    void shouldSortAsTheNaiveSort(
            @ForAll("cases") Case asked,
            @ForAll("threads") int threads,
            @ForAll("memories") int mebibytes)
            throws IOException {
        byte[] table = table(new Random(asked.seed()), asked.rows());
        byte[] expected =
                NaiveSort.rows(
                        table, asked.keys(), asked.reverse(), asked.stable(), asked.unique());
        List<String> arguments = new ArrayList<>(List.of("--threads", String.valueOf(threads)));
        asked.keys().forEach(key -> arguments.addAll(List.of("-k", key.argument())));
        if (asked.reverse()) {
            arguments.add("-r");
        }
        if (asked.stable()) {
            arguments.add("-s");
        }
        if (asked.unique()) {
            arguments.add("-u");
        }
        arguments.addAll(inTwoFiles(table));
        byte[] sorted =
                fixture.managedMebibytes(mebibytes).sorted(arguments.toArray(String[]::new));
        assertThat(new String(sorted, ISO_8859_1)).isEqualTo(new String(expected, ISO_8859_1));
    }

    @Provide
    Arbitrary<Case> cases() {
        Arbitrary<NaiveSort.Key> key =
                Combinators.combine(
                                Arbitraries.integers().between(0, 4), Arbitraries.of(true, false))
                        .as((column, descending) ->
                                new NaiveSort.Key(column, type(column), descending));
        Arbitrary<Boolean> option = Arbitraries.of(true, false);
        return Combinators.combine(
                        Arbitraries.longs(),
                        Arbitraries.frequencyOf(
                                Tuple.of(3, Arbitraries.integers().between(0, 500)),
                                Tuple.of(1, Arbitraries.just(30_000))),
                        key.list().ofMinSize(1).ofMaxSize(3),
                        option,
                        option,
                        option)
                .as(Case::new);
    }

    @Provide
    Arbitrary<Integer> threads() {
        return Arbitraries.integers().between(1, 4);
    }

    @Provide
    Arbitrary<Integer> memories() {
        return Arbitraries.of(8, 12, 64);
    }

    /** Columns 1 to 3 are of those types; what follows is text that some rows don't have. */
    private static String type(int column) {
        return column < COLUMN_TYPES.size() ? COLUMN_TYPES.get(column) : "string";
    }

    private List<String> inTwoFiles(byte[] table) throws IOException {
        int middle = table.length / 2;
        while (middle > 0 && table[middle - 1] != '\n') {
            middle--;
        }
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        Files.write(first, Arrays.copyOfRange(table, 0, middle));
        Files.write(second, Arrays.copyOfRange(table, middle, table.length));
        return List.of(first.toString(), second.toString());
    }

    private static byte[] table(Random random, int rows) {
        StringBuilder table = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            table.append(text(random)).append('\t').append(wholeNumber(random));
            table.append('\t').append(number(random));
            for (int more = random.nextInt(4); more > 0; more--) {
                table.append('\t').append(text(random));
            }
            table.append(random.nextInt(8) == 0 ? "\r\n" : "\n");
        }
        return table.toString().getBytes(ISO_8859_1);
    }

    /** Few different ones, so that many tie; some are long, some have bytes that need care. */
    private static String text(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "";
            case 1 -> "\0".repeat(random.nextInt(3));
            case 2 -> "same prefix of several texts " + random.nextInt(4);
            case 3 -> "\u00ff\u0001".substring(0, random.nextInt(3));
            case 4 -> "long ".repeat(random.nextInt(100));
            default -> String.valueOf((char) ('a' + random.nextInt(4)));
        };
    }

    private static String wholeNumber(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> String.valueOf(random.nextLong());
            case 1 -> "+" + random.nextInt(3);
            case 2 -> " " + random.nextInt(3) + " ";
            case 3 -> String.valueOf(Long.MIN_VALUE + random.nextInt(2));
            default -> String.valueOf(random.nextInt(5) - 2);
        };
    }

    private static String number(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "NaN";
            case 1 -> random.nextBoolean() ? "-0.0" : "0";
            case 2 -> random.nextBoolean() ? "-Infinity" : "1e400";
            case 3 -> String.valueOf(Double.longBitsToDouble(random.nextLong()));
            case 4 -> " " + random.nextInt(3);
            default -> String.valueOf(random.nextInt(10) / 2.0 - 2);
        };
    }
}
