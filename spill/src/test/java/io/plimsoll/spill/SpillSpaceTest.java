package io.plimsoll.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.spill.SpillStatistics.DirectoryFigures;
import io.plimsoll.spill.failure.SpillIOException;
import io.plimsoll.spill.failure.SpillLostException;
import io.plimsoll.spill.failure.SpillQuotaExceededException;
import io.plimsoll.spill.failure.SpillSpaceExhaustedException;
import io.plimsoll.spill.fault.Fault;
import io.plimsoll.spill.fault.FaultyFileSystem;
import io.plimsoll.spill.run.SpillRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quotas, free space, and directories that fail and come back. */
class SpillSpaceTest {

    @TempDir Path root;
    @TempDir Path elsewhere;
    private final FaultyFileSystem files = new FaultyFileSystem();
    private final AtomicLong clock = new AtomicLong();
    private final List<byte[]> pages = SpillFixture.randomPages(60, 4);
    private Path first;
    private Path second;

    @BeforeEach
    void nameDirectories() {
        first = elsewhere.resolve("first");
        second = elsewhere.resolve("second");
    }

    private SpillFixture open(UnaryOperator<IOManagerBuilder> options) throws Exception {
        return new SpillFixture(
                root,
                builder ->
                        options.apply(
                                builder.directories(List.of(first, second))
                                        .fileSystem(files)
                                        .nanoClock(clock::get)
                                        .fileBytes(16 << 10)
                                        .codec(SpillCodec.NONE)));
    }

    private static boolean isAllBelow(Path directory, SpillRun run) {
        return run.files().stream().allMatch(file -> file.path().startsWith(directory));
    }

