package io.plimsoll.benchmarks.micro.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One start of JMH: the same operations of several libraries.
 *
 * @param label what {@code --only} is matched against
 * @param benchmarks a regular expression for names of classes and methods
 * @param parameters of the benchmark, by name; several values with commas between
 * @param threads how many at once
 * @param flags of the virtual machine, besides those that all get
 * @param metrics what is shown
 * @param repeated whether it is run again and again for a time; if not, once
 */
public record JmhRun(
        String label,
        String benchmarks,
        Map<String, String> parameters,
        int threads,
        List<String> flags,
        List<Metric> metrics,
        boolean repeated) {

    /** Takes copies. */
    public JmhRun {
        parameters = new TreeMap<>(parameters);
        flags = List.copyOf(flags);
        metrics = List.copyOf(metrics);
    }

    /** Times of operations that are done again and again. */
    public static JmhRun timed(String label, String benchmarks, Map<String, String> parameters) {
        return new JmhRun(label, benchmarks, parameters, 1, List.of(), List.of(Metric.NANOS), true);
    }

    /** Something else than time, measured once. */
    public static JmhRun once(String label, String benchmarks, List<String> flags, Metric metric) {
        return new JmhRun(label, benchmarks, Map.of(), 1, flags, List.of(metric), false);
    }

    /** The same with more threads. */
    public JmhRun withThreads(int count) {
        return new JmhRun(label, benchmarks, parameters, count, flags, metrics, repeated);
    }

    /** The same with flags of the virtual machine. */
    public JmhRun withFlags(List<String> more) {
        return new JmhRun(label, benchmarks, parameters, threads, more, metrics, repeated);
    }

    /** The same with other parameters. */
    public JmhRun withParameters(Map<String, String> values) {
        return new JmhRun(label, benchmarks, values, threads, flags, metrics, repeated);
    }

    /** The same with the bytes of garbage besides. */
    public JmhRun withGarbage() {
        List<Metric> more = List.of(Metric.NANOS, Metric.GARBAGE);
        return new JmhRun(label, benchmarks, parameters, threads, flags, more, repeated);
    }

    /** What JMH has to be told. */
    public List<String> arguments(Effort effort) {
        List<String> arguments = new ArrayList<>(List.of(benchmarks, "-t", "" + threads));
        parameters.forEach((name, values) -> arguments.addAll(List.of("-p", name + "=" + values)));
        if (!flags.isEmpty()) {
            arguments.addAll(List.of("-jvmArgsAppend", String.join(" ", flags)));
        }
        if (metrics.contains(Metric.GARBAGE)) {
            arguments.addAll(List.of("-prof", "gc"));
        }
        arguments.addAll(repeated ? effort.arguments() : List.of("-wi", "0", "-i", "1"));
        return arguments;
    }
}
