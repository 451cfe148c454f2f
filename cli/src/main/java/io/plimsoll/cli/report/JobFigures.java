package io.plimsoll.cli.report;

import io.plimsoll.cli.process.JobResources;
import io.plimsoll.memory.process.ResidentSet;
import io.plimsoll.spill.SpillStatistics;
import java.util.Map;

/**
 * What a finished job did, and in what memory.
 *
 * @param command the command's name
 * @param durationNanos how long it took, from the command's start
 * @param input figures of the input: {@code files}, {@code bytes}, {@code records} and others
 * @param output figures of the output
 * @param memory figures in bytes of the process and its managed memory
 * @param spill figures of temporary files
 * @param leakedBytes managed memory that was not given back
 */
public record JobFigures(
        String command,
        long durationNanos,
        Map<String, Long> input,
        Map<String, Long> output,
        Map<String, Long> memory,
        Map<String, Long> spill,
        long leakedBytes) {

    /** Takes the figures of a job whose resources are closed. */
    public static JobFigures of(
            String command,
            long startNanos,
            Map<String, Long> input,
            Map<String, Long> output,
            JobResources resources) {
        SpillStatistics spilled = resources.spill();
        return new JobFigures(
                command,
                System.nanoTime() - startNanos,
                input,
                output,
                Map.of(
                        "budgetBytes", resources.budget().totalBytes(),
                        "peakResidentBytes",
                                ResidentSet.now().orElse(ResidentSet.UNKNOWN).peakBytes(),
                        "machineBytes", resources.budget().machineBytes(),
                        "managedBytes", resources.managedBytes(),
                        "peakManagedBytes", resources.peakManagedBytes()),
                Map.of(
                        "bytesWritten", spilled.bytesWritten(),
                        "bytesRead", spilled.bytesRead(),
                        "rawBytesWritten", spilled.rawBytesWritten(),
                        "runs", spilled.runs()),
                resources.leakedBytes());
    }

    /** One of the memory figures. */
    public long memory(String name) {
        return memory.getOrDefault(name, 0L);
    }

    /** One of the spill figures. */
    public long spill(String name) {
        return spill.getOrDefault(name, 0L);
    }
}
