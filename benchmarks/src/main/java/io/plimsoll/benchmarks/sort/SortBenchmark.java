package io.plimsoll.benchmarks.sort;

import io.plimsoll.benchmarks.contest.Contest;
import io.plimsoll.benchmarks.contest.Contestant;
import io.plimsoll.benchmarks.contest.MemorySize;
import io.plimsoll.benchmarks.contest.PlimsollProgram;
import io.plimsoll.benchmarks.contest.ResidentSetSearch;
import io.plimsoll.benchmarks.contest.Run;
import io.plimsoll.benchmarks.duckdb.DuckDbLibrary;
import io.plimsoll.benchmarks.report.Fact;
import io.plimsoll.benchmarks.report.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Lets Plimsoll and its peers sort the same file at several budgets. */
public final class SortBenchmark {

    private final SortTask task;
    private final List<MemorySize> budgets;
    private final PlimsollProgram plimsoll;
    private final Path gnu;
    private final Optional<DuckDbLibrary> duckDb;
    private final List<String> notes = new ArrayList<>();

    /**
     * Prepares one.
     *
     * @param task whose right output is there already
     */
    public SortBenchmark(
            SortTask task,
            List<MemorySize> budgets,
            PlimsollProgram plimsoll,
            Path gnu,
            Optional<DuckDbLibrary> duckDb) {
        this.task = task;
        this.budgets = List.copyOf(budgets);
        this.plimsoll = plimsoll;
        this.gnu = gnu;
        this.duckDb = duckDb;
    }

    /** Runs it. */
    public Results run(Contest contest, int rounds, List<Fact> circumstances)
            throws IOException, InterruptedException {
        List<Contestant> contestants = new ArrayList<>();
        for (MemorySize budget : budgets) {
            contestants.add(new PlimsollSort(plimsoll, task, budget));
            contestants.add(new GnuSort(gnu, task, budget));
            if (duckDb.isPresent()) {
                contestants.addAll(duckDbs(duckDb.get(), budget, contest));
            }
        }
        // The others have run: GNU sort made the reference, DuckDB's limits were searched for.
        contest.run(contestants.getFirst(), "warm-up");
        List<Run> runs = contest.run(contestants, rounds);
        return new Results(
                task.input().workload().benchmark(), facts(circumstances, rounds), notes, runs);
    }

    /** With the limit that its user would write, and with the one that keeps the process small. */
    private List<DuckDbSort> duckDbs(DuckDbLibrary library, MemorySize budget, Contest contest)
            throws IOException, InterruptedException {
        DuckDbSort same = new DuckDbSort(library, task, budget, budget);
        ResidentSetSearch.Result result =
                ResidentSetSearch.search(
                        budget, limit -> contest.run(same.withLimit(limit), "search"));
        return switch (result) {
            case ResidentSetSearch.Result.Fits fits when fits.limit().equals(budget) ->
                    List.of(same);
            case ResidentSetSearch.Result.Fits fits -> List.of(same, same.withLimit(fits.limit()));
            case ResidentSetSearch.Result.Unknown unknown -> {
                notes.add(unknown.describe());
                yield List.of(same);
            }
            case ResidentSetSearch.Result.NoneFits none -> {
                notes.add(none.describe(DuckDbSort.NAME, "memory_limit", budget));
                yield List.of(same);
            }
        };
    }

    private List<Fact> facts(List<Fact> circumstances, int rounds) throws InterruptedException {
        SortInput input = task.input();
        List<Fact> facts = new ArrayList<>(circumstances);
        facts.add(
                new Fact(
                        "Input",
                        input.lines()
                                + " "
                                + input.workload().description()
                                + " ("
                                + input.filler().name().toLowerCase(Locale.ROOT)
                                + "); "
                                + input.bytes()
                                + " bytes, CRC32C "
                                + Long.toHexString(input.crc32c())));
        facts.add(
                new Fact(
                        "Rounds",
                        rounds
                                + ", "
                                + task.threads()
                                + " threads; outputs compared byte by byte"));
        facts.add(new Fact(GnuSort.NAME, GnuSort.version(gnu)));
        if (duckDb.isPresent()) {
            facts.add(new Fact(DuckDbSort.NAME, duckDb.get().version()));
        }
        return facts;
    }
}
