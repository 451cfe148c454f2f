package io.plimsoll.spill;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.spill.run.SpillRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What processes leave on disk, with real ones. */
@Timeout(120)
class SpillSweepTest {

    @TempDir Path directory;

    @Test
    void whatAKilledProcessLeftIsRemovedAtTheNextStart() throws Exception {
        try (SpillChild child = new SpillChild(directory)) {
            child.order("open");
            child.order("write");
            child.kill();
        }
        assertThat(SpillFixture.entries(directory)).hasSize(2);
        try (SpillFixture fixture = new SpillFixture(directory)) {
            assertThat(SpillFixture.entries(directory))
                    .hasSize(2)
                    .allMatch(
                            path -> path.toString().contains("-" + ProcessHandle.current().pid()));
            fixture.assertIdle();
        }
    }

    @Test
    void aLivingProcessKeepsItsFolder() throws Exception {
        try (SpillChild child = new SpillChild(directory)) {
            child.order("open");
            child.order("write");
            new SpillFixture(directory.resolve("."), b -> b.directories(List.of(directory)))
                    .io.close();
            assertThat(SpillFixture.entries(directory)).hasSize(2);
            assertThat(child.order("read")).isEqualTo("done");
        }
    }

    @Test
    void theLockDecidesNotTheProcessId() throws Exception {
        try (SpillChild dead = new SpillChild(directory);
                SpillChild living = new SpillChild(directory)) {
            dead.order("open");
            dead.order("write");
            dead.kill();
            // As if its process id had been given to a new process.
            rename("-" + dead.pid() + "-", "-" + living.pid() + "-1");
            living.order("open");
            living.order("write");
            List<Path> own = SpillFixture.entries(directory);
            assertThat(own).hasSize(2);
            // As if its process lived in another container, where ids are others: it still holds
            // the lock.
            rename("-" + living.pid() + "-", "-999999999-");
            new SpillFixture(directory.resolve("."), b -> b.directories(List.of(directory)))
                    .io.close();
            assertThat(SpillFixture.entries(directory)).hasSize(2);
            rename("-999999999-", "-" + living.pid() + "-");
            assertThat(living.order("read")).isEqualTo("done");
        }
    }

    private void rename(String from, String to) throws Exception {
        for (Path path : SpillFixture.entries(directory)) {
            String name = path.getFileName().toString();
            Files.move(path, directory.resolve(name.replace(from, to)));
        }
    }

    @Test
    void aProcessThatExitsWithoutClosingLeavesNothing() throws Exception {
        try (SpillChild child = new SpillChild(directory)) {
            child.order("open");
            child.order("write");
            assertThat(child.exit()).isEqualTo(7);
        }
        assertThat(SpillFixture.entries(directory)).isEmpty();
    }

    @Test
    void processesThatStartAtOnceLeaveEachOtherAlone() throws Exception {
        try (SpillChild first = new SpillChild(directory);
                SpillChild second = new SpillChild(directory);
                SpillChild third = new SpillChild(directory)) {
            List<CompletableFuture<String>> loops =
                    List.of(first, second, third).stream().map(SpillSweepTest::loop).toList();
            for (CompletableFuture<String> loop : loops) {
                assertThat(loop.join()).isEqualTo("done");
            }
        }
        assertThat(SpillFixture.entries(directory)).isEmpty();
    }

    private static CompletableFuture<String> loop(SpillChild child) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return child.order("loop");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                task -> Thread.ofPlatform().start(task));
    }

    @Test
    void managersOfOneProcessShareADirectory() throws Exception {
        try (SpillFixture first = new SpillFixture(directory)) {
            SpillRun run = first.write(SpillFixture.randomPages(20, 1));
            SpillFixture second = new SpillFixture(directory);
            second.write(SpillFixture.randomPages(20, 2));
            second.io.close();
            SpillFixture.assertSame(first.read(run, 1), SpillFixture.randomPages(20, 1));
            // The first one's lock has survived the second one's sweep and end: another process
            // respects it.
            try (SpillChild child = new SpillChild(directory)) {
                child.order("open");
            }
            SpillFixture.assertSame(first.read(run, 1), SpillFixture.randomPages(20, 1));
            new SpillFixture(directory).io.close();
        }
    }
}
