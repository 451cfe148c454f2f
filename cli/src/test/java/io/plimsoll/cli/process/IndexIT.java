package io.plimsoll.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code index} says that it did, and what {@code search} then finds. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
final class IndexIT {

    private static final String LONG_TERM = "x".repeat(5000);

    @TempDir Path folder;
    @TempDir Path away;
    private Shell shell;

    @BeforeEach
    void layOut() throws IOException {
        shell = new Shell(folder, away);
        Files.writeString(folder.resolve("input"), "one two " + LONG_TERM);
        Files.writeString(folder.resolve("binary"), "\0");
    }

    /** A term that is long is not skipped, as the message used to say. */
    @Test
    void shouldTellWhatItSkippedAndWhatItKeptInPart() throws Exception {
        Outcome outcome = shell.run("plimsoll index --memory 128m -o index input binary");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err())
                .startsWith(
                        "skipped 1 binary documents; "
                                + "kept 1 overlong terms by their beginnings and fingerprints\n"
                                + "indexed 1 documents");
        Outcome found = shell.run("plimsoll search index " + LONG_TERM);
        assertThat(found.exitCode()).isZero();
        assertThat(found.out()).contains("input");
        assertThat(shell.run("plimsoll search index " + LONG_TERM + "x").out())
                .doesNotContain("input");
    }

    @Test
    void shouldSayNothingMore_whenThereIsNothingToTell() throws Exception {
        Files.writeString(folder.resolve("input"), "one two");
        Outcome outcome = shell.run("plimsoll index --memory 128m -o index input");
        assertThat(outcome.err()).startsWith("indexed 1 documents").hasLineCount(1);
    }
}
