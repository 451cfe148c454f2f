package io.plimsoll.benchmarks.micro;

import java.util.Map;

/**
 * What JMH found about a benchmark in one virtual machine.
 *
 * @param benchmark the method's name
 * @param metrics by JMH's name; the time of an operation, in nanoseconds, under {@link Metric#TIME}
 */
record Score(
        Library library,
        String benchmark,
        Map<String, String> parameters,
        int threads,
        Map<String, Double> metrics) {

    Score {
        parameters = Map.copyOf(parameters);
        metrics = Map.copyOf(metrics);
    }

    /** The value of a parameter that the benchmark has. */
    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
