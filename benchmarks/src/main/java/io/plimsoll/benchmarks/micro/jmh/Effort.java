package io.plimsoll.benchmarks.micro.jmh;

import java.util.List;

/**
 * How long a virtual machine measures one operation.
 *
 * @param warmups how often it is tried before
 * @param warmupMillis how long each time
 * @param iterations how often it is measured
 * @param iterationMillis how long each time
 */
public record Effort(int warmups, int warmupMillis, int iterations, int iterationMillis) {

    /** For figures that are shown to others. */
    public static final Effort HONEST = new Effort(4, 150, 6, 80);

    /** For development: the sign of a difference, not its size. */
    public static final Effort QUICK = new Effort(2, 150, 3, 60);

    List<String> arguments() {
        return List.of(
                "-wi",
                "" + warmups,
                "-w",
                warmupMillis + "ms",
                "-i",
                "" + iterations,
                "-r",
                iterationMillis + "ms");
    }

    @Override
    public String toString() {
        return "%d x %d ms after %d x %d ms of warm-up"
                .formatted(iterations, iterationMillis, warmups, warmupMillis);
    }
}
