package io.plimsoll.benchmarks.operators;

import io.plimsoll.benchmarks.contest.Contest;
import io.plimsoll.benchmarks.contest.Contestant;
import io.plimsoll.benchmarks.contest.MemorySize;
import io.plimsoll.benchmarks.contest.Outcome;
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
import java.util.Optional;

/**
 * One task, done by several engines at several budgets. An engine's own limit is the largest with
 * which its process keeps to the budget.
 *
 * @param java the virtual machine to run engines in
 * @param classPath of the engines in Java
 * @param threads how many an engine may use; Flink's operators use one, and take part only then
 */
public record OperatorBenchmark(
        OperatorTask task,
        List<MemorySize> budgets,
        Path java,
        String classPath,
        DuckDbLibrary duckDb,
        int threads) {

    private static final MemorySize AMPLE = new MemorySize(4L << 30);

    /** Copies its parts. */
    public OperatorBenchmark {
        budgets = List.copyOf(budgets);
    }

    /** Runs it. */
    public Results run(Contest contest, int rounds, List<Fact> circumstances)
            throws IOException, InterruptedException {
        Answers answers = new Answers(task);
        List<String> notes = new ArrayList<>();
        Engine peer = peer(answers);
        if (contest.run(peer, "reference") instanceof Outcome.Failed failed) {
            throw new IOException("the reference can't be made: " + failed.reason());
        }
        List<Contestant> contestants = new ArrayList<>();
        for (MemorySize budget : budgets) {
            for (Engine engine : engines(answers, budget)) {
                fitting(engine, contest, notes).ifPresent(contestants::add);
            }
        }
        List<Run> runs = contest.run(contestants, rounds);
        List<Fact> facts = new ArrayList<>(circumstances);
        facts.add(new Fact("Task", task.description()));
        facts.add(new Fact("Rounds", rounds + ", threads: " + threads));
        facts.add(new Fact("Answer", answers.first()));
        facts.add(new Fact(DuckDbEngine.NAME, duckDb.version()));
        return new Results("operators " + task.name(), facts, notes, runs);
    }

    /** Who makes the reference. */
    private Engine peer(Answers answers) {
        return task.sql().isPresent()
                ? new DuckDbEngine(duckDb, answers, threads, AMPLE, AMPLE)
                : java(JavaEngine.FLINK, answers, AMPLE);
    }

    private List<Engine> engines(Answers answers, MemorySize budget) {
        List<Engine> engines = new ArrayList<>();
        engines.add(java(PlimsollProgram.NAME, answers, budget));
        if (task.sql().isPresent()) {
            engines.add(new DuckDbEngine(duckDb, answers, threads, budget, budget));
        }
        if (threads == 1 || task.sql().isEmpty()) {
            engines.add(java(JavaEngine.FLINK, answers, budget));
        }
        return engines;
    }

    private JavaEngine java(String tool, Answers answers, MemorySize budget) {
        return new JavaEngine(tool, java, classPath, answers, threads, budget, budget);
    }

    /** The engine with the largest limit that keeps its process within the budget. */
    private static Optional<Engine> fitting(Engine engine, Contest contest, List<String> notes)
            throws IOException, InterruptedException {
        ResidentSetSearch.Result result =
                ResidentSetSearch.search(
                        engine.budget(), limit -> contest.run(engine.withLimit(limit), "search"));
        return switch (result) {
            case ResidentSetSearch.Result.Fits fits -> Optional.of(engine.withLimit(fits.limit()));
            case ResidentSetSearch.Result.Unknown unknown -> {
                notes.add(unknown.describe());
                yield Optional.of(engine);
            }
            case ResidentSetSearch.Result.NoneFits none -> {
                notes.add(none.describe(engine.tool(), "limit", engine.budget()));
                yield Optional.empty();
            }
        };
    }
}
