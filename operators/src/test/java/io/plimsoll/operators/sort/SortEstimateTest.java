package io.plimsoll.operators.sort;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.operators.estimate.InputSize;
import io.plimsoll.operators.estimate.MemoryEstimate;
import io.plimsoll.operators.estimate.MemoryUse;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is estimated of a sort, beside what it then uses. */
class SortEstimateTest {

    /** What is estimated and what is used differ by this factor at most, and a few pages. */
    private static final double FACTOR = 1.25;

    private static final long SLACK_BYTES = 24L * SorterFixture.PAGE_BYTES;

    @ParameterizedTest
    @CsvSource({
        "1000, 24, 400", "20000, 24, 400", "20000, 24, 200", "20000, 24, 60", "60000, 24, 60",
        "10000, 100, 400", "10000, 100, 100", "30000, 100, 60", "2000, 1500, 400", "2000, 1500, 60",
        "100, 20000, 200", "100, 5, 100"
    })
    void isNearToWhatIsUsed(int records, int recordBytes, int pages) throws Exception {
        BinarySorter.Options options = BinarySorter.options();
        try (SorterFixture fixture = new SorterFixture(pages);
                BinarySorter sorter = fixture.open(options)) {
            MemoryEstimate estimate =
                    BinarySorter.estimate(
                            new InputSize(records, recordBytes, 0),
                            options,
                            fixture.memory.getMemorySize(),
                            SorterFixture.PAGE_BYTES,
                            fixture.io);
            fill(sorter, records, recordBytes);
            try (SortedRecords sorted = sorter.finish()) {
                while (sorted.next()) {}
            }
            MemoryUse use = sorter.memoryUse();
            assertThat(use.passes())
                    .as("passes")
                    .isBetween(estimate.passes() - 1, estimate.passes() + 1);
            assertNear("spilled", use.spilledBytes(), estimate.spilledBytes());
            assertNear("peak", use.peakBytes(), estimate.peakBytes());
            assertThat(estimate.staysInMemory()).isEqualTo(use.spilledBytes() == 0);
        }
    }

    /** M(op), as told, is enough; and much less is not. */
    @ParameterizedTest
    @CsvSource({"20000, 24", "10000, 100", "2000, 1500"})
    void theMemoryToldKeepsTheSortFromDisk(int records, int recordBytes) throws Exception {
        InputSize input = new InputSize(records, recordBytes, 0);
        BinarySorter.Options options = BinarySorter.options();
        try (SorterFixture fixture = new SorterFixture(2000)) {
            int pageBytes = SorterFixture.PAGE_BYTES;
            long told =
                    BinarySorter.estimate(input, options, 1 << 20, pageBytes, fixture.io)
                            .inMemoryBytes();
            for (double part : new double[] {1, 0.75}) {
                try (BinarySorter sorter =
                        options.maxBytes((long) (told * part))
                                .open(fixture.memory.rootPool(), fixture.io)) {
                    fill(sorter, records, recordBytes);
                    sorter.finish().close();
                    assertThat(sorter.memoryUse().spilledBytes() == 0).isEqualTo(part == 1);
                }
            }
        }
    }

    private static void fill(BinarySorter sorter, int records, int recordBytes) throws Exception {
        Random random = new Random(records);
        byte[] record = new byte[recordBytes];
        try (SortWriter writer = sorter.newWriter()) {
            for (int i = 0; i < records; i++) {
                random.nextBytes(record);
                writer.add(record, 0, recordBytes);
            }
        }
    }

    private static void assertNear(String what, long used, long estimated) {
        assertThat((double) estimated)
                .as("%s: used %d", what, used)
                .isBetween(used / FACTOR - SLACK_BYTES, used * FACTOR + SLACK_BYTES);
    }
}
