package io.plimsoll.benchmarks.sort;

import io.plimsoll.benchmarks.contest.MemorySize;
import io.plimsoll.benchmarks.contest.RunFolder;
import io.plimsoll.benchmarks.process.ChildCommand;
import io.plimsoll.benchmarks.process.ChildEnd;
import io.plimsoll.benchmarks.process.ChildRunner;
import io.plimsoll.benchmarks.process.StatusSampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What every contestant is to do.
 *
 * @param sorted the right output
 * @param threads how many may work
 */
public record SortTask(SortInput input, Path sorted, int threads) {

    private static final MemorySize REFERENCE_MEMORY = new MemorySize(256L << 20);

    /**
     * A task whose right output is made now.
     *
     * @param sorted where to
     * @param gnu the program that makes it
     */
    public static SortTask withReference(SortInput input, Path sorted, Path gnu, int threads)
            throws IOException, InterruptedException {
        SortTask task = new SortTask(input, sorted, threads);
        RunFolder folder = new RunFolder(sorted.resolveSibling("reference"));
        Files.createDirectories(folder.temporary());
        ChildRunner runner = new ChildRunner(new StatusSampling(), folder.root());
        ChildCommand command = new GnuSort(gnu, task, REFERENCE_MEMORY).command(folder);
        if (runner.run(command) instanceof ChildEnd.Failed failed) {
            throw new IOException("the reference can't be made: " + failed.reason());
        }
        Files.move(folder.output(), sorted);
        return task;
    }

    /** What is wrong with an output, in a line; empty if it is right. */
    Optional<String> flaw(Path output) throws IOException {
        if (!Files.exists(output)) {
            return Optional.of("no output");
        }
        long position = Files.mismatch(output, sorted);
        return position < 0
                ? Optional.empty()
                : Optional.of("wrong output: differs from the reference at byte " + position);
    }
}
