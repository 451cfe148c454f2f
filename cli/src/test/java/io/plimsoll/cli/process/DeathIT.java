package io.plimsoll.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.Outcome;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However a process ends, it leaves nothing for ever. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
final class DeathIT {

    private static final int LINES = 600_000;
    private static final int TERMS_IN_A_LINE = 6;
    private static final String SORT = "sort --memory 128m -o output input";
    private static final String INDEX = "index --memory 128m --document line -o output input";

    @TempDir Path folder;
    @TempDir Path away;
    private Shell shell;
    private Path temporary = Path.of("");
    private Path err = Path.of("");

    /** More lines than a sort, and more terms than an index, keeps in memory. */
    @BeforeEach
    void layOut() throws IOException {
        shell = new Shell(folder, away);
        temporary = folder.resolve("temporary");
        err = away.resolve("err");
        Random random = new Random(81);
        try (BufferedWriter writer = Files.newBufferedWriter(folder.resolve("input"))) {
            for (int i = 0; i < LINES; i++) {
                for (int j = 0; j < TERMS_IN_A_LINE; j++) {
                    writer.write(HexFormat.of().toHexDigits(random.nextLong(), 12));
                    writer.write(' ');
                }
                writer.write('\n');
            }
        }
    }

    private Process startAndAwaitFiles(String command) throws IOException, InterruptedException {
        Process process = shell.start("exec plimsoll " + command, err);
        await("a spill file and an output", () -> hasSpilled() && hasUnfinishedOutput());
        return process;
    }

    @ParameterizedTest
    @ValueSource(strings = {SORT, INDEX})
    void shouldSweepWhatAKilledProcessLeft(String command) throws Exception {
        Process process = startAndAwaitFiles(command);
        process.destroyForcibly();
        Shell.await(process);
        assertThat(process.exitValue()).isEqualTo(137);
        assertThat(hasSpilled()).isTrue();
        assertThat(hasUnfinishedOutput()).isTrue();
        assertThat(folder.resolve("output")).doesNotExist();

        Outcome next = shell.run("printf 'b\\na\\n' >input; plimsoll " + command);
        assertThat(next.exitCode()).as(next.err()).isZero();
        assertThat(shell.left("input").stream().filter(name -> !name.startsWith("output")))
                .isEmpty();
        assertThat(folder.resolve("output")).exists();
    }

    /** The sweep is for the dead only. */
    @ParameterizedTest
    @ValueSource(strings = {SORT, INDEX})
    void shouldLeaveALivingProcessAlone(String command) throws Exception {
        Process process = startAndAwaitFiles(command);
        Outcome other = shell.run("printf 'b\\na\\n' | plimsoll sort --memory 128m -o other");
        assertThat(other.exitCode()).as(other.err()).isZero();
        Shell.await(process);
        assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        assertThat(Files.readString(err))
                .contains(command.equals(SORT) ? "sorted 600,000" : "indexed 600,000");
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143", "HUP,129"})
    void shouldLeaveNothing_whenASignalEndsIt(String signal, int exitCode) throws Exception {
        for (String command : List.of(SORT, INDEX)) {
            Process process = startAndAwaitFiles(command);
            signal(process, signal);
            Shell.await(process);
            assertThat(process.exitValue()).as(command).isEqualTo(exitCode);
            assertThat(err).as(command).isEmptyFile();
            assertThat(shell.left("input")).as(command).isEmpty();
        }
    }

    @Test
    void shouldKeepTheOldOutput_whenASignalEndsIt() throws Exception {
        Files.writeString(folder.resolve("output"), "old");
        Process process = startAndAwaitFiles(SORT);
        signal(process, "TERM");
        Shell.await(process);
        assertThat(folder.resolve("output")).hasContent("old");
        assertThat(shell.left("input", "output")).isEmpty();
    }

    private static void signal(Process process, String signal) throws Exception {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
    }

    private boolean hasSpilled() {
        try (Stream<Path> files = Files.walk(temporary)) {
            return files.anyMatch(file -> file.toString().endsWith(".spill"));
        } catch (IOException | UncheckedIOException e) {
            return false; // Files come and go.
        }
    }

    private boolean hasUnfinishedOutput() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().contains(".output.plimsoll-"));
        } catch (IOException e) {
            return false;
        }
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 6000; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("never: " + what);
    }
}
