package io.plimsoll.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.launcher.ScriptHome.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class BuildOnUseTest {

    private static final String BUILT =
            "plimsoll: built; records class data now, which makes starts fast\n";

    @TempDir Path folder;

    private ScriptHome scripts;

    @BeforeEach
    void prepare() throws IOException {
        scripts = new ScriptHome(folder.toRealPath());
        scripts.jdk("jdk-25", "25.0.1");
    }

    private String firstUse() {
        return """
        plimsoll: building (first use)...
          compiles with Maven, and downloads Maven and libraries if they are not there: some minutes, this time only
          its output goes to %s
        """
                .formatted(scripts.home().resolve("dist/build.log"));
    }

    private List<Path> generations() throws IOException {
        try (Stream<Path> files = Files.list(scripts.home().resolve("dist"))) {
            return files.filter(Files::isDirectory).toList();
        }
    }

    @Test
    void shouldBuildOnce_whenNothingChanges() throws Exception {
        scripts.sources(0);
        Outcome first = scripts.plimsoll();
        Outcome second = scripts.plimsoll();
        assertThat(first.err()).isEqualTo(firstUse() + BUILT);
        assertThat(second.err()).isEmpty();
        assertThat(scripts.builds()).hasSize(1);
        assertThat(first.exitCode()).isZero();
        assertThat(second.javaArguments())
                .contains(generations().getFirst().resolve("lib").toString());
    }

    @Test
    void shouldBuildAgain_whenASourceIsNewer() throws Exception {
        scripts.sources(0);
        scripts.plimsoll();
        Files.setLastModifiedTime(scripts.source(), FileTime.from(Instant.now().plusSeconds(1)));
        assertThat(scripts.plimsoll().err()).isEqualTo("plimsoll: building (sources changed)...\n");
        assertThat(scripts.builds()).hasSize(2);
    }

    @Test
    void shouldBuildAgain_whenASourceIsGone() throws Exception {
        scripts.sources(0);
        scripts.plimsoll();
        Files.delete(scripts.source());
        scripts.plimsoll();
        assertThat(scripts.builds()).hasSize(2);
    }

    @Test
    void shouldTellWhereTheLogIs_whenTheBuildFails() throws Exception {
        scripts.sources(1);
        Outcome outcome = scripts.plimsoll();
        Path log = scripts.home().resolve("dist/build.log");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .isEqualTo(
                        firstUse()
                                + "[ERROR] something is wrong\n"
                                + "plimsoll: the build failed; its whole output is in "
                                + log
                                + "\n");
        assertThat(log).exists();
        assertThat(scripts.home().resolve("dist/lock")).doesNotExist();
    }

    @Test
    void shouldBuildOnce_whenSeveralStartAtOnce() throws Exception {
        scripts.sources(0);
        Files.createFile(scripts.home().resolve("slow"));
        Callable<Outcome> start = scripts::plimsoll;
        List<Future<Outcome>> starts = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                starts.add(threads.submit(start));
            }
        }
        for (Future<Outcome> each : starts) {
            assertThat(each.get().exitCode()).isZero();
            assertThat(each.get().out()).contains("[-m]");
        }
        assertThat(scripts.builds()).hasSize(1);
        assertThat(generations()).hasSize(1);
    }

    @Test
    void shouldTakeOverTheLock_whenItsHolderIsDead() throws Exception {
        scripts.sources(0);
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createDirectories(scripts.home().resolve("dist"));
        Files.createSymbolicLink(
                scripts.home().resolve("dist/lock"), Path.of(Long.toString(dead.pid())));
        assertThat(scripts.plimsoll().err()).isEqualTo(firstUse() + BUILT);
    }

    @Test
    void shouldTakeOverWhatABuildByHandLaidOut() throws Exception {
        scripts.sources(0);
        Files.createDirectories(scripts.home().resolve("dist"));
        Path started = Files.createFile(scripts.home().resolve("dist/build-started"));
        Files.setLastModifiedTime(started, FileTime.from(Instant.now().minusMillis(10)));
        Files.setLastModifiedTime(scripts.source(), FileTime.from(Instant.now().minusSeconds(60)));
        Files.setLastModifiedTime(
                scripts.home().resolve("pom.xml"), FileTime.from(Instant.now().minusSeconds(60)));
        age(scripts.home().resolve("cli/src/main"));
        Path staging = Files.createDirectories(scripts.home().resolve("cli/target/dist/lib"));
        Files.createFile(staging.resolve("plimsoll-cli-1.jar"));

        Outcome outcome = scripts.plimsoll();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(scripts.builds()).isEmpty();
        assertThat(generations().getFirst().resolve("lib/plimsoll-cli-1.jar")).exists();
    }

    private static void age(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
            }
        }
    }

    @Test
    void shouldMakeClassDataAgain_whenTheJdkChanges() throws Exception {
        scripts.sources(0);
        scripts.plimsoll();
        Path maker = generations().getFirst().resolve("jdk");
        String first = Files.readString(maker);
        Path other = scripts.jdkAt(scripts.root().resolve("other"), "26");
        scripts.set("JAVA_HOME", other.toString());
        scripts.plimsoll();
        assertThat(first).startsWith("25.0.1+9 ");
        assertThat(maker).hasContent("26+9 " + other);
        assertThat(scripts.builds()).hasSize(1);
    }

    @Test
    void shouldKeepThreeGenerations() throws Exception {
        scripts.sources(0);
        for (int i = 1; i <= 5; i++) {
            Files.setLastModifiedTime(
                    scripts.source(), FileTime.from(Instant.now().plusSeconds(100L * i)));
            scripts.plimsoll();
        }
        assertThat(generations()).hasSize(3);
    }
}
