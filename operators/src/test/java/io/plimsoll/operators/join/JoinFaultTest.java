package io.plimsoll.operators.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.operators.join.JoinFixture.Row;
import io.plimsoll.operators.join.row.JoinConsumer;
import io.plimsoll.operators.join.row.JoinRules;
import io.plimsoll.spill.failure.SpillException;
import io.plimsoll.spill.fault.Fault;
import io.plimsoll.spill.fault.FaultyFileSystem;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Disks that fail, consumers that fail, and ends at any time: nothing is left. */
class JoinFaultTest {

    private static final int PAGES = 60;

    private final List<Row> left = BinaryJoinTest.rows(new Random(1), 5000, 3000, 20, 80);
    private final List<Row> right = BinaryJoinTest.rows(new Random(2), 4000, 3000, 20, 80);
    private final Map<Long, Integer> expected = JoinFixture.model(JoinRules.FULL, left, right);

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DELETE_CRASHES")
    void theResultIsExactOrAnExceptionTellsWhy(Fault fault) throws Exception {
        for (int spared : new int[] {0, 5, 40}) {
            FaultyFileSystem files = new FaultyFileSystem();
            try (JoinFixture fixture = new JoinFixture(PAGES, files)) {
                fixture.filesMayStay = fault == Fault.DELETE_FAILS || fault == Fault.LOST;
                files.arm(fault).after(spared);
                try {
                    assertThat(fixture.join(options(), left, right)).isEqualTo(expected);
                } catch (SpillException e) {
                    assertThat(fault.isHarmless()).as("%s", e).isFalse();
                }
                files.disarm();
                assertThat(fixture.io.statistics().openDescriptors()).isZero();
            }
        }
    }

    @Test
    void nothingIsLeft_whenCancelledAtAnyTime() throws Exception {
        Random random = new Random(11);
        for (int round = 0; round < 15; round++) {
            try (JoinFixture fixture = new JoinFixture(PAGES)) {
                long delayMillis = random.nextInt(60);
                try (BinaryJoin join = fixture.open(options())) {
                    Thread canceller =
                            Thread.ofPlatform()
                                    .start(() -> {
                                        sleep(delayMillis);
                                        join.cancel();
                                    });
                    try {
                        assertThat(JoinFixture.join(join, left, right)).isEqualTo(expected);
                    } catch (CancellationException e) {
                        assertThat(e).hasMessageContaining("cancelled");
                    }
                    canceller.join();
                }
                fixture.assertNothingLeft();
            }
        }
    }

    @Test
    void nothingIsLeft_whenAConsumerFails() throws Exception {
        for (int after : new int[] {0, 100, 3000}) {
            try (JoinFixture fixture = new JoinFixture(PAGES)) {
                AtomicInteger count = new AtomicInteger();
                JoinConsumer failing =
                        (leftRecord, rightRecord) -> {
                            if (count.incrementAndGet() > after) {
                                throw new IOException("full");
                            }
                        };
                try (BinaryJoin join = fixture.open(options())) {
                    assertThat(failure(join, failing)).isInstanceOf(IOException.class);
                }
                fixture.assertNothingLeft();
            }
        }
    }

    private Exception failure(BinaryJoin join, JoinConsumer consumer) {
        try {
            JoinFixture.run(join, left, right, Collections.nCopies(2, consumer));
            throw new AssertionError("no failure (expected the consumer's)");
        } catch (Exception e) {
            return e;
        }
    }

    private static BinaryJoin.Options options() {
        return BinaryJoin.options().rules(JoinRules.FULL).threads(2);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
