package io.plimsoll.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DistributionTest {

    @Test
    void shouldOrderAnOddNumber() {
        Distribution values = Distribution.of(10, 2, 9);

        assertThat(values.min()).isEqualTo(2);
        assertThat(values.median()).isEqualTo(9);
        assertThat(values.max()).isEqualTo(10);
    }

    @Test
    void shouldTakeTheMeanOfTheMiddle_whenTheNumberIsEven() {
        assertThat(Distribution.of(4, 1, 3, 100).median()).isEqualTo(3.5);
    }

    @Test
    void shouldRefuseNothing() {
        assertThatThrownBy(Distribution::of)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("values=[] (expected at least one)");
    }

    @Test
    void shouldBeAbove1_whenThePeerTookLonger() {
        Map<Integer, Double> peer = Map.of(1, 3.0, 2, 4.0, 3, 9.0);
        Map<Integer, Double> ours = Map.of(1, 2.0, 2, 2.0, 3, 3.0);

        assertThat(Ratio.of(peer, ours)).contains(new Ratio(2, 1.5, 3));
    }

    @Test
    void shouldCompareOnlyRoundsThatBothFinished() {
        Map<Integer, Double> peer = Map.of(1, 3.0, 3, 50.0);
        Map<Integer, Double> ours = Map.of(1, 6.0, 2, 1.0);

        assertThat(Ratio.of(peer, ours)).contains(new Ratio(0.5, 0.5, 0.5));
        assertThat(Ratio.of(Map.of(3, 50.0), ours)).isEmpty();
    }
}
