package io.plimsoll.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.serde.TypeSerializers;
import io.plimsoll.serde.key.SortKey;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several typed operators in one budget. */
class JobTest {

    record Row(long id, String text) {}

    private static final int ROWS = 60_000;

    @TempDir private Path folder;

    /** The first one's result is in memory when the second one, on threads of its own, lacks it. */
    @Test
    void aSorterThatIsReadGivesItsMemoryToTheOneThatItFeeds() throws Exception {
        try (Job job = job(16 << 20)) {
            try (ExternalSorter<Row> first = sorter(job, SortKey.<Row>ofString(Row::text));
                    ExternalSorter<Row> second = sorter(job, SortKey.<Row>ofLong(Row::id))) {
                Random random = new Random(3);
                String padding = ".".repeat(100);
                for (int i = 0; i < ROWS; i++) {
                    first.add(new Row(i, "text " + random.nextInt() + padding));
                }
                String last = "";
                for (Row row : first.sorted()) {
                    assertThat(row.text()).isGreaterThanOrEqualTo(last);
                    last = row.text();
                    for (int copy = 0; copy < 2; copy++) {
                        second.add(row);
                    }
                }
                assertThat(first.memoryUse().spilledBytes()).isPositive();
                long at = 0;
                for (Row row : second.sorted()) {
                    if (row.id() != at++ / 2) {
                        assertThat(row.id()).isEqualTo((at - 1) / 2);
                    }
                }
                assertThat(at).isEqualTo(2L * ROWS);
            }
            assertThat(job.pool().usedBytes()).isEqualTo(job.pool().minBytes() + spillBytes(job));
            assertThat(job.peakBytes()).isBetween(10L << 20, 16L << 20);
        }
        assertThat(filesLeft()).isZero();
    }

    private static long spillBytes(Job job) {
        return job.pool().maxBytes() - job.operatorBytes() - job.pool().minBytes();
    }

    @Test
    void aJobOverAUsersPoolLeavesThatOpen() throws Exception {
        try (MemoryManager manager =
                MemoryManager.create(16 << 20, MemoryManager.DEFAULT_PAGE_SIZE)) {
            MemoryPool pool = manager.rootPool().newChild("mine", 0, 12 << 20);
            try (Job job = Job.builder().pool(pool).temporaryDirectories(folder).open();
                    ExternalSorter<Row> sorter = sorter(job, SortKey.<Row>ofLong(Row::id))) {
                sorter.add(new Row(2, "b"));
                sorter.add(new Row(1, "a"));
                assertThat(sorter.stream().map(Row::text)).containsExactly("a", "b");
            }
            assertThat(pool.usedBytes()).isZero();
            pool.close();
        }
        assertThat(filesLeft()).isZero();
    }

    @Test
    void tooLittleMemoryAndUselessFoldersAreRefused() throws Exception {
        assertThatThrownBy(() -> job(64 << 10).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("memoryBytes=65536 (expected more than");
        Path file = Files.createFile(folder.resolve("file"));
        JobBuilder inAFile = Job.builder().temporaryDirectories(file);
        assertThatThrownBy(inAFile::open).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void aSorterIsRefusedWithWhatWouldDo_whenTheJobIsTooSmall() {
        try (Job job = job(1200 << 10)) {
            assertThatThrownBy(
                            () -> builder(SortKey.<Row>ofLong(Row::id)).threads(8).in(job).open())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected at least");
        }
    }

    private Job job(long memoryBytes) {
        return Job.builder().memoryBytes(memoryBytes).temporaryDirectories(folder).open();
    }

    private static ExternalSorterBuilder<Row> builder(SortKey<Row> key) {
        return ExternalSorter.of(TypeSerializers.ofRecord(Row.class)).orderBy(key).threads(1);
    }

    private static ExternalSorter<Row> sorter(Job job, SortKey<Row> key) {
        return builder(key).in(job).open();
    }

    private long filesLeft() throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".spill")).count();
        }
    }
}
