package io.plimsoll.operators.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.operators.join.JoinFixture.Row;
import io.plimsoll.operators.join.row.JoinRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a hundredth to twice the data as memory: what opens succeeds, with the same result. */
class JoinSweepTest {

    private static final int STEPS = 30;
    private static final int ROWS = 2500;

    @Test
    void shouldGiveTheSame_whateverTheMemory() throws Exception {
        List<Row> left = zipf(5, 0.8);
        List<Row> right = zipf(6, 0.4);
        Map<Long, Integer> expected = JoinFixture.model(JoinRules.FULL, left, right);
        int dataPages = ROWS * 120 / JoinFixture.PAGE_BYTES;
        boolean opened = false;
        for (int step = 0; step <= STEPS; step++) {
            double share = 0.01 * Math.pow(200, (double) step / STEPS);
            int pages = Math.max(1, (int) (share * dataPages));
            for (int threads = 1; threads <= 2; threads++) {
                try (JoinFixture fixture = new JoinFixture(pages)) {
                    BinaryJoin.Options options =
                            BinaryJoin.options().rules(JoinRules.FULL).threads(threads);
                    assertThat(fixture.join(options, left, right))
                            .as("%d pages", pages)
                            .isEqualTo(expected);
                    opened = true;
                } catch (MemoryReservationException e) {
                    // Refused: then less was never enough.
                    assertThat(opened && threads == 1).as("%d pages", pages).isFalse();
                    assertThat((long) pages * JoinFixture.PAGE_BYTES)
                            .isLessThan(BinaryJoin.minimumBytes(JoinFixture.PAGE_BYTES, threads));
                }
            }
        }
        assertThat(opened).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1, 1.5})
    void shouldJoin_howeverSkewed(double exponent) throws Exception {
        List<Row> left = zipf(1, exponent);
        List<Row> right = zipf(2, 0).subList(0, 1000);
        try (JoinFixture fixture = new JoinFixture(60)) {
            assertThat(fixture.join(BinaryJoin.options().threads(2), left, right))
                    .isEqualTo(JoinFixture.model(JoinRules.INNER, left, right));
        }
    }

    /** Records whose keys come as often as Zipf's law says. */
    private static List<Row> zipf(int seed, double exponent) {
        int keys = 3000;
        double[] sums = new double[keys];
        double sum = 0;
        for (int i = 0; i < keys; i++) {
            sum += 1 / Math.pow(i + 1, exponent);
            sums[i] = sum;
        }
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            int key = Arrays.binarySearch(sums, random.nextDouble() * sum);
            rows.add(new Row(BinaryJoinTest.key(key < 0 ? ~key : key), i, 100));
        }
        return rows;
    }
}
