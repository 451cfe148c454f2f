package io.plimsoll.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.spill.failure.SpillCorruptionException;
import io.plimsoll.spill.fault.Fault;
import io.plimsoll.spill.fault.FaultyFileSystem;
import io.plimsoll.spill.run.SpillRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ReadAheadGroupTest {

    private static Path propertyDirectory;

    @TempDir Path directory;
    private final FaultyFileSystem files = new FaultyFileSystem();

    @BeforeContainer
    static void makeDirectory() throws Exception {
        propertyDirectory = Files.createTempDirectory("plimsoll-group");
    }

    @AfterContainer
    static void deleteDirectory() throws Exception {
        Files.delete(propertyDirectory);
    }

    private static SpillFixture open(Path directory, FaultyFileSystem files) throws Exception {
        return new SpillFixture(
                directory,
                builder ->
                        builder.directories(List.of(directory))
                                .fileSystem(files)
                                .fileBytes(32 << 10)
                                .codec(SpillCodec.NONE));
    }

    /** A run of pages that hold a key each; {@code ranked} tells whether the writer says so. */
    private static SpillRun run(SpillFixture fixture, long[] keys, int extentPages, boolean ranked)
            throws Exception {
        try (SpillWriter writer = fixture.io.newWriter("run", MemorySegment::free, extentPages)) {
            for (long key : keys) {
                MemorySegment page = fixture.page(new byte[8], writer);
                page.putLong(0, key);
                writer.write(page, 8, ranked ? key : 0);
            }
            return writer.finish();
        }
    }

    private static long[] sortedKeys(Random random, int count) {
        long[] keys = random.longs(count, 0, 10_000).toArray();
        Arrays.sort(keys);
        return keys;
    }

    private static long[] merge(List<SpillReader> readers) throws Exception {
        record Head(SpillReader reader, MemorySegment page) {}
        PriorityQueue<Head> heads =
                new PriorityQueue<>(Comparator.comparingLong(head -> head.page().getLong(0)));
        List<Long> merged = new ArrayList<>();
        for (SpillReader reader : readers) {
            MemorySegment page = reader.nextPage();
            if (page != null) {
                heads.add(new Head(reader, page));
            }
        }
        while (!heads.isEmpty()) {
            Head least = heads.remove();
            merged.add(least.page().getLong(0));
            least.reader().recycle(least.page());
            MemorySegment page = least.reader().nextPage();
            if (page != null) {
                heads.add(new Head(least.reader(), page));
            }
        }
        return merged.stream().mapToLong(Long::longValue).toArray();
    }

    @Property(tries = 60)
    void aMergeReadsAllAndLeasesNoMoreThanItSays(
            @ForAll @IntRange(min = 1, max = 14) int runs,
            @ForAll @IntRange(min = 1, max = 4) int extentPages,
            @ForAll @IntRange(min = 0, max = 12) int furtherPages,
            @ForAll boolean ranked,
            @ForAll long seed)
            throws Exception {
        Random random = new Random(seed);
        try (SpillFixture fixture = open(propertyDirectory, new FaultyFileSystem())) {
            List<SpillRun> spilled = new ArrayList<>();
            List<Long> expected = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                long[] keys = sortedKeys(random, random.nextInt(60));
                Arrays.stream(keys).forEach(expected::add);
                spilled.add(run(fixture, keys, extentPages, ranked));
            }
            expected.sort(null);
            int pages = furtherPages;
            try (ReadAheadGroup group = fixture.io.newReadAheadGroup(fixture.pool, furtherPages)) {
                List<SpillReader> readers = new ArrayList<>();
                for (SpillRun run : spilled) {
                    readers.add(fixture.io.newReader(run, group, random.nextBoolean()));
                    pages += SpillReader.pagesNeeded(run, 0);
                }
                assertThat(fixture.pool.usedBytes())
                        .isEqualTo((long) pages * SpillFixture.PAGE_BYTES);
                assertThat(merge(readers))
                        .isEqualTo(expected.stream().mapToLong(Long::longValue).toArray());
                assertThat(fixture.pool.usedBytes())
                        .isEqualTo((long) pages * SpillFixture.PAGE_BYTES);
            }
            assertThat(fixture.pool.usedBytes()).isZero();
            spilled.forEach(fixture.io::delete);
            fixture.assertIdle();
        }
    }

    @Test
    @Timeout(20)
    void whoWillBeReadUpFirstGetsWhatIsBeyondTheShares() throws Exception {
        try (SpillFixture fixture = open(directory, files)) {
            SpillRun late = run(fixture, new long[] {500, 501, 502, 503, 504, 505}, 2, true);
            SpillRun soon = run(fixture, new long[] {1, 2, 3, 4, 5, 6}, 2, true);
            try (ReadAheadGroup group = fixture.io.newReadAheadGroup(fixture.pool, 1)) {
                SpillReader soonReader = fixture.io.newReader(soon, group, false);
                awaitExtents(fixture, 2);
                SpillReader lateReader = fixture.io.newReader(late, group, false);
                awaitExtents(fixture, 3);
                // Each has a share of three pages, which is one extent; with one page more there is
                // a second extent for one of them, and here it becomes free again.
                takeKeys(soonReader, 1, 2);
                awaitExtents(fixture, 4);
                files.hold(0);
                try {
                    takeKeys(soonReader, 3, 6);
                } finally {
                    files.letGo();
                }
                assertThat(merge(List.of(soonReader, lateReader)))
                        .containsExactly(500, 501, 502, 503, 504, 505);
            }
        }
    }

    private static void awaitExtents(SpillFixture fixture, int extents) throws Exception {
        while (fixture.io.statistics().extentsRead() < extents) {
            Thread.sleep(2);
        }
        Thread.sleep(20);
        assertThat(fixture.io.statistics().extentsRead()).isEqualTo(extents);
    }

    private static void takeKeys(SpillReader reader, long first, long last) throws Exception {
        for (long key = first; key <= last; key++) {
            MemorySegment page = reader.nextPage();
            assertThat(page.getLong(0)).isEqualTo(key);
            reader.recycle(page);
        }
    }

    @Test
    void aThousandRunsAreMergedAtOnceWithFewDescriptors() throws Exception {
        try (SpillFixture fixture =
                new SpillFixture(
                        directory,
                        builder ->
                                builder.directories(List.of(directory))
                                        .fileSystem(files)
                                        .descriptorsMax(5)
                                        .codec(SpillCodec.NONE))) {
            int runs = 1000;
            List<SpillRun> spilled = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                spilled.add(run(fixture, new long[] {i, i + runs, i + 2 * runs}, 1, true));
            }
            try (ReadAheadGroup group = fixture.io.newReadAheadGroup(fixture.pool, 8)) {
                List<SpillReader> readers = new ArrayList<>();
                for (SpillRun run : spilled) {
                    readers.add(fixture.io.newReader(run, group, true));
                }
                assertThat(merge(readers)).isEqualTo(LongStream.range(0, 3L * runs).toArray());
            }
            spilled.forEach(fixture.io::delete);
            fixture.assertIdle();
        }
        assertThat(files.openDescriptorsPeak()).isLessThanOrEqualTo(5);
        assertThat(files.openDescriptors()).isZero();
    }

    @Test
    void damageOfOneIsItsOwn() throws Exception {
        try (SpillFixture fixture = open(directory, files)) {
            files.arm(Fault.WRITE_FLIPS_A_BIT).times(1);
            SpillRun bad = run(fixture, new long[] {1, 2, 3}, 1, true);
            SpillRun good = run(fixture, new long[] {4, 5, 6}, 1, true);
            try (ReadAheadGroup group = fixture.io.newReadAheadGroup(fixture.pool, 4)) {
                SpillReader badReader = fixture.io.newReader(bad, group, false);
                SpillReader goodReader = fixture.io.newReader(good, group, false);
                assertThatThrownBy(badReader::nextPage)
                        .isInstanceOf(SpillCorruptionException.class);
                assertThat(merge(List.of(goodReader))).containsExactly(4, 5, 6);
            }
            assertThat(fixture.pool.usedBytes()).isZero();
        }
    }

    @Test
    void pagesThatAreHeldWhenTheGroupClosesGoToThePool() throws Exception {
        try (SpillFixture fixture = open(directory, files)) {
            SpillRun run = run(fixture, new long[] {1, 2, 3}, 2, true);
            ReadAheadGroup group = fixture.io.newReadAheadGroup(fixture.pool, 2);
            SpillReader early = fixture.io.newReader(run, group, false);
            SpillReader late = fixture.io.newReader(run, group, false);
            MemorySegment first = early.nextPage();
            MemorySegment second = late.nextPage();
            early.close();
            early.recycle(first);
            group.close();
            group.close();
            assertThat(fixture.pool.usedBytes()).isEqualTo(SpillFixture.PAGE_BYTES);
            late.recycle(second);
            assertThat(fixture.pool.usedBytes()).isZero();
            assertThatIllegalStateException()
                    .isThrownBy(() -> fixture.io.newReader(run, group, false))
                    .withMessageContaining("closed");
        }
    }

    @Test
    void aPoolThatIsTooSmallRefusesAndKeepsNothing() throws Exception {
        try (SpillFixture fixture = open(directory, files)) {
            SpillRun run = run(fixture, new long[] {1, 2, 3, 4, 5, 6}, 4, true);
            int all = (int) (fixture.pool.availableBytes() / SpillFixture.PAGE_BYTES);
            assertThatThrownBy(() -> fixture.io.newReadAheadGroup(fixture.pool, all + 1))
                    .isInstanceOf(MemoryAllocationException.class);
            try (ReadAheadGroup group = fixture.io.newReadAheadGroup(fixture.pool, all - 2)) {
                assertThatThrownBy(() -> fixture.io.newReader(run, group, false))
                        .isInstanceOf(MemoryAllocationException.class);
            }
            assertThat(fixture.pool.usedBytes()).isZero();
        }
    }

    @Test
    void closingTheManagerClosesItsGroups() throws Exception {
        SpillFixture fixture = open(directory, files);
        SpillRun run = run(fixture, new long[] {1, 2, 3}, 2, true);
        ReadAheadGroup group = fixture.io.newReadAheadGroup(fixture.pool, 8);
        fixture.io.newReader(run, group, false);
        fixture.close();
    }
}
