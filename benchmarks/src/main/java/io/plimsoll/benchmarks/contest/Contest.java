package io.plimsoll.benchmarks.contest;

import io.plimsoll.benchmarks.process.ChildEnd;
import io.plimsoll.benchmarks.process.ChildRunner;
import io.plimsoll.benchmarks.process.FolderWatch;
import io.plimsoll.benchmarks.process.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Lets contestants run, round after round. */
public final class Contest {

    private static final double NANOS_PER_SECOND = 1e9;

    private final ChildRunner runner;
    private final RunFolder folder;
    private final Consumer<String> progress;
    private final Optional<Path> sync = Programs.find("sync");

    /**
     * Prepares one.
     *
     * @param folder for the runs' files
     * @param progress is told what happens, line by line
     */
    public Contest(ChildRunner runner, RunFolder folder, Consumer<String> progress) {
        this.runner = runner;
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * Lets each contestant run once in each round. Each round begins with another contestant, so
     * that what one leaves behind, or a machine that gets slower, doesn't always meet the same.
     *
     * @throws IOException when a program can't be started or a file can't be handled
     */
    public List<Run> run(List<? extends Contestant> contestants, int rounds)
            throws IOException, InterruptedException {
        List<Run> runs = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            for (Contestant contestant : rotated(contestants, round - 1)) {
                Outcome outcome = run(contestant, "round " + round + " of " + rounds);
                runs.add(new Run(contestant, round, outcome));
            }
        }
        return runs;
    }

    /**
     * Lets one contestant run once.
     *
     * @param occasion for the progress
     */
    public Outcome run(Contestant contestant, String occasion)
            throws IOException, InterruptedException {
        folder.clear();
        if (sync.isPresent()) {
            Programs.firstLine(sync.get());
        }
        FolderWatch watch = new FolderWatch(folder.temporary());
        ChildEnd end;
        try (watch) {
            end = runner.run(contestant.command(folder));
        }
        Outcome outcome = outcome(contestant, end, watch.peakBytes());
        progress.accept(occasion + ": " + contestant.label() + ": " + shown(outcome));
        folder.clear();
        return outcome;
    }

    private Outcome outcome(Contestant contestant, ChildEnd end, long temporaryPeakBytes)
            throws IOException {
        return switch (end) {
            case ChildEnd.Failed failed -> new Outcome.Failed(failed.reason());
            case ChildEnd.Succeeded succeeded -> {
                Optional<String> flaw = contestant.flaw(folder);
                if (flaw.isPresent()) {
                    yield new Outcome.Failed(flaw.get());
                }
                yield new Outcome.Finished(
                        succeeded.use(),
                        contestant.account(folder),
                        temporaryPeakBytes,
                        FolderWatch.sizeBytes(folder.output()));
            }
        };
    }

    private static String shown(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed failed -> failed.reason();
            case Outcome.Finished finished ->
                    String.format(
                            Locale.ROOT, "%.2f s", finished.use().wallNanos() / NANOS_PER_SECOND);
        };
    }

    /** The same elements in the same order, but for the start: the {@code shift}-th is first. */
    static <T> List<T> rotated(List<? extends T> elements, int shift) {
        List<T> rotated = new ArrayList<>(elements);
        Collections.rotate(rotated, -shift);
        return rotated;
    }
}
