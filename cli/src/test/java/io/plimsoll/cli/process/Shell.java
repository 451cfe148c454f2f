package io.plimsoll.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs shell scripts in a folder, with this build's {@code plimsoll} on their path. Temporary files
 * go to the folder {@code temporary}. For one thread.
 */
final class Shell {

    private static final long TIMEOUT_SECONDS = 120;

    private final Path folder;
    private final Path temporary;
    private final Path tools;

    /**
     * Lays it out.
     *
     * @param folder an empty folder
     * @param away another one, for what tests don't look at
     */
    Shell(Path folder, Path away) throws IOException {
        this.folder = folder;
        this.temporary = Files.createDirectory(folder.resolve("temporary"));
        this.tools = Files.createDirectory(away.resolve("bin"));
        Path plimsoll = Path.of("").toAbsolutePath().resolveSibling("plimsoll");
        Path script =
                Files.writeString(
                        tools.resolve("plimsoll"), "#!/bin/sh\nexec '" + plimsoll + "' \"$@\"\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    /** Runs a script to its end. Its output is text. */
    Outcome run(String script) throws IOException, InterruptedException {
        Path out = Files.createTempFile(tools, "out", "");
        Path err = Files.createTempFile(tools, "err", "");
        Process process =
                builder(script).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        await(process);
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Starts a script; its messages go to a file. */
    Process start(String script, Path err) throws IOException {
        return builder(script)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(err.toFile())
                .start();
    }

    /** Waits for a process's end. */
    static void await(Process process) throws InterruptedException {
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("still running after " + TIMEOUT_SECONDS + " s");
        }
    }

    /** The names of all in the folder but what the test laid there: what a command left. */
    List<String> left(String... known) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.equals(folder) && !file.equals(temporary))
                    .map(file -> folder.relativize(file).toString())
                    .filter(file -> !List.of(known).contains(file))
                    .toList();
        }
    }

    private ProcessBuilder builder(String script) {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script).directory(folder.toFile());
        builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
        builder.environment().put("TMPDIR", temporary.toString());
        // The launcher finds the JDK for itself, as in other tests: class data is bound to it.
        builder.environment().keySet().removeAll(List.of("JAVA_HOME", "PLIMSOLL_JAVA_OPTS"));
        return builder;
    }
}
