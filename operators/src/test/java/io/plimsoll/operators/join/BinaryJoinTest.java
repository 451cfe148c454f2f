package io.plimsoll.operators.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.operators.join.JoinFixture.Row;
import io.plimsoll.operators.join.row.JoinRules;
import io.plimsoll.operators.join.row.JoinSide;
import io.plimsoll.operators.join.row.RecordTooLargeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The binary join against two loops over all records. */
class BinaryJoinTest {

    enum Type {
        INNER(JoinRules.INNER),
        LEFT(JoinRules.LEFT),
        RIGHT(JoinRules.RIGHT),
        FULL(JoinRules.FULL),
        SEMI(JoinRules.SEMI),
        ANTI(JoinRules.ANTI);

        final JoinRules rules;

        Type(JoinRules rules) {
            this.rules = rules;
        }
    }

    private static final int MIN_PAGES =
            (int) (BinaryJoin.minimumBytes(JoinFixture.PAGE_BYTES, 2) / JoinFixture.PAGE_BYTES);

    @ParameterizedTest
    @EnumSource
    void shouldJoin_whenAllFits(Type type) throws Exception {
        check(type, 2000, 400, 600, 0);
    }

    @ParameterizedTest
    @EnumSource
    void shouldJoin_whenMostIsOnDisk(Type type) throws Exception {
        check(type, MIN_PAGES, 6000, 8000, 0);
    }

    @ParameterizedTest
    @EnumSource
    void shouldJoin_whenPairsOnDiskAreJoinedByFurtherPasses(Type type) throws Exception {
        check(type, MIN_PAGES, 40_000, 20_000, 0);
    }

    @ParameterizedTest
    @EnumSource
    void shouldJoin_whenRecordsAreLargerThanPages(Type type) throws Exception {
        check(type, 2 * MIN_PAGES, 700, 900, 30);
    }

    @ParameterizedTest
    @EnumSource
    void shouldJoin_whenAllHaveOneKey(Type type) throws Exception {
        List<Row> left = rows(new Random(3), 150, 1, 0, 2500);
        List<Row> right = rows(new Random(4), 200, 1, 0, 2500);
        check(type, MIN_PAGES, left, right);
    }

    @ParameterizedTest
    @EnumSource
    void shouldJoin_whenAllKeysHaveOneHash(Type type) throws Exception {
        List<Row> left = rows(new Random(3), 800, 1500, 0, 40);
        List<Row> right = rows(new Random(4), 900, 1500, 0, 300);
        BadHash one = new BadHash(0);
        check(type, MIN_PAGES, left, right, BinaryJoin.options().hash(one));
        check(type, 4 * MIN_PAGES, left, right, BinaryJoin.options().hash(one));
    }

    @ParameterizedTest
    @EnumSource
    void shouldJoin_whenHalfOfBothSidesIsOneKey(Type type) throws Exception {
        Random random = new Random(9);
        List<Row> left = new ArrayList<>();
        List<Row> right = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            left.add(new Row(key(i % 2 == 0 ? 7 : random.nextInt(900)), i, 1200));
            right.add(new Row(key(i % 2 == 0 ? 7 : random.nextInt(900)), i, 1500));
        }
        check(type, MIN_PAGES, left, right);
    }

    @ParameterizedTest
    @EnumSource
    void shouldJoin_whenASideIsEmpty(Type type) throws Exception {
        List<Row> some = rows(new Random(1), 3000, 500, 50, 100);
        check(type, MIN_PAGES, some, List.of());
        check(type, MIN_PAGES, List.of(), some);
        check(type, MIN_PAGES, List.of(), List.of());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void shouldJoin_whateverTheTable(int seed) throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < 4; round++) {
            int keys = 1 + random.nextInt(4000);
            List<Row> left =
                    rows(
                            random,
                            random.nextInt(5000),
                            keys,
                            random.nextInt(100),
                            1 + random.nextInt(200));
            List<Row> right =
                    rows(
                            random,
                            random.nextInt(5000),
                            keys,
                            random.nextInt(100),
                            1 + random.nextInt(200));
            Type type = Type.values()[random.nextInt(6)];
            check(type, MIN_PAGES + random.nextInt(500), left, right);
        }
    }

    @Test
    void shouldRefuseToOpen_whenTheMinimumIsNotThere() throws Exception {
        try (JoinFixture fixture = new JoinFixture(MIN_PAGES - 1)) {
            assertThatThrownBy(() -> fixture.open(BinaryJoin.options().threads(2)))
                    .isInstanceOf(MemoryReservationException.class);
        }
    }

    @Test
    void shouldRefuseRecordsThatAreTooLarge_andTakeThoseThatAreNot() throws Exception {
        for (JoinSide build : JoinSide.values()) {
            try (JoinFixture fixture = new JoinFixture(8 * MIN_PAGES)) {
                BinaryJoin.Options options =
                        BinaryJoin.options().rules(JoinRules.FULL).buildSide(build).threads(2);
                int most;
                try (BinaryJoin join = fixture.open(options);
                        JoinInput input = join.newBuildInput()) {
                    most = (int) join.maxRecordBytes();
                    Row row = new Row(key(6), 1, most - 7);
                    assertThatThrownBy(() -> JoinFixture.add(input, row))
                            .isInstanceOf(RecordTooLargeException.class)
                            .hasMessageContaining(Integer.toString(most));
                }
                List<Row> large = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    large.add(new Row(key(6), i, most - 8));
                }
                large.addAll(
                        rows(new Random(2), 5000, 100, 10, 50).stream()
                                .map(row ->
                                        new Row(row.key(), row.number() + 10, row.payloadBytes()))
                                .toList());
                assertThat(fixture.join(options, large, large))
                        .isEqualTo(JoinFixture.model(JoinRules.FULL, large, large));
            }
        }
    }

    private static void check(Type type, int pages, int left, int right, int largePercent)
            throws Exception {
        int keys = Math.max(1, (left + right) / 3);
        check(
                type,
                pages,
                rows(new Random(1), left, keys, 40, largePercent > 0 ? 6000 : 60),
                rows(new Random(2), right, keys, 40, largePercent > 0 ? 6000 : 60));
    }

    private static void check(Type type, int pages, List<Row> left, List<Row> right)
            throws Exception {
        check(type, pages, left, right, BinaryJoin.options());
    }

    private static void check(
            Type type, int pages, List<Row> left, List<Row> right, BinaryJoin.Options options)
            throws Exception {
        Map<Long, Integer> expected = JoinFixture.model(type.rules, left, right);
        for (int threads = 1; threads <= 2; threads++) {
            for (JoinSide build : JoinSide.values()) {
                try (JoinFixture fixture = new JoinFixture(pages)) {
                    options.rules(type.rules).buildSide(build).threads(threads);
                    assertThat(fixture.join(options, left, right).equals(expected))
                            .as("%s builds, %d threads", build, threads)
                            .isTrue();
                }
            }
        }
    }

    static List<Row> rows(Random random, int count, int keys, int nullsPerMille, int payloadBytes) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean isNull = random.nextInt(1000) < nullsPerMille;
            rows.add(
                    new Row(
                            isNull ? null : key(random.nextInt(keys)),
                            i,
                            4 + random.nextInt(payloadBytes)));
        }
        return rows;
    }

    /** Keys of different lengths: some of eight bytes, some not. */
    static byte[] key(int number) {
        String text = Integer.toString(number * 7919);
        return (number % 3 == 0 ? "%08x".formatted(number) : "key-" + text)
                .getBytes(StandardCharsets.UTF_8);
    }
}
