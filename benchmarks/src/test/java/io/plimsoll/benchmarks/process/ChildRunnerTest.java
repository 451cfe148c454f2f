package io.plimsoll.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs a POSIX shell")
class ChildRunnerTest {

    @TempDir Path folder;

    private ChildRunner runner;

    @BeforeEach
    void prepare() throws InterruptedException {
        runner = new ChildRunner(ResourceMeter.ofThisMachine(), folder);
    }

    @Test
    void shouldTellHowLongAProgramTook() throws Exception {
        ChildEnd end = runner.run(ChildCommand.of("sh", "-c", "sleep 0.05"));

        assertThat(end).isInstanceOf(ChildEnd.Succeeded.class);
        assertThat(end.use().wallNanos()).isGreaterThanOrEqualTo(50_000_000);
    }

    @Test
    void shouldTellWhatAProgramSaid_whenItFails() throws Exception {
        ChildEnd end = runner.run(ChildCommand.of("sh", "-c", "echo too little >&2; exit 3"));

        assertThat(end)
                .isInstanceOfSatisfying(
                        ChildEnd.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo("too little"));
    }

    @Test
    void shouldTellTheExitCode_whenAProgramFailsInSilence() throws Exception {
        ChildEnd end = runner.run(ChildCommand.of("sh", "-c", "exit 3"));

        assertThat(end)
                .isInstanceOfSatisfying(
                        ChildEnd.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo("exit code 3"));
    }

    @Test
    void shouldStartNothing_whenItWasStopped() {
        runner.stop();

        assertThatThrownBy(() -> runner.run(ChildCommand.of("sh", "-c", "exit 0")))
                .isInstanceOf(IOException.class)
                .hasMessage("stopped");
    }

    @Test
    void shouldSeeTheMostThatAFolderHeld() throws Exception {
        Path watched = Files.createDirectory(folder.resolve("watched"));
        Files.write(watched.resolve("early"), new byte[1000]);
        FolderWatch watch = new FolderWatch(watched);
        try (watch) {
            while (watch.peakBytes() == 0) {
                Thread.onSpinWait();
            }
            Files.delete(watched.resolve("early"));
            Files.createDirectory(watched.resolve("inner"));
            Files.write(watched.resolve("inner/late"), new byte[10]);
        }

        assertThat(watch.peakBytes()).isEqualTo(1000);
        assertThat(FolderWatch.sizeBytes(watched)).isEqualTo(10);
    }
}
