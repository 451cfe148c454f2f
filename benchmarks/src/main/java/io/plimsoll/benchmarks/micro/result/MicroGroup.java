package io.plimsoll.benchmarks.micro.result;

import io.plimsoll.benchmarks.micro.jmh.JmhRun;
import io.plimsoll.benchmarks.micro.jmh.Score;
import java.util.List;
import java.util.function.Function;

/**
 * Cases that go into one table.
 *
 * @param name short, for {@code --only} and programs
 * @param title of the table
 * @param runs in the order of the table
 * @param caseOf names a score's case
 * @param aimOf what we want its time to be; other metrics have an aim of their own
 */
public record MicroGroup(
        String name,
        String title,
        List<JmhRun> runs,
        Function<Score, String> caseOf,
        Function<Score, Aim> aimOf) {

    /** Copies its parts. */
    public MicroGroup {
        runs = List.copyOf(runs);
    }

    /** What {@code --only} is matched against. */
    public String label(JmhRun run) {
        return name + " " + run.label();
    }

    /** The same with fewer runs. */
    public MicroGroup with(List<JmhRun> fewer) {
        return new MicroGroup(name, title, fewer, caseOf, aimOf);
    }
}
