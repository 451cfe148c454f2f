package io.plimsoll.benchmarks.contest;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Looks for the largest limit with which a tool's resident set stays within a budget, for tools
 * whose limit isn't that of the process.
 */
public final class ResidentSetSearch {

    /** Parts of the budget that are tried, the largest first. */
    private static final int[] TRIED_SIXTEENTHS = {16, 14, 12, 10, 8, 6, 5, 4, 3, 2, 1};

    private ResidentSetSearch() {}

    /** Runs a tool with a limit. */
    @FunctionalInterface
    public interface Trial {
        Outcome run(MemorySize limit) throws IOException, InterruptedException;
    }

    /** What came of a search. */
    public sealed interface Result {

        /** The largest limit that was tried and does. */
        record Fits(MemorySize limit) implements Result {}

        /**
         * None does.
         *
         * @param closest the smallest resident set that was seen; empty if there was none
         * @param failed the limit with which the tool failed; empty if it never did
         */
        record NoneFits(Optional<Try> closest, Optional<MemorySize> failed) implements Result {

            /**
             * What a reader should know of it, in a line.
             *
             * @param limit how the tool calls its limit
             */
            public String describe(String tool, String limit, MemorySize budget) {
                String least =
                        closest.map(it ->
                                        ": the least was "
                                                + ((it.peakResidentBytes() >> 20) + 1)
                                                + "m, with "
                                                + it.limit())
                                .orElse("");
                String failure = failed.map(it -> "; it fails with " + it).orElse("");
                return tool
                        + ": no "
                        + limit
                        + " keeps its resident set within "
                        + budget
                        + least
                        + failure;
            }
        }

        /** Resident sets can't be measured here. */
        record Unknown() implements Result {

            /** What a reader should know of it, in a line. */
            public String describe() {
                return "resident sets can't be measured here: no limit was searched for";
            }
        }
    }

    /**
     * A run with a limit.
     *
     * @param peakResidentBytes its resident set
     */
    public record Try(MemorySize limit, long peakResidentBytes) {}

    /** Tries limits from the largest on, until one does or the tool fails. */
    public static Result search(MemorySize budget, Trial trial)
            throws IOException, InterruptedException {
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
