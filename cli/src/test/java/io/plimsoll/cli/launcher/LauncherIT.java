package io.plimsoll.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Starts the real thing: scripts, class data and virtual machine together. */
@DisabledOnOs(OS.WINDOWS)
final class LauncherIT {

    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
    private static final Path PLIMSOLL = PROJECT.resolve("plimsoll");
    private static final long TIMEOUT_SECONDS = 120;

    @TempDir Path folder;

    private record Outcome(int exitCode, String out, String err) {}

    private Outcome start(Map<String, String> environment, Path script, String... arguments)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().remove("JAVA_HOME");
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static Path classData() throws IOException {
        Path dist = PROJECT.resolve("dist");
        return dist.resolve(Files.readString(dist.resolve("current")).strip())
                .resolve("plimsoll.aot");
    }

    @Test
    void shouldPrintNothingButTheAnswer() throws Exception {
        Outcome outcome = start(Map.of(), PLIMSOLL, "--version");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).startsWith("plimsoll ").hasLineCount(1);
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void shouldFindItsHome_whenStartedThroughALinkFromElsewhere() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("a link"), PLIMSOLL);
        Outcome outcome = start(Map.of(), link, "--version");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void shouldEndWithTheUsageCode_whenAnOptionIsUnknown() throws Exception {
        Outcome outcome = start(Map.of(), PLIMSOLL, "--no-such option");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("--no-such option");
    }

    @Test
    void shouldUseItsClassData() throws Exception {
        start(Map.of(), PLIMSOLL, "--version");
        // AOTMode=on refuses to start without.
        Outcome outcome =
                start(Map.of("PLIMSOLL_JAVA_OPTS", "-XX:AOTMode=on"), PLIMSOLL, "--version");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }

    /** A broken file used to be reported by the JVM in the middle of a command's output. */
    @Test
    void shouldWorkInSilence_whenTheClassDataIsBroken() throws Exception {
        start(Map.of(), PLIMSOLL, "--version");
        Path classData = classData();
        byte[] intact = Files.readAllBytes(classData);
        for (byte[] broken : List.of(new byte[0], new byte[intact.length], prefixOf(intact))) {
            replace(classData, broken);
            Outcome outcome = start(Map.of(), PLIMSOLL, "--version");
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.out()).startsWith("plimsoll ").hasLineCount(1);
            assertThat(outcome.exitCode()).isZero();
        }
        replace(classData, intact);
    }

    private static byte[] prefixOf(byte[] bytes) {
        return java.util.Arrays.copyOf(bytes, bytes.length / 2);
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Path aside = file.resolveSibling("replacement");
        Files.write(aside, content, StandardOpenOption.CREATE);
        Files.move(aside, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void shouldIgnoreOptionsThatCouldLiftTheBounds() throws Exception {
        Outcome outcome =
                start(
                        Map.of("JAVA_TOOL_OPTIONS", "-Xmx3g", "_JAVA_OPTIONS", "-Xmx3g"),
                        PLIMSOLL,
                        "--version");
        assertThat(outcome.err()).isEmpty();
    }
}
