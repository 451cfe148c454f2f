package io.plimsoll.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * GNU time, which starts the program and asks the kernel for its figures when it has ended.
 *
 * <p>That it starts the program matters too: Java starts children in a way that makes the kernel
 * count the resident set of this process as theirs. A child of a child has its own figures.
 */
public final class TimeCommand implements ResourceMeter {

    /** User and system seconds, peak resident set in KiB, output in blocks. */
    private static final String FORMAT = "%U %S %M %O";

    private static final Pattern FIGURES =
            Pattern.compile("([0-9]+\\.[0-9]+) ([0-9]+\\.[0-9]+) ([0-9]+) ([0-9]+)");

    private static final double NANOS_PER_SECOND = 1e9;
    private static final long BYTES_PER_KIBIBYTE = 1024;

    /** What the kernel counts output in, whatever the disk. */
    private static final long BYTES_PER_BLOCK = 512;

    private final Path program;

    private TimeCommand(Path program) {
        this.program = program;
    }

    /** The one on this machine's PATH, if it is GNU's: others count differently. */
    static Optional<TimeCommand> find() throws InterruptedException {
        for (String name : List.of("time", "gtime")) {
            Optional<Path> program = Programs.find(name);
            if (program.isPresent() && isUsable(Programs.firstLine(program.get(), "--version"))) {
                return program.map(TimeCommand::new);
            }
        }
        return Optional.empty();
    }

    /** Version 1.7 shows four times the resident set. */
    static boolean isUsable(String version) {
        return version.contains("GNU") && !version.contains("1.7");
    }

    @Override
    public String description() {
        return "CPU time, peak resident set and bytes written: " + program + " (kernel's counters)";
    }

    @Override
    public ChildCommand measured(ChildCommand command, Path figures) {
        return command.startedBy(
                List.of(program.toString(), "-o", figures.toString(), "-f", FORMAT, "--"));
    }

    @Override
    public ResourceUse await(Process process, Path figures, long deadlineNanos)
            throws IOException, InterruptedException {
        process.waitFor(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        return Files.exists(figures)
                ? parse(Files.readString(figures))
                : new ResourceUse(
                        0, OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
    }

    /** Reads what GNU time wrote: a line about a failure, if there was one, and the figures. */
    static ResourceUse parse(String text) throws IOException {
        String last = text.lines().reduce("", (_, line) -> line);
        Matcher matcher = FIGURES.matcher(last);
        if (!matcher.matches()) {
            throw new IOException("'" + last + "' are not the figures of time -f '" + FORMAT + "'");
        }
        double cpuSeconds =
                Double.parseDouble(matcher.group(1)) + Double.parseDouble(matcher.group(2));
        return new ResourceUse(
                0,
                OptionalLong.of(Math.round(cpuSeconds * NANOS_PER_SECOND)),
                OptionalLong.of(Long.parseLong(matcher.group(3)) * BYTES_PER_KIBIBYTE),
                OptionalLong.of(Long.parseLong(matcher.group(4)) * BYTES_PER_BLOCK));
    }
}
