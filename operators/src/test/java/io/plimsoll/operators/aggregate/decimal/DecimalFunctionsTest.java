package io.plimsoll.operators.aggregate.decimal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.memory.segment.MemorySegmentFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions of decimals, beside {@link BigDecimal}. */
final class DecimalFunctionsTest {

    private final MemorySegment memory = MemorySegmentFactory.allocateUnpooledOffHeapMemory(128);
    private final long state = memory.getAddress() + 1;
    private final long other = memory.getAddress() + 65;

    @AfterEach
    void free() {
        memory.free();
    }

    private static List<BigDecimal> values(Random random) {
        List<BigDecimal> values = new ArrayList<>();
        int maxBits = random.nextInt(1, 64);
        for (int i = random.nextInt(1, 20); i > 0; i--) {
            long unscaled = random.nextLong() >> (64 - maxBits);
            values.add(BigDecimal.valueOf(unscaled, random.nextInt(19)));
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldAgreeWithBigDecimal(long seed) {
        Random random = new Random(seed);
        DecimalSum sum = new DecimalSum();
        DecimalAverage average = new DecimalAverage();
        for (int round = 0; round < 2000; round++) {
            List<BigDecimal> values = values(random);
            BigDecimal expected = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            int half = random.nextInt(values.size() + 1);
            sum.initialize(state);
            sum.initialize(other);
            for (BigDecimal value : values.subList(0, half)) {
                sum.add(state, value.unscaledValue().longValue(), value.scale());
            }
            for (BigDecimal value : values.subList(half, values.size())) {
                sum.add(other, value.unscaledValue().longValue(), value.scale());
            }
            sum.merge(state, other);
            assertThat(sum.get(state)).isEqualByComparingTo(expected);
            average.initialize(state);
            for (BigDecimal value : values) {
                average.add(state, value.unscaledValue().longValue(), value.scale());
            }
            assertThat(average.get(state))
                    .isEqualTo(
                            expected.divide(
                                            BigDecimal.valueOf(values.size()),
                                            MathContext.DECIMAL128)
                                    .doubleValue());
            shouldFindExtremes(values, half);
        }
    }

    private void shouldFindExtremes(List<BigDecimal> values, int half) {
        for (DecimalExtreme extreme : List.of(DecimalExtreme.min(), DecimalExtreme.max())) {
            extreme.initialize(state);
            extreme.initialize(other);
            for (int i = 0; i < values.size(); i++) {
                BigDecimal value = values.get(i);
                extreme.add(
                        i < half ? state : other, value.unscaledValue().longValue(), value.scale());
            }
            extreme.merge(state, other);
            values.sort(BigDecimal::compareTo);
        }
        DecimalExtreme max = DecimalExtreme.max();
        assertThat(max.get(state)).isEqualByComparingTo(values.getLast());
        DecimalExtreme min = DecimalExtreme.min();
        min.initialize(state);
        values.forEach(value -> min.add(state, value.unscaledValue().longValue(), value.scale()));
        assertThat(min.get(state)).isEqualByComparingTo(values.getFirst());
    }

    @Test
    void shouldBeAbsent_withoutAValue() {
        DecimalSum sum = new DecimalSum();
        sum.initialize(state);
        sum.initialize(other);
        sum.merge(state, other);
        assertThat(sum.isPresent(state)).isFalse();
        assertThat(sum.get(state)).isZero();
        DecimalExtreme min = DecimalExtreme.min();
        min.initialize(state);
        assertThat(min.isPresent(state)).isFalse();
        DecimalAverage average = new DecimalAverage();
        average.initialize(state);
        assertThat(average.isPresent(state)).isFalse();
        assertThat(average.get(state)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MIN_VALUE})
    void shouldRefuseWhatNeedsMoreThan128Bits(long value) {
        DecimalSum sum = new DecimalSum();
        sum.initialize(state);
        sum.add(state, 0, 18);
        BigDecimal expected = BigDecimal.ZERO;
        for (int i = 0; i < 18; i++) {
            sum.add(state, value, 0);
            expected = expected.add(BigDecimal.valueOf(value));
            assertThat(sum.get(state)).isEqualByComparingTo(expected);
        }
        assertThatThrownBy(() -> sum.add(state, value, 0))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("sum of decimals leaves 128 bits (expected to fit)");
        sum.initialize(state);
        for (int i = 0; i < 40; i++) {
            sum.add(state, value, 0);
        }
        assertThatThrownBy(() -> sum.add(state, 1, 18)).isInstanceOf(ArithmeticException.class);
    }
}