    private static DirectoryFigures figures(SpillFixture fixture, Path path) {
        return fixture.io.statistics().directories().stream()
                .filter(figures -> figures.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static void deleteTree(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void aQuotaInAllBoundsWhatIsInAllDirectories() throws Exception {
        long quota = 64 << 10;
        try (SpillFixture fixture = open(builder -> builder.quotaBytes(quota))) {
            SpillRun few = fixture.write(pages.subList(0, 20));
            assertThat(fixture.io.statistics().quotaBytes()).isEqualTo(quota);
            assertThat(fixture.io.statistics().liveBytes()).isEqualTo(few.storedBytes());
            assertThatThrownBy(() -> fixture.write(pages))
                    .isInstanceOf(SpillQuotaExceededException.class)
                    .hasMessageContaining("in all")
                    .hasMessageContaining("quotaBytes=" + quota);
            assertThat(fixture.io.statistics().liveBytes()).isEqualTo(few.storedBytes());
            fixture.io.delete(few);
            fixture.io.delete(fixture.write(pages.subList(0, 20)));
        }
    }

    @Test
    void aReserveIsKeptFree() throws Exception {
        long reserve = 1 << 20;
        try (SpillFixture fixture = open(builder -> builder.reservedFreeBytes(reserve))) {
            files.usableBytes(first, reserve + 100);
            SpillRun run = fixture.write(pages);
            assertThat(isAllBelow(second, run)).isTrue();
            assertThat(figures(fixture, first).freeBytes()).isEqualTo(100);
            files.usableBytes(second, reserve - 1);
            assertThatThrownBy(() -> fixture.write(pages))
                    .isInstanceOf(SpillSpaceExhaustedException.class)
                    .isNotInstanceOf(SpillQuotaExceededException.class)
                    .hasMessageContaining("freeBytes=100");
            SpillFixture.assertSame(fixture.read(run, 1), pages);
        }
    }

    @Test
    void freeSpaceThatIsNotKnownIsNoReasonToRefuse() throws Exception {
        try (SpillFixture fixture = open(builder -> builder.reservedFreeBytes(1 << 30))) {
            files.usableBytes(first, -1);
            files.usableBytes(second, -1);
            SpillFixture.assertSame(fixture.read(fixture.write(pages), 1), pages);
            assertThat(figures(fixture, first).freeBytes()).isNegative();
        }
    }

    @Test
    void aDirectoryThatFailedIsTriedAgainLater() throws Exception {
        try (SpillFixture fixture = open(builder -> builder)) {
            files.arm(Fault.WRITE_FAILS).below(first);
            assertThat(isAllBelow(second, fixture.write(pages))).isTrue();
            assertThat(figures(fixture, first).failures()).isEqualTo(1);
            assertThat(figures(fixture, first).failing()).isTrue();
            assertThat(figures(fixture, first).lastFailure())
                    .hasValueSatisfying(failure -> assertThat(failure).contains("WRITE_FAILS"));

            files.disarm();
            assertThat(isAllBelow(second, fixture.write(pages))).as("avoided").isTrue();
            clock.addAndGet(Duration.ofSeconds(2).toNanos());
            assertThat(isAllBelow(second, fixture.write(pages))).as("tried again").isFalse();
            assertThat(figures(fixture, first).failing()).isFalse();
        }
    }

    @Test
    void theLastDirectoryIsTriedHoweverRecentlyItFailed() throws Exception {
        try (SpillFixture fixture = open(builder -> builder)) {
            files.arm(Fault.WRITE_FAILS).times(2);
            assertThatThrownBy(() -> fixture.write(pages)).isInstanceOf(SpillIOException.class);
            SpillFixture.assertSame(fixture.read(fixture.write(pages), 1), pages);
        }
    }

    @Test
    void aDirectoryThatIsLostIsMadeAgainAndWhatWasInItIsMissed() throws Exception {
        try (SpillFixture fixture = open(builder -> builder)) {
            SpillRun before = fixture.write(pages);
            deleteTree(first);
            SpillRun during = fixture.write(pages);
            SpillFixture.assertSame(fixture.read(during, 1), pages);
            assertThatThrownBy(() -> fixture.read(before, 1))
                    .isInstanceOf(SpillLostException.class)
                    .hasMessageContaining(first.toString());
            clock.addAndGet(Duration.ofMinutes(2).toNanos());
            SpillRun after = fixture.write(pages);
            assertThat(isAllBelow(second, after)).isFalse();
            SpillFixture.assertSame(fixture.read(after, 1), pages);
            for (SpillRun run : List.of(before, during, after)) {
                fixture.io.delete(run);
            }
            fixture.assertIdle();
        }
        assertThat(first).isEmptyDirectory();
        assertThat(second).isEmptyDirectory();
    }

    @Test
    void aDirectoryThatCouldNotBeUsedAtFirstIsUsedLater() throws Exception {
        Files.createFile(first);
        try (SpillFixture fixture = open(builder -> builder)) {
            assertThat(isAllBelow(second, fixture.write(pages))).isTrue();
            assertThat(figures(fixture, first).failing()).isTrue();
            Files.delete(first);
            clock.addAndGet(Duration.ofMinutes(2).toNanos());
            assertThat(isAllBelow(second, fixture.write(pages))).isFalse();
        }
    }

    @Test
    void eachDirectoryHasItsFigures() throws Exception {
        try (SpillFixture fixture =
                open(builder -> builder.directory(first, 1 << 20).directory(second, 2 << 20))) {
            SpillRun run = fixture.write(pages);
            fixture.read(run, 1);
            SpillStatistics statistics = fixture.io.statistics();
            long used = 0;
            for (DirectoryFigures figures : statistics.directories()) {
                used += figures.usedBytes();
                assertThat(figures.bytesWritten()).isEqualTo(figures.usedBytes()).isPositive();
                assertThat(figures.bytesRead()).isEqualTo(figures.usedBytes());
                assertThat(figures.writeBytesPerSecond()).isPositive();
                assertThat(figures.readBytesPerSecond()).isPositive();
                assertThat(figures.fill())
                        .isEqualTo((double) figures.usedBytes() / figures.quotaBytes());
            }
            assertThat(used).isEqualTo(statistics.liveBytes()).isEqualTo(run.storedBytes());
        }
    }

    @Test
    void whatIsReadWrongOnceIsReadAgain() throws Exception {
        try (SpillFixture fixture = open(builder -> builder)) {
            SpillRun run = fixture.write(pages);
            int operations = 0;
            for (Fault fault :
                    List.of(Fault.READ_FAILS, Fault.READ_FLIPS_A_BIT, Fault.READ_ENDS_EARLY)) {
                for (int spared = 0; spared < 6; spared++) {
                    files.arm(fault).after(spared).times(1);
                    SpillFixture.assertSame(fixture.read(run, 1), pages);
                    files.disarm();
                    operations++;
                }
            }
            assertThat(fixture.io.statistics().rereads()).isEqualTo(operations);
        }
    }
}
