package io.plimsoll.memory.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The statistics of sampling, over seeds that are fixed and many. */
class ByteSamplerTest {

    private static final long MEAN = 512 << 10;
    private static final int SEEDS = 200;

    @Test
    void distancesHaveTheMeanAndVarianceOfAPoissonProcess() {
        int count = 20_000;
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomGenerator random = new SplittableRandom(seed);
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < count; i++) {
                double distance = (double) ByteSampler.distanceBytes(random, MEAN) / MEAN;
                assertThat(distance).isNotNegative();
                sum += distance;
                squares += distance * distance;
            }
            double mean = sum / count;
            double variance = squares / count - mean * mean;
            // five standard deviations of each estimate: 1/sqrt(n) and sqrt(8/n)
            assertThat(mean).as("seed %d", seed).isCloseTo(1, within(0.036));
            assertThat(variance).as("seed %d", seed).isCloseTo(1, within(0.1));
        }
    }

    /** Leases of one size, some followed by others of another size, as two sites would. */
    @ParameterizedTest
    @ValueSource(ints = {1 << 10, 32 << 10, 512 << 10, 4 << 20})
    void theBytesOfSamplesEstimateTheBytesLeased(int bytes) {
        double total = 0;
        double expected = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomGenerator random = new SplittableRandom(seed);
            long countdown = ByteSampler.distanceBytes(random, MEAN);
            for (int i = 0; i < 5000; i++) {
                // every third lease is of the site that is looked at
                int lease = i % 3 == 0 ? bytes : 40_000;
                countdown -= lease;
                if (countdown < 0) {
                    countdown = ByteSampler.distanceBytes(random, MEAN);
                    total += i % 3 == 0 ? ByteSampler.weightBytes(lease, MEAN) : 0;
                }
                expected += i % 3 == 0 ? lease : 0;
            }
        }
        // samples: expected / max(mean, bytes); five standard deviations
        double samples = expected / Math.max(MEAN, bytes);
        assertThat(total / expected).isCloseTo(1, within(5 / Math.sqrt(samples)));
    }

    @Test
    void theMeanGrowsWhereSamplesCostTooMuch_andShrinksAgain() {
        ByteSampler sampler = new ByteSampler(MEAN, 0);
        long now = 0;
        for (int i = 0; i < 10; i++) {
            now += 100_000;
            sampler.noteCost(now, now + 1_000);
            now += 1_000;
        }
        assertThat(sampler.meanBytes()).as("a hundredth of the time").isEqualTo(MEAN << 10);
        for (int i = 0; i < 10; i++) {
            now += 2_000_000;
            sampler.noteCost(now, now + 1_000);
            now += 1_000;
        }
        assertThat(sampler.meanBytes()).as("between the limits").isEqualTo(MEAN << 10);
        for (int i = 0; i < 30; i++) {
            now += 8_000_000;
            sampler.noteCost(now, now + 1_000);
            now += 1_000;
        }
        assertThat(sampler.meanBytes()).isEqualTo(MEAN);
        for (int i = 0; i < 100; i++) {
            sampler.noteCost(now, now + 1_000);
        }
        assertThat(sampler.meanBytes()).as("bounded").isEqualTo(64L << 30);
    }

    /** Twice the largest mean was less than nothing, and all leases were samples from then on. */
    @Test
    void shouldStayAtTheMean_whenThereIsNoLargerOne() {
        for (long mean : new long[] {Long.MAX_VALUE, Long.MAX_VALUE / 2 + 1, 1L << 40}) {
            ByteSampler sampler = new ByteSampler(mean, 0);
            sampler.noteCost(10, 20);
            assertThat(sampler.meanBytes()).isEqualTo(mean);
        }
    }
}
