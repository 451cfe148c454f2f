package io.plimsoll.benchmarks.index;

import io.plimsoll.benchmarks.contest.Account;
import io.plimsoll.benchmarks.contest.Contest;
import io.plimsoll.benchmarks.contest.MemorySize;
import io.plimsoll.benchmarks.contest.Outcome;
import io.plimsoll.benchmarks.contest.PlimsollProgram;
import io.plimsoll.benchmarks.contest.Run;
import io.plimsoll.benchmarks.report.Fact;
import io.plimsoll.benchmarks.report.Results;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Indexes the same input at several budgets.
 *
 * @param input as {@code plimsoll index} takes it
 */
public record IndexBenchmark(String input, List<MemorySize> budgets, int threads, int rounds) {

    /** Runs it. */
    public Results run(PlimsollProgram plimsoll, Contest contest, List<Fact> circumstances)
            throws IOException, InterruptedException {
        List<PlimsollIndex> contestants =
                budgets.stream()
                        .map(budget -> new PlimsollIndex(plimsoll, input, threads, budget))
                        .toList();
        contest.run(contestants.getFirst(), "warm-up");
        List<Run> runs = contest.run(contestants, rounds);
        List<Fact> facts = new ArrayList<>(circumstances);
        facts.add(new Fact("Input", input + read(runs)));
        facts.add(new Fact("Rounds", rounds + ", " + threads + " threads"));
        return new Results("index", facts, List.of(), runs);
    }

    private static String read(List<Run> runs) {
        for (Run run : runs) {
            if (run.outcome() instanceof Outcome.Finished finished) {
                Account account = finished.account();
                return ": "
                        + account.inputRecords().orElse(0)
                        + " documents, "
                        + account.inputBytes().orElse(0)
                        + " bytes";
            }
        }
        return "";
    }
}
