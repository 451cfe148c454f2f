package io.plimsoll.benchmarks.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The programs of this machine. */
public final class Programs {

    private Programs() {}

    /** The program of a name on PATH. */
    public static Optional<Path> find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(program -> Files.isRegularFile(program) && Files.isExecutable(program))
                .findFirst();
    }

    /** The first line that a program prints, or nothing if it fails. */
    public static String firstLine(Path program, String... arguments) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(program.toString());
        builder.command().addAll(Arrays.asList(arguments));
        builder.redirectInput(nothing()).redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = builder.start();
            try {
                String output =
                        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return process.waitFor() == 0 ? output.lines().findFirst().orElse("") : "";
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            return "";
        }
    }

    static File nothing() {
        return new File("/dev/null");
    }
}
