package io.plimsoll.operators.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pipelines of several operators in one job, with any memory, on a disk that fails, and cancelled:
 * for a few seconds; for longer with {@code -Pfuzz}.
 *
 * <p>Seeds count up from {@code fuzz.seed}, by default the time; a failure tells its seed.
 */
class PipelineFuzzTest {

    private static final Duration LONGEST_RUN = Duration.ofMinutes(2);

    @TempDir Path directory;

    @Test
    void shouldGiveTheExactResultOrATypedException_andLeaveNothing() throws Exception {
        long seconds = Long.getLong("fuzz.seconds", 5);
        long seed = Long.getLong("fuzz.seed", System.currentTimeMillis());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        Map<PipelineFuzzer.End, Integer> ends = new TreeMap<>();
        do {
            ends.merge(run(seed++), 1, Integer::sum);
        } while (System.nanoTime() < end);
        System.out.printf("fuzzed pipelines, seeds up to %d: %s%n", seed - 1, ends);
        // Faults and cancellations are for half of the runs: were none exact, nothing was tested.
        assertThat(ends).containsKey(PipelineFuzzer.End.EXACT);
    }

    private PipelineFuzzer.End run(long seed) throws Exception {
        FutureTask<PipelineFuzzer.End> task =
                new FutureTask<>(new PipelineFuzzer(seed, directory)::run);
        Thread thread = Thread.ofPlatform().daemon().name("pipeline").start(task);
        try {
            return task.get(LONGEST_RUN.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            StringBuilder stacks = new StringBuilder();
            Thread.getAllStackTraces()
                    .forEach((each, stack) ->
                            stacks.append(each)
                                    .append(": ")
                                    .append(java.util.List.of(stack))
                                    .append('\n'));
            return fail("seed %d hangs (%s)%n%s".formatted(seed, thread, stacks));
        }
    }
}
