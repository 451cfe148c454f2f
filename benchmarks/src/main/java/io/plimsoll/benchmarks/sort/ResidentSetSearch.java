package io.plimsoll.benchmarks.sort;

import io.plimsoll.benchmarks.contest.MemorySize;
import io.plimsoll.benchmarks.contest.Outcome;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Looks for the largest limit with which a tool's resident set stays within a budget, for tools
 * whose limit isn't that of the process.
 */
final class ResidentSetSearch {

    /** Parts of the budget that are tried, the largest first. */
    private static final int[] TRIED_SIXTEENTHS = {16, 14, 12, 10, 8, 6, 5, 4, 3, 2, 1};

    private ResidentSetSearch() {}

    /** Runs a tool with a limit. */
    @FunctionalInterface
    interface Trial {
        Outcome run(MemorySize limit) throws IOException, InterruptedException;
    }

    /** What came of a search. */
    sealed interface Result {

        /** The largest limit that was tried and does. */
        record Fits(MemorySize limit) implements Result {}

        /**
         * None does.
         *
         * @param closest the smallest resident set that was seen; empty if there was none
         * @param failed the limit with which the tool failed; empty if it never did
         */
        record NoneFits(Optional<Try> closest, Optional<MemorySize> failed) implements Result {}

        /** Resident sets can't be measured here. */
        record Unknown() implements Result {}
    }

    /**
     * A run with a limit.
     *
     * @param peakResidentBytes its resident set
     */
    record Try(MemorySize limit, long peakResidentBytes) {}

    /** Tries limits from the largest on, until one does or the tool fails. */
    static Result search(MemorySize budget, Trial trial) throws IOException, InterruptedException {
        Optional<Try> closest = Optional.empty();
        for (int sixteenths : TRIED_SIXTEENTHS) {
            MemorySize limit = budget.sixteenths(sixteenths);
            switch (trial.run(limit)) {
                case Outcome.Failed _ -> {
                    return new Result.NoneFits(closest, Optional.of(limit));
                }
                case Outcome.Finished finished -> {
                    OptionalLong measured = finished.use().peakResidentBytes();
                    if (measured.isEmpty()) {
                        return new Result.Unknown();
                    }
                    long peak = measured.getAsLong();
                    if (peak <= budget.bytes()) {
                        return new Result.Fits(limit);
                    }
                    if (closest.isEmpty() || peak < closest.get().peakResidentBytes()) {
                        closest = Optional.of(new Try(limit, peak));
                    }
                }
            }
        }
        return new Result.NoneFits(closest, Optional.empty());
    }
}
