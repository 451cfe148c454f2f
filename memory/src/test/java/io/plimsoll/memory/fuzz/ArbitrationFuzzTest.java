package io.plimsoll.memory.fuzz;

import io.plimsoll.memory.snapshot.ArbitrationFigures;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The arbitration fuzzer, for a few seconds; for longer with {@code -Pfuzz}.
 *
 * <p>Seeds count up from {@code fuzz.seed}, by default the time; a failure tells its seed.
 */
class ArbitrationFuzzTest {

    private static final Duration RUN = Duration.ofMillis(500);

    @Test
    void shouldKeepItsPromises_whateverThreadsDo() throws Exception {
        long seconds = Long.getLong("fuzz.seconds", 4);
        long seed = Long.getLong("fuzz.seed", System.currentTimeMillis());
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        long requests = 0;
        for (int runs = 0; runs == 0 || System.nanoTime() < end; runs++, seed++) {
            ArbitrationFuzzer fuzzer = new ArbitrationFuzzer(seed);
            if (seconds > 60) {
                System.out.println("seed " + seed + ": " + fuzzer);
            }
            ArbitrationFigures figures = fuzzer.run(RUN);
            fuzzer.check();
            requests += figures.grantedAtOnce() + figures.grantedAfterWait() + figures.denied();
            if (seconds > 60) {
                System.out.println(
                        "  %d at once, %d after waiting, %d denied, %d ended, %d bypasses, %d failed pools, %d evicted, %d reclaimed"
                                .formatted(
                                        figures.grantedAtOnce(),
                                        figures.grantedAfterWait(),
                                        figures.denied(),
                                        figures.ended(),
                                        figures.bypasses(),
                                        figures.failedPools(),
                                        figures.evictedBytes(),
                                        figures.reclaimedBytes()));
            }
        }
        System.out.println("fuzzed " + requests + " requests, seeds up to " + (seed - 1));
    }
}
