package io.plimsoll.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * This process's resident set, as the operating system counts it (Linux: VmRSS and VmHWM).
 *
 * @param bytes now; 0 where it can't be known
 * @param peakBytes the most so far; 0 where it can't be known
 */
public record ResidentSet(long bytes, long peakBytes) {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String NOW = "VmRSS:";
    private static final String PEAK = "VmHWM:";

    /** Reads it. */
    public static ResidentSet now() {
        try {
            long now = 0;
            long peak = 0;
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith(NOW)) {
                    now = kibibytes(line);
                } else if (line.startsWith(PEAK)) {
                    peak = kibibytes(line);
                }
            }
            return new ResidentSet(now, peak);
        } catch (IOException e) {
            return new ResidentSet(0, 0);
        }
    }

    private static long kibibytes(String line) {
        String[] words = line.split("\\s+");
        return Long.parseLong(words[1]) * 1024;
    }
}
