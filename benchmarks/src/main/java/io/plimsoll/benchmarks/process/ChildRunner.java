package io.plimsoll.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Runs programs one at a time and measures each. */
public final class ChildRunner {

    /** A benchmark's runs take seconds; one that takes longer hangs. */
    private static final Duration LONGEST_RUN = Duration.ofMinutes(30);

    private static final int SHOWN_CHARACTERS = 160;

    private final ResourceMeter meter;
    private final Path folder;
    private final Object lock = new Object();

    /** Guarded by {@link #lock}. */
    private boolean stopped;

    /**
     * Creates a runner.
     *
     * @param folder where to put small files of its own
     */
    public ChildRunner(ResourceMeter meter, Path folder) {
        this.meter = meter;
        this.folder = folder;
    }

    /** How its figures come about. */
    public String description() {
        return meter.description();
    }

    /**
     * Runs a program to its end.
     *
     * @throws IOException when it can't be started
     */
    public ChildEnd run(ChildCommand command) throws IOException, InterruptedException {
        Path errors = folder.resolve("errors.txt");
        Path figures = folder.resolve("figures.txt");
        Files.deleteIfExists(figures);
        ChildCommand measured = meter.measured(command, figures);
        ProcessBuilder builder =
                new ProcessBuilder(measured.arguments())
                        .redirectInput(Programs.nothing())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(errors.toFile());
        builder.environment().putAll(measured.environment());

        long startNanos = System.nanoTime();
        Process process = start(builder);
        try {
            ResourceUse use =
                    meter.await(process, figures, startNanos + LONGEST_RUN.toNanos())
                            .withWallNanos(System.nanoTime() - startNanos);
            if (process.isAlive()) {
                return new ChildEnd.Failed(
                        use, "not done after " + LONGEST_RUN.toMinutes() + " min");
            }
            return process.exitValue() == 0
                    ? new ChildEnd.Succeeded(use)
                    : new ChildEnd.Failed(
                            use, reason(Files.readString(errors), process.exitValue()));
        } finally {
            end(process);
        }
    }

    /** Ends what runs, now and for good: for a thread that ends this process. */
    public void stop() {
        synchronized (lock) {
            stopped = true;
        }
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    private Process start(ProcessBuilder builder) throws IOException {
        synchronized (lock) {
            if (stopped) {
                throw new IOException("stopped");
            }
            return builder.start();
        }
    }

    /** What a program that failed said, in a line that isn't too long. */
    static String reason(String errors, int exitCode) {
        String first = errors.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        if (first.isEmpty()) {
            return "exit code " + exitCode;
        }
        return first.length() <= SHOWN_CHARACTERS
                ? first
                : first.substring(0, SHOWN_CHARACTERS) + "...";
    }

    private static void end(Process process) throws InterruptedException {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }
}
