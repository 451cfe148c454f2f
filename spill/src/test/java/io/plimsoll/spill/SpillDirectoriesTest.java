package io.plimsoll.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.spill.failure.SpillIOException;
import io.plimsoll.spill.fault.ArmedFault;
import io.plimsoll.spill.fault.Fault;
import io.plimsoll.spill.fault.FaultyFileSystem;
import io.plimsoll.spill.run.SpillRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillDirectoriesTest {

    @TempDir Path root;
    @TempDir Path elsewhere;
    private final FaultyFileSystem files = new FaultyFileSystem();
    private final List<byte[]> pages = SpillFixture.randomPages(100, 4);
    private Path first;
    private Path second;
    private Path third;

    @BeforeEach
    void nameDirectories() {
        first = elsewhere.resolve("first");
        second = elsewhere.resolve("second");
        third = elsewhere.resolve("third");
    }

    private SpillFixture open(Map<Path, Long> quotas) throws Exception {
        return new SpillFixture(
                root,
                builder -> {
                    quotas.forEach(builder::directory);
                    return builder.fileSystem(files).fileBytes(16 << 10).codec(SpillCodec.NONE);
                });
    }

    private static Map<Path, Long> bytesByDirectory(SpillRun run) {
        Map<Path, Long> bytes = new HashMap<>();
        for (SpillRun.RunFile file : run.files()) {
            Path directory = file.path().getParent().getParent();
            bytes.merge(directory, file.storedBytes(), Long::sum);
        }
        return bytes;
    }

    @Test
    void aRunIsSpreadOverAllDirectories() throws Exception {
        long unlimited = Long.MAX_VALUE;
        try (SpillFixture fixture =
                open(Map.of(first, unlimited, second, unlimited, third, unlimited))) {
            SpillRun run = fixture.write(pages);
            assertThat(bytesByDirectory(run))
                    .hasSize(3)
                    .allSatisfy((path, bytes) -> assertThat(bytes).isGreaterThan(32 << 10));
            SpillFixture.assertSame(fixture.read(run, 1), pages);
        }
        assertThat(elsewhere.toFile().list()).hasSize(3);
        assertThat(List.of(first, second, third)).allSatisfy(d -> assertThat(d).isEmptyDirectory());
    }

    @Test
    void aUsedUpQuotaSendsTheRestElsewhere() throws Exception {
        long quota = 40 << 10;
        try (SpillFixture fixture = open(Map.of(first, quota, second, Long.MAX_VALUE))) {
            SpillRun run = fixture.write(pages);
            Map<Path, Long> bytes = bytesByDirectory(run);
            assertThat(bytes.get(first)).isPositive().isLessThanOrEqualTo(quota);
            assertThat(bytes.get(second)).isGreaterThan(quota);
            assertThat(fixture.io.statistics().failovers()).isZero();
            SpillFixture.assertSame(fixture.read(run, 1), pages);
        }
    }

    @Test
    void aDirectoryThatFailedIsAvoidedUntilItWorksAgain() throws Exception {
        long unlimited = Long.MAX_VALUE;
        try (SpillFixture fixture = open(Map.of(first, unlimited, second, unlimited))) {
            ArmedFault fault = files.arm(Fault.WRITE_FAILS).below(first);
            SpillRun run = fixture.write(pages);
            assertThat(bytesByDirectory(run)).containsOnlyKeys(second);
            assertThat(fault.met()).as("tried once").isEqualTo(1);
            assertThat(fixture.io.statistics().failovers()).isEqualTo(1);

            files.disarm();
            files.arm(Fault.WRITE_FAILS).below(second);
            SpillRun back = fixture.write(pages);
            assertThat(bytesByDirectory(back)).containsOnlyKeys(first);
            SpillFixture.assertSame(fixture.read(run, 1), pages);
            SpillFixture.assertSame(fixture.read(back, 1), pages);
        }
    }

    @Test
    void aDirectoryThatCannotBeUsedIsLeftOut() throws Exception {
        Path file = Files.createFile(elsewhere.resolve("file"));
        try (SpillFixture fixture = open(Map.of(file, Long.MAX_VALUE, second, Long.MAX_VALUE))) {
            SpillRun run = fixture.write(pages);
            assertThat(bytesByDirectory(run)).containsOnlyKeys(second);
        }
    }

    @Test
    void noUsableDirectoryIsAnErrorThatLeavesNothing() throws Exception {
        Path file = Files.createFile(elsewhere.resolve("file"));
        try (MemoryManager memory = MemoryManager.create(8 << 20, 4096)) {
            MemoryPool workspace = memory.rootPool().newChild("workspace", 0, 8 << 20);
            assertThatThrownBy(() ->
                            IOManager.builder()
                                    .directories(List.of(file))
                                    .memory(workspace)
                                    .build())
                    .isInstanceOf(SpillIOException.class)
                    .hasRootCauseInstanceOf(java.io.IOException.class)
                    .hasStackTraceContaining(file.toString());
            assertThat(workspace.usedBytes()).isZero();
        }
    }

    @Test
    void aWorkspaceThatIsNotToBeHadIsAnErrorThatLeavesNothing() throws Exception {
        try (MemoryManager memory = MemoryManager.create(1 << 20, 4096)) {
            MemoryPool workspace = memory.rootPool().newChild("workspace", 0, 4096);
            assertThatThrownBy(() ->
                            IOManager.builder()
                                    .directories(List.of(first))
                                    .memory(workspace)
                                    .build())
                    .isInstanceOf(io.plimsoll.memory.MemoryReservationException.class);
            assertThat(first).doesNotExist();
        }
    }
}
