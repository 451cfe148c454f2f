package io.plimsoll.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.plimsoll.cli.Outcome;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code aggregate} and {@code join} as processes, with several times the data they may hold. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(240)
final class RowsIT {

    private static final int ROWS = 1_000_000;
    private static final long BUDGET_BYTES = 128L << 20;
    private static final String AGGREGATE =
            "aggregate --memory 128m -t, -b 1 -a count,sum(2),max(3)";
    private static final String JOIN = "join --memory 128m -t, -j 1=1";

    @TempDir Path folder;
    @TempDir Path away;
    private Shell shell;

    /** Each key once, in an order that is none. */
    @BeforeEach
    void layOut() throws IOException {
        shell = new Shell(folder, away);
        try (BufferedWriter writer = Files.newBufferedWriter(folder.resolve("rows"))) {
            for (long i = 0; i < ROWS; i++) {
                long key = i * 2_654_435_761L % ROWS;
                writer.write("customer-" + key + "," + key % 100 / 10.0 + "," + i + "\n");
            }
        }
    }

    private static String quoted(String command) {
        return command.replace("count,sum(2),max(3)", "'count,sum(2),max(3)'");
    }

    @ParameterizedTest
    @ValueSource(strings = {AGGREGATE + " rows", JOIN + " rows rows"})
    void shouldStayBelowTheLine_whenItSpills(String command) throws Exception {
        Outcome outcome =
                shell.run("plimsoll " + quoted(command) + " -o out --report report && wc -l <out");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out().strip()).isEqualTo(String.valueOf(ROWS));
        String report = Files.readString(folder.resolve("report"));
        assertThat(figure(report, "peakResidentBytes")).isLessThanOrEqualTo(BUDGET_BYTES);
        assertThat(figure(report, "bytesWritten")).isPositive();
        assertThat(figure(report, "leakedBytes")).isZero();
        assertThat(shell.left("rows", "out", "report")).isEmpty();
    }

    private static long figure(String report, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\" : ([0-9]+)").matcher(report);
        assertThat(matcher.find()).as(report).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {AGGREGATE + " rows", JOIN + " - rows <rows"})
    void shouldEndQuietly_whenItsReaderHasEnough(String command) throws Exception {
        Outcome outcome =
                shell.run("{ plimsoll " + quoted(command) + "; echo $? >code; } | head -n 1");
        assertThat(outcome.out()).startsWith("customer-");
        assertThat(outcome.err()).isEmpty();
        assertThat(folder.resolve("code")).hasContent("0");
        assertThat(shell.left("rows", "code")).isEmpty();
    }

    @Test
    void shouldFail_whenStandardOutputIsFull() throws Exception {
        assumeThat(Path.of("/dev/full")).exists();
        for (String command : new String[] {AGGREGATE + " rows", JOIN + " rows rows"}) {
            Outcome full = shell.run("plimsoll " + quoted(command) + " >/dev/full");
            assertThat(full.exitCode()).isEqualTo(1);
            assertThat(full.err())
                    .isEqualTo(
                            "plimsoll: standard output: can't be written (No space left on device)\n");
        }
    }

    @Test
    void shouldSayWhy_whenTemporaryFilesMayNotGrow() throws Exception {
        for (String command : new String[] {AGGREGATE + " rows", JOIN + " rows rows"}) {
            Outcome limited =
                    shell.run("ulimit -f 1024 && plimsoll " + quoted(command) + " -o out");
            assertThat(limited.exitCode()).isEqualTo(1);
            assertThat(limited.err()).contains("File too large").hasLineCount(1);
            assertThat(shell.left("rows")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {AGGREGATE + " rows", JOIN + " rows rows"})
    void shouldLeaveNothing_whenASignalEndsIt(String command) throws Exception {
        Path err = away.resolve("err");
        Process process = shell.start("exec plimsoll " + quoted(command) + " -o out", err);
        Thread.sleep(800); // an idle machine needs two seconds for all of it
        assertThat(process.isAlive()).as(Files.readString(err)).isTrue();
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
        Shell.await(process);
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(err).isEmptyFile();
        assertThat(shell.left("rows")).isEmpty();
    }
}
