package io.plimsoll.cli;

import io.plimsoll.cli.command.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs every command on a little data. The launcher has the virtual machine record which classes
 * that takes, and starts faster with them afterwards.
 */
public final class Training {

    private static final int ROWS = 20_000;

    private static final String CONFIGURATION = "taskmanager: {memory: {process.size: 4g}}\n";

    private static final String LOG =
            """
            Starting TaskManager (Version: 1.20.1, Scala: 2.12)
            Loading configuration property: taskmanager.memory.process.size, 2g
            Insufficient number of network buffers: required 401, but only 87 available. The total \
            number of network buffers is currently set to 4096 of 32768 bytes each.
            """;

    private Training() {}

    /** Runs the commands in a temporary folder. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("plimsoll-training");
        try {
            train(folder);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    private static void train(Path folder) throws IOException {
        Path rows = folder.resolve("rows.csv");
        Random random = new Random(1);
        Files.write(
                rows,
                IntStream.range(0, ROWS)
                        .mapToObj(
                                row -> "row " + random.nextInt(ROWS) + "," + row + "," + row / 7.0)
                        .toList());
        String input = rows.toString();
        String output = folder.resolve("sorted").toString();
        String report = folder.resolve("report").toString();
        run("--help");
        run("sort", "--help");
        run("sort", "--memory", "128m", "-o", output, "--report", report, input);
        run(
                "sort",
                "--memory",
                "128m",
                "-t",
                ",",
                "-k",
                "2:long",
                "-k",
                "3:double:desc",
                "-u",
                "-o",
                output,
                input);
        String functions = "count,sum(3),max(2:long),avg(3:double),distinct(1),last(1)";
        run(
                "aggregate",
                "--memory",
                "128m",
                "-t",
                ",",
                "-b",
                "1",
                "-a",
                functions,
                "-o",
                output,
                input);
        run("aggregate", "--memory", "128m", "--csv", "-b", "2:long", "-o", output, input);
        run("join", "--memory", "128m", "-t", ",", "-j", "2:long", "-o", output, input, input);
        run(
                "join",
                "--memory",
                "128m",
                "--csv",
                "--type=anti",
                "-j",
                "1",
                "-o",
                output,
                input,
                input);
        String index = folder.resolve("index").toString();
        run("index", "--memory", "128m", "--out", index, input);
        run("search", index, "row");
        run("sort", "--memory", "128m", "--csv", "-k", "1", "-o", output, input);
        Path configuration = Files.writeString(folder.resolve("config.yaml"), CONFIGURATION);
        run("plan", "--config", configuration.toString(), "--explain", "--slots", "2");
        run("plan", "--size", "2g", "-o", "json");
        run("lint", configuration.toString());
        Path log = Files.writeString(folder.resolve("log"), LOG);
        runTo(ExitCodes.CRITICAL_FINDINGS, "doctor", log.toString());
        runTo(ExitCodes.CRITICAL_FINDINGS, "doctor", "-o", "json", log.toString());
    }

    private static void run(String... arguments) {
        runTo(ExitCodes.OK, arguments);
    }

    private static void runTo(int expected, String... arguments) {
        int exitCode = Main.run(arguments);
        if (exitCode != expected) {
            throw new IllegalStateException(
                    String.join(" ", List.of(arguments)) + " ended with " + exitCode);
        }
    }
}
