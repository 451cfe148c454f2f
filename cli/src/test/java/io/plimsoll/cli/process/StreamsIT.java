package io.plimsoll.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.plimsoll.cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Standard streams, exit codes and what else a process has that a method has not. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
final class StreamsIT {

    @TempDir Path folder;
    @TempDir Path away;
    private Shell shell;

    @BeforeEach
    void layOut() throws IOException {
        shell = new Shell(folder, away);
        Files.writeString(folder.resolve("input"), "b\na\n");
    }

    @Test
    void shouldReadStandardInput_whenThereIsNoFileOrADash() throws Exception {
        Files.writeString(folder.resolve("other"), "c");
        for (String arguments : new String[] {"", "-", "- other -", "other /dev/stdin"}) {
            Outcome outcome = shell.run("plimsoll sort --memory 128m " + arguments + " <input");
            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            assertThat(outcome.out())
                    .isEqualTo(arguments.contains("other") ? "a\nb\nc\n" : "a\nb\n");
            assertThat(outcome.err()).startsWith("sorted ").hasLineCount(1);
        }
        assertThat(shell.left("input", "other")).isEmpty();
    }

    @Test
    void shouldReadAPipe() throws Exception {
        assertThat(shell.run("printf 'b\\na' | plimsoll sort --memory 128m").out())
                .isEqualTo("a\nb\n");
        assertThat(shell.run("sleep 1 | plimsoll sort --memory 128m").out()).isEmpty();
    }

    @Test
    void shouldNotMixMessagesIntoData() throws Exception {
        assertThat(shell.run("plimsoll sort --memory 128m input 2>/dev/null").out())
                .isEqualTo("a\nb\n");
        Outcome failed = shell.run("plimsoll sort --memory 128m -k 1:long input");
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).isEqualTo("plimsoll: input:1: column 1: 'b' is not a long\n");
        assertThat(failed.exitCode()).isEqualTo(1);
        Outcome wrong = shell.run("plimsoll sort --memory 128m --sideways input");
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.exitCode()).isEqualTo(2);
    }

    @Test
    void shouldEndQuietly_whenItsReaderHasEnough() throws Exception {
        Files.writeString(
                folder.resolve("much"),
                IntStream.range(0, 400_000)
                        .mapToObj("line %d\n"::formatted)
                        .collect(Collectors.joining()));
        Outcome outcome =
                shell.run("{ plimsoll sort --memory 128m much; echo $? >code; } | head -n 1");
        assertThat(outcome.out()).isEqualTo("line 0\n");
        assertThat(outcome.err()).isEmpty();
        assertThat(folder.resolve("code")).hasContent("0");
        assertThat(shell.left("input", "much", "code")).isEmpty();
    }

    @Test
    void shouldEndQuietly_whenNobodyReadsItsHits() throws Exception {
        shell.run("plimsoll index --memory 128m --document line -o index input");
        Outcome outcome = shell.run("{ plimsoll search index a; echo $? >code; } | true");
        assertThat(outcome.err()).isEmpty();
        assertThat(folder.resolve("code")).hasContent("0");
    }

    @Test
    void shouldFail_whenStandardOutputIsFull() throws Exception {
        assumeThat(Path.of("/dev/full")).exists();
        Outcome full = shell.run("plimsoll sort --memory 128m input >/dev/full");
        assertThat(full.exitCode()).isEqualTo(1);
        assertThat(full.err())
                .isEqualTo(
                        "plimsoll: standard output: can't be written (No space left on device)\n");
    }

    /** The JVM opens a file of its own in place of a closed stream; that used to be sorted. */
    @Test
    void shouldFail_whenAStreamIsClosed() throws Exception {
        Outcome input = shell.run("plimsoll sort --memory 128m -o output <&-");
        assertThat(input.exitCode()).isEqualTo(1);
        assertThat(input.err())
                .isEqualTo("plimsoll: standard input: can't be read (Bad file descriptor)\n");
        Outcome output = shell.run("plimsoll sort --memory 128m input >&-");
        assertThat(output.exitCode()).isEqualTo(1);
        assertThat(output.err())
                .isEqualTo("plimsoll: standard output: can't be written (Bad file descriptor)\n");
        Outcome messages = shell.run("plimsoll sort --memory 128m -o output input 2>&-");
        assertThat(messages.exitCode()).isZero();
        assertThat(folder.resolve("output")).hasContent("a\nb\n");
        assertThat(shell.left("input", "output")).isEmpty();
    }

    @Test
    void shouldFail_whenStandardInputIsAFolder() throws Exception {
        Outcome folderGiven = shell.run("plimsoll sort --memory 128m <.");
        assertThat(folderGiven.exitCode()).isEqualTo(1);
        assertThat(folderGiven.err())
                .isEqualTo("plimsoll: standard input: can't be read (Is a directory)\n");
    }

    @Test
    void shouldHonourTheUserMask() throws Exception {
        Outcome outcome =
                shell.run(
                        "umask 027 && plimsoll sort --memory 128m --quiet -o output input"
                                + " && ls -l output");
        assertThat(outcome.out()).startsWith("-rw-r-----");
    }

    /** In a locale without UTF-8 files used to have names that could not be said. */
    @Test
    void shouldFindFiles_whateverTheirNamesAndTheLocale() throws Exception {
        String names =
                "input=$(printf 's\\303\\266rt \\346\\227\\245'); output=$(printf '\\303\\244');";
        shell.run(names + "cp input \"$input\"");
        assumeThat(Path.of("/usr/lib/locale/C.utf8")).exists();
        for (String locale : new String[] {"C", "POSIX", "C.UTF-8", "none"}) {
            String command = "plimsoll sort --quiet --memory 128m -o \"$output\" \"$input\"";
            Outcome outcome =
                    shell.run(
                            names
                                    + "LC_ALL="
                                    + locale
                                    + " "
                                    + command
                                    + " && cat \"$output\" && rm \"$output\"");
            assertThat(outcome.err()).as(locale).isEmpty();
            assertThat(outcome.out()).as(locale).isEqualTo("a\nb\n");
        }
    }
}
