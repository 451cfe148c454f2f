package io.plimsoll.memory.process;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The resident set of this process, as Linux counts it ({@code VmRSS} and {@code VmHWM}).
 *
 * @param bytes now
 * @param peakBytes the most since the process started
 */
public record ResidentSet(long bytes, long peakBytes) {

    /** Stands for one that cannot be known. */
    public static final ResidentSet UNKNOWN = new ResidentSet(0, 0);

    private static final String STATUS = "/proc/self/status";

    /** Reads it; absent where it cannot be known. */
    public static Optional<ResidentSet> now() {
        return read(Path.of("/"));
    }

    /** Reads it from a tree of files other than the system's, for tests. */
    public static Optional<ResidentSet> read(Path root) {
        SystemFiles files = new SystemFiles(root);
        OptionalLong now = files.field(STATUS, "VmRSS:");
        OptionalLong peak = files.field(STATUS, "VmHWM:");
        return now.isEmpty() || peak.isEmpty()
                ? Optional.empty()
                : Optional.of(new ResidentSet(now.getAsLong() << 10, peak.getAsLong() << 10));
    }
}
