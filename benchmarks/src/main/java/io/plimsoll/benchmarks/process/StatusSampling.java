package io.plimsoll.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Reads {@code /proc/PID/status} until the process ends. The high-water mark that it shows is the
 * kernel's; only a peak within the last interval can be missed.
 */
public final class StatusSampling implements ResourceMeter {

    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final String PEAK = "VmHWM:";
    private static final long BYTES_PER_KIBIBYTE = 1024;

    @Override
    public String description() {
        return "CPU time and peak resident set: /proc/PID/status and stat, read each "
                + TimeUnit.NANOSECONDS.toMillis(INTERVAL_NANOS)
                + " ms (no GNU time found)";
    }

    @Override
    public ChildCommand measured(ChildCommand command, Path figures) {
        return command;
    }

    @Override
    public ResourceUse await(Process process, Path figures, long deadlineNanos)
            throws InterruptedException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        OptionalLong cpuNanos = OptionalLong.empty();
        OptionalLong peak = OptionalLong.empty();
        do {
            Optional<Duration> cpu = process.info().totalCpuDuration();
            cpuNanos = cpu.isPresent() ? OptionalLong.of(cpu.get().toNanos()) : cpuNanos;
            OptionalLong read = read(status);
            peak = read.isPresent() ? read : peak;
        } while (!process.waitFor(INTERVAL_NANOS, TimeUnit.NANOSECONDS)
                && System.nanoTime() < deadlineNanos);
        return new ResourceUse(0, cpuNanos, peak, OptionalLong.empty());
    }

    private static OptionalLong read(Path status) {
        try {
            return peakBytes(Files.readString(status));
        } catch (IOException e) {
            // It has just ended, or there is no such file on this system.
            return OptionalLong.empty();
        }
    }

    /** The high-water mark in the text of a status file; a process about to end has none. */
    static OptionalLong peakBytes(String status) {
        return status.lines()
                .filter(line -> line.startsWith(PEAK))
                .mapToLong(line -> Long.parseLong(line.split("\\s+")[1]) * BYTES_PER_KIBIBYTE)
                .findFirst();
    }
}
