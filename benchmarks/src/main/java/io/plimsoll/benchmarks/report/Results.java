package io.plimsoll.benchmarks.report;

import io.plimsoll.benchmarks.contest.Run;
import java.util.List;

/**
 * All that a benchmark found.
 *
 * @param benchmark its name
 * @param facts its circumstances
 * @param notes what its reader should know besides: a contestant that couldn't take part
 * @param runs in the order of their start
 */
public record Results(String benchmark, List<Fact> facts, List<String> notes, List<Run> runs) {

    /** Copies its parts. */
    public Results {
        facts = List.copyOf(facts);
        notes = List.copyOf(notes);
        runs = List.copyOf(runs);
    }

    /** One for each contestant, in the order of the first round. */
    public List<Standing> standings() {
        return runs.stream()
                .filter(run -> run.round() == 1)
                .map(Run::contestant)
                .map(contestant -> Standing.of(contestant, runs))
                .toList();
    }

    /** Whether every run of every contestant was right. */
    public boolean allFinished() {
        return standings().stream().allMatch(standing -> standing.failures().isEmpty());
    }
}
