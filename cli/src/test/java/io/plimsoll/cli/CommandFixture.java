package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.command.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs commands in this virtual machine, in a folder of their own, with little memory, so that they
 * spill soon. After each it checks what is true of every command: no stack trace, nothing left
 * behind. For one thread.
 */
public final class CommandFixture {

    private static final long MEBIBYTE = 1 << 20;
    private static final int BUDGET_MEBIBYTES = 128;

    /** What eight threads are charged with: two of them, and those of any command. */
    private static final int THREADS_MEBIBYTES = 2;

    private static final String LAUNCHER = "plimsoll.launcher.";

    private final Path folder;
    private final Path temporary;
    private int managedMebibytes = 8;

    /**
     * Lays the fixture out.
     *
     * @param folder an empty folder
     */
    public CommandFixture(Path folder) throws IOException {
        this.folder = folder;
        this.temporary = Files.createDirectory(folder.resolve("temporary"));
    }

    /**
     * Lets the commands that follow have so much managed memory, with the smallest budget and two
     * threads; a little less with more.
     */
    public CommandFixture managedMebibytes(int mebibytes) {
        managedMebibytes = mebibytes;
        return this;
    }

    /** Where files are. */
    public Path folder() {
        return folder;
    }

    /** Where temporary files go. */
    public Path temporary() {
        return temporary;
    }

    /** A path in the folder, as an argument. */
    public String path(String name) {
        return folder.resolve(name).toString();
    }

    /** Writes a text file and returns its path. */
    public String file(String name, String content) throws IOException {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file and returns its path. */
    public String file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content).toString();
    }

    /** Runs a command as it is. */
    public Outcome run(String... arguments) {
        System.setProperty(LAUNCHER + "heapBytes", "0");
        System.setProperty(LAUNCHER + "metaspaceBytes", "0");
        System.setProperty(LAUNCHER + "codeCacheBytes", "0");
        System.setProperty(LAUNCHER + "compilerBytes", "0");
        long machineBytes = (BUDGET_MEBIBYTES - managedMebibytes - THREADS_MEBIBYTES) * MEBIBYTE;
        System.setProperty(LAUNCHER + "nativeBytes", String.valueOf(machineBytes));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Set<Path> before = files();
        int exitCode = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        if (!List.of(arguments).contains("--verbose")) {
            assertThat(err.toString()).as("no stack trace").doesNotContain("\tat ");
        }
        assertThat(files())
                .as("no file but the output")
                .filteredOn(CommandFixture::isOurs)
                .isEmpty();
        if (exitCode != ExitCodes.OK) {
            assertThat(files()).as("files after a failure").isEqualTo(before);
        }
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    /** Runs a command on data with the smallest budget and the folder for temporary files. */
    public Outcome onData(String command, String... arguments) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                command,
                                "--memory",
                                BUDGET_MEBIBYTES + "m",
                                "--temp-dir",
                                temporary.toString()));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    /** Runs a command on data to a file, which must go well, and returns what is in it. */
    public byte[] result(String command, String... arguments) throws IOException {
        Path output = folder.resolve("result");
        List<String> all = new ArrayList<>(List.of("-o", output.toString()));
        all.addAll(List.of(arguments));
        Outcome outcome = onData(command, all.toArray(String[]::new));
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        byte[] content = Files.readAllBytes(output);
        Files.delete(output);
        return content;
    }

    /** As {@link #result}, as text. */
    public String resultText(String command, String... arguments) throws IOException {
        return new String(result(command, arguments), StandardCharsets.UTF_8);
    }

    /**
     * Runs a command on data, which must fail with one message and no output, and returns the
     * message.
     */
    public String failureOf(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (!all.contains("-o")) {
            all.addAll(0, List.of("-o", path("result")));
        }
        Outcome outcome = onData(command, all.toArray(String[]::new));
        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCodes.FAILURE);
        assertThat(outcome.err()).hasLineCount(1).startsWith("plimsoll: ").endsWith("\n");
        return outcome.err().strip().substring("plimsoll: ".length());
    }

    /** Runs a command on data, which must be refused as wrong usage, and returns the message. */
    public String wrongUsageOf(String command, String... arguments) {
        Outcome outcome = onData(command, arguments);
        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCodes.USAGE);
        assertThat(outcome.err().lines())
                .hasSize(2)
                .last()
                .isEqualTo("Try 'plimsoll " + command + " --help'.");
        String message = outcome.err().lines().findFirst().orElseThrow();
        assertThat(message).startsWith("plimsoll " + command + ": ");
        return message.substring(("plimsoll " + command + ": ").length());
    }

    /** As {@link #onData}, for {@code sort}. */
    public Outcome sort(String... arguments) {
        return onData("sort", arguments);
    }

    /** As {@link #result}, for {@code sort}. */
    public byte[] sorted(String... arguments) throws IOException {
        return result("sort", arguments);
    }

    /** As {@link #resultText}, for {@code sort}. */
    public String sortedText(String... arguments) throws IOException {
        return resultText("sort", arguments);
    }

    /** As {@link #failureOf}, for {@code sort}. */
    public String failure(String... arguments) {
        return failureOf("sort", arguments);
    }

    /** As {@link #wrongUsageOf}, for {@code sort}. */
    public String wrongUsage(String... arguments) {
        return wrongUsageOf("sort", arguments);
    }

    private static boolean isOurs(Path path) {
        return path.toString().contains("plimsoll-");
    }

    private Set<Path> files() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(folder::relativize).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
