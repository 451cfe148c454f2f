package io.plimsoll.benchmarks.micro.result;

import io.plimsoll.benchmarks.micro.jmh.Library;
import io.plimsoll.benchmarks.report.Distribution;
import io.plimsoll.benchmarks.report.Ratio;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All figures of a case. */
final class Standings {

    private final String name;
    private final String unit;
    private final Aim aim;
    private final Map<Library, Map<Integer, Double>> valuesByRound = new EnumMap<>(Library.class);

    Standings(String name, String unit, Aim aim) {
        this.name = name;
        this.unit = unit;
        this.aim = aim;
    }

    void add(Library library, int round, double value) {
        valuesByRound.computeIfAbsent(library, _ -> new TreeMap<>()).put(round, value);
    }

    String name() {
        return name;
    }

    String unit() {
        return unit;
    }

    Aim aim() {
        return aim;
    }

    /** Whose figures there are. */
    Set<Library> libraries() {
        return valuesByRound.keySet();
    }

    Optional<Distribution> of(Library library) {
        return Optional.of(valuesByRound.getOrDefault(library, Map.of()))
                .filter(values -> !values.isEmpty())
                .map(values ->
                        Distribution.of(
                                values.values().stream()
                                        .mapToDouble(Double::doubleValue)
                                        .toArray()));
    }

    /**
     * How a peer's figures compare with ours; nothing if one of the two is missing or ours are 0.
     */
    Optional<Ratio> ratio(Library peer) {
        return Ratio.of(
                        valuesByRound.getOrDefault(peer, Map.of()),
                        valuesByRound.getOrDefault(Library.PLIMSOLL, Map.of()))
                .filter(ratio -> Double.isFinite(ratio.highest()));
    }

    /** The peer whose median is the least. */
    Optional<Library> best() {
        return valuesByRound.keySet().stream()
                .filter(Library::isPeer)
                .min(
                        Comparator.comparingDouble(library ->
                                of(library)
                                        .map(Distribution::median)
                                        .orElse(Double.POSITIVE_INFINITY)));
    }
}
