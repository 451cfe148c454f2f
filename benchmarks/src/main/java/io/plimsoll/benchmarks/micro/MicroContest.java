package io.plimsoll.benchmarks.micro;

import io.plimsoll.benchmarks.micro.jmh.Effort;
import io.plimsoll.benchmarks.micro.jmh.JmhProgram;
import io.plimsoll.benchmarks.micro.jmh.JmhRun;
import io.plimsoll.benchmarks.micro.jmh.Score;
import io.plimsoll.benchmarks.micro.result.MicroGroup;
import io.plimsoll.benchmarks.micro.result.MicroResults;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Runs all benchmarks, round after round: each measures each library once, in virtual machines of
 * their own, one library right after the other.
 */
public final class MicroContest {

    private final List<MicroGroup> groups;
    private final JmhProgram jmh;
    private final Effort effort;
    private final Consumer<String> progress;

    /**
     * Creates a contest.
     *
     * @param progress is told what is being done
     */
    public MicroContest(
            List<MicroGroup> groups, JmhProgram jmh, Effort effort, Consumer<String> progress) {
        this.groups = List.copyOf(groups);
        this.jmh = jmh;
        this.effort = effort;
        this.progress = progress;
    }

    /** Those of some groups whose runs a pattern is found in. */
    public static List<MicroGroup> only(List<MicroGroup> groups, Pattern pattern) {
        List<MicroGroup> chosen = new ArrayList<>();
        for (MicroGroup group : groups) {
            List<JmhRun> runs =
                    group.runs().stream()
                            .filter(run -> pattern.matcher(group.label(run)).find())
                            .toList();
            if (!runs.isEmpty()) {
                chosen.add(group.with(runs));
            }
        }
        return chosen;
    }

    /** Adds what all rounds find. */
    public void run(int rounds, MicroResults results) throws InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            for (MicroGroup group : groups) {
                for (JmhRun run : group.runs()) {
                    progress.accept("round " + round + ": " + group.label(run));
                    measure(group, run, round, results);
                }
            }
        }
    }

    private void measure(MicroGroup group, JmhRun run, int round, MicroResults results)
            throws InterruptedException {
        try {
            for (Score score : jmh.run(run, effort)) {
                results.add(group, run, round, score);
            }
        } catch (IOException e) {
            String failure = group.label(run) + " in round " + round + ": " + e.getMessage();
            progress.accept(failure);
            results.fail(failure);
        }
    }
}
