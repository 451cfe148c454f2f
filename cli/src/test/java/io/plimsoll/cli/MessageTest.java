package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.command.ExitCodes;
import io.plimsoll.cli.output.OutputFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands print beside data. */
final class MessageTest {

    @TempDir Path folder;
    private CommandFixture fixture;

    @BeforeEach
    void layOut() throws IOException {
        fixture = new CommandFixture(folder);
    }

    @Test
    void shouldPrintOneLine_whenAllIsWell() throws IOException {
        String file = fixture.file("input", "b\na\n");
        Outcome outcome = fixture.sort("-o", fixture.path("output"), file);
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .matches("sorted 2 rows \\(4 B\\) in [0-9.]+ s; memory peak [0-9]+m of 128m\n");
    }

    @Test
    void shouldTellWhatWasSpilled() throws IOException {
        String file = fixture.file("input", "some text to be sorted\n".repeat(600_000));
        assertThat(fixture.sort("-o", fixture.path("output"), file).err())
                .matches(
                        "sorted 600,000 rows \\(13.8 MB\\) in [0-9.]+ s; spilled [0-9.]+ [KM]B in"
                                + " [0-9]+ runs; memory peak [0-9]+m of 128m\n");
    }

    @Test
    void shouldPrintNothing_whenQuietAndAllIsWell() throws IOException {
        String file = fixture.file("input", "b\na\n");
        Outcome outcome = fixture.sort("--quiet", "-o", fixture.path("output"), file);
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void shouldPrintFailures_evenWhenQuiet() {
        assertThat(fixture.failure("--quiet", "missing")).isEqualTo("missing: no such file");
    }

    @Test
    void shouldPrintTheStackTrace_onlyWhenVerbose() {
        Outcome verbose = fixture.sort("--verbose", "missing");
        assertThat(verbose.exitCode()).isEqualTo(ExitCodes.FAILURE);
        assertThat(verbose.err())
                .startsWith("plimsoll: missing: no such file\n")
                .contains("InputException", "\tat io.plimsoll.cli");
        assertThat(fixture.sort("missing").err()).isEqualTo("plimsoll: missing: no such file\n");
    }

    @Test
    void shouldSaySomething_whateverFails() throws IOException {
        assertThat(reported(new IOException("why"))).isEqualTo("plimsoll: why\n");
        assertThat(reported(new OutOfMemoryError("Java heap space")))
                .isEqualTo(
                        "plimsoll: out of Java heap: Java heap space (expected a larger --memory)\n");
        assertThat(reported(new CancellationException())).isEqualTo("plimsoll: cancelled\n");
        for (Throwable odd :
                List.of(
                        new ClosedChannelException(),
                        new IllegalStateException("count=-1 (expected more)"),
                        new AssertionError("odd"))) {
            assertThat(reported(odd))
                    .isEqualTo("plimsoll: internal error: " + odd + " (--verbose shows where)\n");
        }
        try (OutputFile output = OutputFile.of(folder.resolve("output"))) {
            assertThat(reported(output.failure(new AsynchronousCloseException())))
                    .isEqualTo(
                            "plimsoll: "
                                    + fixture.path("output")
                                    + ": can't be written (AsynchronousCloseException)\n");
            assertThat(reported(output.failure(new IOException("Broken pipe")))).isEmpty();
        }
    }

    private static String reported(Throwable failure) {
        StringWriter text = new StringWriter();
        int exitCode = new Failures().report(new PrintWriter(text, true), failure, false);
        assertThat(exitCode).isEqualTo(text.toString().isEmpty() ? 0 : 1);
        return text.toString();
    }
}
