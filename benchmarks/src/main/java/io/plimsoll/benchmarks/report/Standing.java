package io.plimsoll.benchmarks.report;

import io.plimsoll.benchmarks.contest.Contestant;
import io.plimsoll.benchmarks.contest.Outcome;
import io.plimsoll.benchmarks.contest.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What a contestant reached over all rounds.
 *
 * @param finished its right runs, by round
 * @param failures why the others failed, in the order of the rounds
 */
public record Standing(
        Contestant contestant, Map<Integer, Outcome.Finished> finished, List<String> failures) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** Copies its parts. */
    public Standing {
        finished = Map.copyOf(finished);
        failures = List.copyOf(failures);
    }

    /** Collects a contestant's runs. */
    static Standing of(Contestant contestant, List<Run> runs) {
        Map<Integer, Outcome.Finished> finished = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        for (Run run : runs) {
            if (run.contestant().equals(contestant)) {
                switch (run.outcome()) {
                    case Outcome.Finished outcome -> finished.put(run.round(), outcome);
                    case Outcome.Failed failed -> failures.add(failed.reason());
                }
            }
        }
        return new Standing(contestant, finished, failures);
    }

    /** Wall time in seconds, by round. */
    public Map<Integer, Double> secondsByRound() {
        Map<Integer, Double> seconds = new TreeMap<>();
        finished.forEach((round, outcome) -> seconds.put(round, wallSeconds(outcome)));
        return seconds;
    }

    /** Wall time in seconds. */
    public Optional<Distribution> seconds() {
        return distribution(Standing::wallSeconds);
    }

    /** CPU time in seconds. */
    public Optional<Distribution> cpuSeconds() {
        return distribution(it -> known(it.use().cpuNanos()) / NANOS_PER_SECOND);
    }

    /** Peak resident set in bytes. */
    public Optional<Distribution> peakResidentBytes() {
        return distribution(it -> known(it.use().peakResidentBytes()));
    }

    /** Bytes that were written to disk. */
    public Optional<Distribution> writtenBytes() {
        return distribution(it -> known(it.use().writtenBytes()));
    }

    /** Bytes that were spilled. */
    public Optional<Distribution> spilledBytes() {
        return distribution(Outcome.Finished::spilledBytes);
    }

    /** Bytes of output. */
    public Optional<Distribution> outputBytes() {
        return distribution(Outcome.Finished::outputBytes);
    }

    /** How its time compares with another's. */
    public Optional<Ratio> against(Standing other) {
        return Ratio.of(secondsByRound(), other.secondsByRound());
    }

    /** Whether its resident set was larger than its budget in any round. */
    public boolean isOverBudget() {
        return peakResidentBytes()
                .map(peak -> peak.max() > contestant.budget().bytes())
                .orElse(false);
    }

    private static double wallSeconds(Outcome.Finished outcome) {
        return outcome.use().wallNanos() / NANOS_PER_SECOND;
    }

    private static double known(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : Double.NaN;
    }

    /** Of the figures that are known. */
    private Optional<Distribution> distribution(ToDoubleFunction<Outcome.Finished> figure) {
        double[] values =
                finished.values().stream()
                        .mapToDouble(figure)
                        .filter(value -> !Double.isNaN(value))
                        .toArray();
        return values.length == 0 ? Optional.empty() : Optional.of(Distribution.of(values));
    }
}
