package io.plimsoll.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.doctor.finding.Diagnosis;
import io.plimsoll.doctor.finding.Finding;
import io.plimsoll.doctor.finding.Target;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Logs that Flink really writes: a cluster in a JVM of its own, driven into what it can't do. */
@Timeout(180)
final class FlinkLogsTest {

    private static final String PROGRAM = "FlinkBreaker";
    private static final long TIMEOUT_SECONDS = 120;

    @TempDir static Path classes;
    @TempDir Path folder;

    @BeforeAll
    static void compile() throws Exception {
        Path source = classes.resolve(PROGRAM + ".java");
        try (InputStream in = FlinkLogsTest.class.getResourceAsStream(PROGRAM + ".java")) {
            Files.copy(Objects.requireNonNull(in), source);
        }
        Path log = classes.resolve("javac.log");
        run(log, "javac", "-cp", "target/flink/*", "-d", classes.toString(), source.toString());
        assertThat(classes.resolve(PROGRAM + ".class")).as(Files.readString(log)).exists();
    }

    private static void run(Path log, String tool, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/" + tool));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS))
                    .as(Files.readString(log))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    private Path flink(String... arguments) throws Exception {
        Path log = folder.resolve("flink.log");
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                "target/flink/*:" + classes,
                                PROGRAM));
        all.addAll(List.of(arguments));
        run(log, "java", all.toArray(String[]::new));
        return log;
    }

    private static Finding first(Path log) throws IOException {
        Diagnosis diagnosis = Case.of(log);
        assertThat(diagnosis.findings()).as(Files.readString(log)).isNotEmpty();
        return diagnosis.findings().getFirst();
    }

    @Test
    void shouldNameNetworkBuffers_whenAClusterHasTooFew() throws Exception {
        Finding finding = first(flink("job", "1m", "64m", "1"));
        assertThat(finding.rule()).isEqualTo("NET-BUF");
        // 32 buffers of 32 KiB: half as much again.
        assertThat(finding.fixes().get(Target.FLINK))
                .startsWith("taskmanager.memory.network.min: 2m");
    }

    /** An operator asks for more than its slot ever had: the message has other words. */
    @Test
    void shouldNameManagedMemory_whenASlotHasLessThanAnOperatorWants() throws Exception {
        Finding finding = first(flink("job", "64m", "8m", "100"));
        assertThat(finding.rule()).isEqualTo("PAGES");
        assertThat(finding.causes()).contains("It asked for 100 pages of a slot that has 32.");
    }

    @Test
    void shouldNameManagedMemory_whenAnotherOperatorHasMostOfIt() throws Exception {
        Finding finding = first(flink("job", "64m", "8m", "20"));
        assertThat(finding.rule()).isEqualTo("PAGES");
        assertThat(finding.causes().getFirst()).contains("managed memory");
    }

    @Test
    void shouldNameTheConflict_whenAConfigurationHasOne() throws Exception {
        Map<String, List<String>> conflicts =
                Map.of(
                        "CONF-RANGE",
                        List.of("process.size=4g", "task.heap.size=1g", "managed.size=1g"),
                        "CONF-SUM",
                        List.of("process.size=400m"),
                        "CONF-NONE",
                        List.of("network.fraction=0.1"));
        for (Map.Entry<String, List<String>> conflict : conflicts.entrySet()) {
            List<String> arguments = new ArrayList<>(List.of("configuration"));
            conflict.getValue().forEach(option -> arguments.add("taskmanager.memory." + option));
            assertThat(first(flink(arguments.toArray(String[]::new))).rule())
                    .isEqualTo(conflict.getKey());
        }
    }

    @Test
    void shouldFindNothing_whenAJobRuns() throws Exception {
        assertThat(Case.of(flink("job", "64m", "64m", "1")).findings()).isEmpty();
    }
}
