package io.plimsoll.benchmarks.micro.jmh;

import java.util.Map;

/**
 * What JMH found about a benchmark in one virtual machine.
 *
 * @param benchmark the method's name
 * @param metrics by JMH's name; the time of an operation, in nanoseconds, under {@link Metric#TIME}
 */
public record Score(
        Library library,
        String benchmark,
        Map<String, String> parameters,
        int threads,
        Map<String, Double> metrics) {

    /** Takes copies. */
    public Score {
        parameters = Map.copyOf(parameters);
        metrics = Map.copyOf(metrics);
    }

    /** The value of a parameter that the benchmark has. */
    public String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
