package io.plimsoll.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.plimsoll.cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a user may not read or write is named, before there is any work. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
final class PermissionIT {

    @TempDir Path folder;
    @TempDir Path away;
    private Shell shell;

    /** What makes modes bind the superuser too; nothing for others. */
    private String bound = "";

    @BeforeEach
    void layOut() throws Exception {
        shell = new Shell(folder, away);
        Files.writeString(folder.resolve("input"), "b\na\n");
        Files.writeString(folder.resolve("locked"), "c\n");
        Files.createDirectory(folder.resolve("closed"));
        shell.run("chmod 0 locked && chmod 500 closed");
        if (!isBound()) {
            bound = "setpriv --bounding-set=-dac_override,-dac_read_search ";
        }
        assumeThat(isBound()).as("nothing binds the superuser").isTrue();
    }

    private boolean isBound() throws Exception {
        return shell.run(bound + "true && ! " + bound + "cat locked 2>/dev/null").exitCode() == 0;
    }

    @AfterEach
    void unlock() throws IOException, InterruptedException {
        shell.run("chmod 700 locked closed temporary");
    }

    private void assertRefused(String arguments, String message) throws Exception {
        Outcome outcome = shell.run(bound + "plimsoll " + arguments);
        assertThat(outcome.err()).as(arguments).isEqualTo("plimsoll: " + message + "\n");
        assertThat(outcome.exitCode()).as(arguments).isEqualTo(1);
        assertThat(outcome.out()).as(arguments).isEmpty();
        assertThat(shell.left("input", "locked", "closed")).as(arguments).isEmpty();
    }

    @Test
    void shouldNameAnInputThatMayNotBeRead() throws Exception {
        assertRefused("sort input locked", "locked: not readable (permission denied)");
        assertRefused("index -o index input locked", "locked: permission denied");
    }

    @Test
    void shouldNameAnOutputThatMayNotBeWritten() throws Exception {
        assertRefused("sort -o locked input", "locked: not writable (permission denied)");
        assertRefused(
                "sort -o closed/output input", "closed/output: not writable (permission denied)");
        assertRefused(
                "index -o closed/output input",
                "closed/output: cannot be written: permission denied");
        assertRefused("index -o closed input", "closed: cannot be written: permission denied");
        shell.run("chmod 0 closed");
        assertRefused("index -o closed input", "closed: permission denied");
    }

    @Test
    void shouldNameATemporaryFolderThatMayNotBeWritten() throws Exception {
        String remedy =
                ": not writable (expected a folder for temporary files: --temp-dir, or TMPDIR)";
        for (String command : new String[] {"sort ", "index "}) {
            assertRefused(command + "--temp-dir closed -o output input", "closed" + remedy);
        }
        shell.run("chmod 500 temporary");
        assertRefused("sort -o output input", folder.resolve("temporary") + remedy);
    }
}
