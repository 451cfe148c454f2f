package io.plimsoll.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.spill.failure.SpillCorruptionException;
import io.plimsoll.spill.failure.SpillException;
import io.plimsoll.spill.failure.SpillIOException;
import io.plimsoll.spill.failure.SpillSpaceExhaustedException;
import io.plimsoll.spill.fault.ArmedFault;
import io.plimsoll.spill.fault.Fault;
import io.plimsoll.spill.fault.FaultyFileSystem;
import io.plimsoll.spill.run.SpillRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault at each point: the data come back or a typed exception does, and nothing leaks. */
class SpillFaultTest {

    @TempDir Path directory;
    private final FaultyFileSystem files = new FaultyFileSystem();
    private final List<byte[]> pages = SpillFixture.randomPages(60, 11);

    static Stream<Arguments> faults() {
        return Stream.of(Fault.values())
                .filter(fault -> fault != Fault.DELETE_CRASHES)
                .flatMap(fault -> Stream.of(0, 1, 2, 5).map(spared -> Arguments.of(fault, spared)));
    }

    private SpillFixture open(Path... directories) throws Exception {
        return new SpillFixture(
                directory,
                builder ->
                        builder.directories(List.of(directories))
                                .fileSystem(files)
                                .fileBytes(8 << 10)
                                .codec(SpillCodec.NONE));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void withOneDirectory(Fault fault, int spared) throws Exception {
        try (SpillFixture fixture = open(directory)) {
            ArmedFault armed = files.arm(fault).after(spared);
            Throwable failure = catchRoundTrip(fixture);
            if (fault.isHarmless()) {
                assertThat(failure).isNull();
            } else {
                assertThat(failure).isInstanceOf(expected(fault));
            }
            disarm(armed, fixture);
        }
        assertThat(files.openDescriptors()).isZero();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void withASecondDirectoryThatIsGood(Fault fault, int spared) throws Exception {
        Path bad = Files.createDirectory(directory.resolve("bad"));
        Path good = Files.createDirectory(directory.resolve("good"));
        try (SpillFixture fixture = open(bad, good)) {
            ArmedFault armed = files.arm(fault).below(bad).after(spared);
            Throwable failure = catchRoundTrip(fixture);
            if (fault.isHarmless()) {
                assertThat(failure).isNull();
            } else if (fault.isMetWhenReading() || fault == Fault.WRITE_THROWS_UNCHECKED) {
                assertThat(failure).isInstanceOf(expected(fault));
            } else if (fault == Fault.LOST && spared > 0) {
                // What was written there before is lost with the directory.
                assertThat(failure == null || failure instanceof SpillIOException).isTrue();
            } else {
                assertThat(failure).isNull();
                assertThat(fixture.io.statistics().failovers()).isPositive();
            }
            disarm(armed, fixture);
            fixture.io.close();
            Files.delete(bad);
            Files.delete(good);
        }
        assertThat(files.openDescriptors()).isZero();
    }

    private static Class<? extends SpillException> expected(Fault fault) {
        return switch (fault) {
            case DISK_FULL, DISK_FULL_HALFWAY -> SpillSpaceExhaustedException.class;
            case READ_ENDS_EARLY, READ_FLIPS_A_BIT, WRITE_FLIPS_A_BIT, WRITE_TORN, WRITE_STALE ->
                    SpillCorruptionException.class;
            default -> SpillIOException.class;
        };
    }

    private void disarm(ArmedFault armed, SpillFixture fixture) {
        if (armed.fault() != Fault.TRUNCATE_FAILS) {
            assertThat(armed.met()).as("the fault was met").isPositive();
        }
        files.disarm();
        assertThat(fixture.pool.usedBytes()).isZero();
        assertThat(fixture.io.statistics().openDescriptors()).isZero();
        assertThat(fixture.io.statistics().filesLive()).isZero();
    }

    private Throwable catchRoundTrip(SpillFixture fixture) throws Exception {
        SpillRun run = null;
        try {
            run = fixture.write(pages);
            SpillFixture.assertSame(fixture.read(run, 1), pages);
            return null;
        } catch (SpillException e) {
            return e;
        } finally {
            if (run != null) {
                fixture.io.delete(run);
            }
        }
    }

    @Test
    void aFullDirectoryIsLeftForAnotherWithoutLosingAPage() throws Exception {
        Path bad = Files.createDirectory(directory.resolve("bad"));
        Path good = Files.createDirectory(directory.resolve("good"));
        try (SpillFixture fixture =
                new SpillFixture(
                        directory,
                        b ->
                                b.directories(List.of(bad, good))
                                        .fileSystem(files)
                                        .fileBytes(1 << 20))) {
            files.arm(Fault.DISK_FULL_HALFWAY).below(bad).after(3);
            SpillRun run = fixture.write(pages);
            assertThat(run.files()).hasSize(2);
            assertThat(run.files().getFirst().path()).startsWith(bad);
            assertThat(run.files().getFirst().extents()).isEqualTo(3);
            for (SpillRun.RunFile file : run.files()) {
                assertThat(file.path()).hasSize(file.storedBytes());
            }
            SpillFixture.assertSame(fixture.read(run, 1), pages);
            fixture.io.close();
            Files.delete(bad);
            Files.delete(good);
        }
    }

    @Test
    void theMessageOfAFullDiskTellsWhatToDo() throws Exception {
        try (SpillFixture fixture = open(directory)) {
            files.arm(Fault.DISK_FULL);
            assertThatThrownBy(() -> fixture.write(pages))
                    .isInstanceOf(SpillSpaceExhaustedException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("freeBytes=")
                    .hasMessageContaining("name a further directory");
        }
    }

    @Test
    void aQuotaIsNeverExceededAndIsFreedByDeletion() throws Exception {
        long quota = 64 << 10;
        try (SpillFixture fixture =
                new SpillFixture(directory, builder -> builder.directory(directory, quota))) {
            List<byte[]> few = SpillFixture.randomPages(20, 1);
            for (int round = 0; round < 5; round++) {
                SpillRun run = fixture.write(few);
                assertThat(fixture.io.statistics().liveBytes())
                        .isEqualTo(run.storedBytes())
                        .isLessThanOrEqualTo(quota);
                fixture.io.delete(run);
            }
            assertThatThrownBy(() -> fixture.write(pages))
                    .isInstanceOf(SpillSpaceExhaustedException.class)
                    .hasMessageContaining("quotaBytes=" + quota);
            fixture.assertIdle();
        }
    }

    @Test
    @Timeout(30)
    void aBugInAnIoTaskEndsNeitherItsThreadNorTheWaitForIt() throws Exception {
        try (SpillFixture fixture = open(directory)) {
            for (int i = 0; i < 5; i++) {
                files.arm(Fault.WRITE_FAILS).after(2);
                files.arm(Fault.DELETE_CRASHES);
                assertThatThrownBy(() -> fixture.write(pages)).isInstanceOf(SpillIOException.class);
                files.disarm();
                assertThat(fixture.pool.usedBytes()).isZero();
            }
            SpillRun run = fixture.write(pages);
            SpillFixture.assertSame(fixture.read(run, 1), pages);
        }
    }

    @Test
    void aWriterThatFailedStaysFailed() throws Exception {
        try (SpillFixture fixture = open(directory)) {
            files.arm(Fault.WRITE_FAILS);
            try (SpillWriter writer = fixture.io.newWriter("run")) {
                assertThatThrownBy(
                                () -> {
                                    while (true) {
                                        writer.write(fixture.page(new byte[1], writer), 1);
                                    }
                                })
                        .isInstanceOf(SpillIOException.class);
                files.disarm();
                assertThatThrownBy(writer::finish).isInstanceOf(SpillIOException.class);
                assertThatThrownBy(() -> writer.write(fixture.page(new byte[1]), 1))
                        .isInstanceOf(SpillIOException.class);
                assertThatThrownBy(writer::awaitRecycled).isInstanceOf(SpillIOException.class);
            }
            fixture.assertIdle();
        }
    }

    @Test
    void descriptorsStayBelowTheirCapHoweverManyRunsAreRead() throws Exception {
        try (SpillFixture fixture =
                new SpillFixture(
                        directory,
                        b ->
                                b.directories(List.of(directory))
                                        .fileSystem(files)
                                        .descriptorsMax(3))) {
            List<SpillRun> runs = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                runs.add(fixture.write(SpillFixture.randomPages(12, i)));
            }
            List<SpillReader> readers = new ArrayList<>();
            for (SpillRun run : runs) {
                readers.add(fixture.io.newReader(run, fixture.pool, 1));
            }
            for (int page = 0; page < 12; page++) {
                for (int i = 0; i < 20; i++) {
                    var found = readers.get(i).nextPage();
                    byte[] content = new byte[readers.get(i).pageBytes()];
                    found.get(0, content);
                    readers.get(i).recycle(found);
                    assertThat(content).isEqualTo(SpillFixture.randomPages(12, i).get(page));
                }
            }
            readers.forEach(SpillReader::close);
            assertThat(files.openDescriptorsPeak()).isBetween(1, 3);
        }
        assertThat(files.openDescriptors()).isZero();
    }
}
