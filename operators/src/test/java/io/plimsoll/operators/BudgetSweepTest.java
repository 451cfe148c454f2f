package io.plimsoll.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.serde.TypeSerializers;
import io.plimsoll.serde.key.SortKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same result with any memory above the least; and disk space for little more than the data.
 */
class BudgetSweepTest {

    record Row(long id, String text) {}

    private static final int ROWS = 50_000;
    private static final long DATA_BYTES = ROWS * 90L;
    private static final int STEPS = 30;

    private static final SortKey<Row> BY_TEXT = SortKey.<Row>ofString(Row::text);

    @TempDir private Path folder;

    /** From 1 % to 200 % of the data. */
    @Test
    void everyBudgetAboveTheLeastSucceeds_withTheSameResult() {
        List<Row> rows = rows();
        List<Row> expected = new ArrayList<>(rows);
        expected.sort(Comparator.comparing(Row::text));
        boolean succeeded = false;
        long spilledBefore = 10 * DATA_BYTES;
        for (int step = 0; step < STEPS; step++) {
            long budget = (long) (DATA_BYTES * 0.01 * Math.pow(200, step / (STEPS - 1.0)));
            if (!succeeded && isRefused(budget)) {
                continue;
            }
            succeeded = true;
            long spilled = assertSorts(rows, expected, budget, 1 + step % 2);
            assertThat(spilled)
                    .as("more memory, fewer bytes on disk: budget=%d", budget)
                    .isLessThan(spilledBefore + DATA_BYTES / 3);
            spilledBefore = spilled;
        }
        assertThat(succeeded).isTrue();
        assertThat(spilledBefore).isZero();
    }

    private boolean isRefused(long budget) {
        try {
            builder(budget, 2).open().close();
            return false;
        } catch (IllegalArgumentException tooLittle) {
            assertThat(tooLittle).hasMessageContaining("expected");
            return true;
        }
    }

    private long assertSorts(List<Row> rows, List<Row> expected, long budget, int threads) {
        try (ExternalSorter<Row> sorter = builder(budget, threads).open()) {
            rows.forEach(sorter::add);
            int at = 0;
            for (Row row : sorter.sorted()) {
                if (!row.equals(expected.get(at++))) {
                    assertThat(row).as("budget %d, row %d", budget, at).isNull();
                }
            }
            assertThat(at).as("budget %d", budget).isEqualTo(rows.size());
            assertThat(sorter.memoryUse().peakBytes()).isLessThanOrEqualTo(budget);
            return sorter.memoryUse().spilledBytes();
        }
    }

    @Test
    void tooLittleMemoryIsRefused_withWhatWouldDo() {
        assertThatThrownBy(() -> builder(256 << 10, 1).open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("memory");
    }

    /** Runs are merged twice, and deleted as they are read. */
    @Test
    void littleMoreDiskIsUsedThanTheDataTakes_inSeveralPassesToo() throws Exception {
        long budget = 1_250_000;
        AtomicLong peak = new AtomicLong();
        List<Row> rows = rows();
        try (Job job = Job.builder().memoryBytes(budget).temporaryDirectories(folder).open();
                ExternalSorter<Row> sorter =
                        ExternalSorter.of(TypeSerializers.ofRecord(Row.class))
                                .orderBy(BY_TEXT)
                                .threads(1)
                                .in(job)
                                .open()) {
            Thread watch = watch(job, peak);
            for (int copy = 0; copy < 5; copy++) {
                rows.forEach(sorter::add);
            }
            Iterator<Row> sorted = sorter.sorted().iterator();
            long before = job.io().statistics().liveBytes();
            long read = 0;
            for (; read < 5L * ROWS / 2; read++) {
                sorted.next();
            }
            assertThat((double) job.io().statistics().liveBytes() / before)
                    .as("left on disk when half was read")
                    .isBetween(0.3, 0.75);
            for (; sorted.hasNext(); read++) {
                sorted.next();
            }
            watch.interrupt();
            watch.join();
            assertThat(read).isEqualTo(5L * ROWS);
            assertThat(sorter.memoryUse().passes()).isGreaterThan(1);
            assertThat((double) peak.get() / (5 * DATA_BYTES)).isBetween(0.3, 1.25);
        }
    }

    private static Thread watch(Job job, AtomicLong peak) {
        return Thread.ofPlatform()
                .start(() -> {
                    while (!Thread.interrupted()) {
                        peak.accumulateAndGet(job.io().statistics().liveBytes(), Math::max);
                        Thread.onSpinWait();
                    }
                });
    }

    private ExternalSorterBuilder<Row> builder(long budget, int threads) {
        return ExternalSorter.of(TypeSerializers.ofRecord(Row.class))
                .orderBy(BY_TEXT)
                .memoryBytes(budget)
                .threads(threads)
                .temporaryDirectories(folder);
    }

    private static List<Row> rows() {
        Random random = new Random(7);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(new Row(i, "text " + random.nextInt(50_000) + " of row"));
        }
        return rows;
    }
}
