package io.plimsoll.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.plimsoll.cli.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that fills up ends a command with a message that names the file, and leaves nothing on it.
 * The small disk is a file system in memory that only the command's processes see; where nobody
 * lets us mount one, a limit on the size of files stands in for it.
 */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
final class FullDiskIT {

    private static final int LINES = 500_000;
    private static final String SORT = "plimsoll sort --memory 128m -o ";
    private static final String INDEX = "plimsoll index --memory 128m --document line -o ";

    @TempDir Path folder;
    @TempDir Path away;
    private Shell shell;

    /** Sorting it takes temporary files. */
    @BeforeEach
    void layOut() throws IOException {
        shell = new Shell(folder, away);
        Files.createDirectory(folder.resolve("disk"));
        Random random = new Random(7);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            for (int j = 0; j < 6; j++) {
                lines.append(HexFormat.of().toHexDigits(random.nextLong(), 12)).append(' ');
            }
            lines.append('\n');
        }
        Files.writeString(folder.resolve("input"), lines, StandardCharsets.US_ASCII);
    }

    /** Runs a command, then says what is on the disk. */
    private Outcome runOnSmallDisk(String command) throws Exception {
        String mount = "mount -t tmpfs -o size=4m none disk";
        // In a user namespace where the user may not mount otherwise.
        String unshare = "";
        for (String way : new String[] {"unshare -m", "unshare -rm"}) {
            if (shell.run(way + " sh -c '" + mount + "'").exitCode() == 0) {
                unshare = way;
                break;
            }
        }
        assumeThat(unshare).as("nobody lets us mount").isNotEmpty();
        String script = mount + " && { " + command + "; code=$?; ls -A disk; exit $code; }";
        return shell.run(unshare + " sh -c '" + script + "'");
    }

    @Test
    void shouldNameTheOutput_whenThereIsNoRoomForIt() throws Exception {
        Outcome sort = runOnSmallDisk(SORT + "disk/output input");
        assertThat(sort.exitCode()).isEqualTo(1);
        assertThat(sort.err())
                .isEqualTo("plimsoll: disk/output: can't be written (No space left on device)\n");
        assertThat(sort.out()).isEmpty();

        Outcome index = runOnSmallDisk(INDEX + "disk/output input");
        assertThat(index.exitCode()).isEqualTo(1);
        assertThat(index.err())
                .startsWith("plimsoll: " + folder.toRealPath().resolve("disk"))
                .endsWith("cannot be written: No space left on device\n")
                .hasLineCount(1);
        assertThat(index.out()).isEmpty();
        assertThat(shell.left("input", "disk")).isEmpty();
    }

    @Test
    void shouldNameTheFolder_whenThereIsNoRoomForTemporaryFiles() throws Exception {
        for (String command : new String[] {SORT, INDEX}) {
            Outcome outcome = runOnSmallDisk("TMPDIR=$PWD/disk " + command + "output input");
            assertThat(outcome.exitCode()).as(command).isEqualTo(1);
            assertThat(outcome.err())
                    .contains("no spill directory takes", folder.resolve("disk") + " usedBytes=")
                    .contains("free disk space")
                    .hasLineCount(1);
            assertThat(outcome.out()).as(command).isEmpty();
            assertThat(shell.left("input", "disk")).isEmpty();
        }
    }

    @Test
    void shouldGoOnElsewhere_whenOneOfTwoTemporaryFoldersIsFull() throws Exception {
        Outcome outcome =
                runOnSmallDisk(SORT + "output input --temp-dir disk --temp-dir temporary");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).isEmpty();
        assertThat(shell.run("LC_ALL=C sort -c output && wc -l <output").out().strip())
                .isEqualTo(String.valueOf(LINES));
    }

    /** The file system's own limit, and the user's, come with another reason than a full disk. */
    @Test
    void shouldSayWhy_whenAFileMayNotGrow() throws Exception {
        String limited = "plimsoll --version && ulimit -f 2048 && ";
        Outcome output = shell.run(limited + INDEX + "output input");
        assertThat(output.exitCode()).isEqualTo(1);
        assertThat(output.err()).endsWith(": File too large\n").hasLineCount(1);
        Outcome temporary = shell.run(limited + SORT + "output input");
        assertThat(temporary.exitCode()).isEqualTo(1);
        assertThat(temporary.err())
                .contains(folder.resolve("temporary") + " usedBytes=")
                .endsWith(": File too large\n")
                .hasLineCount(1);
        assertThat(shell.left("input", "disk")).isEmpty();
    }
}
