package io.plimsoll.benchmarks.contest;

import io.plimsoll.benchmarks.process.ResourceUse;

/** What came of a run. */
public sealed interface Outcome {

    /**
     * The output is right.
     *
     * @param use what the process took
     * @param account what the program says about the run
     * @param temporaryPeakBytes the most that its folder of temporary files held, from samples
     * @param outputBytes size of its output
     */
    record Finished(ResourceUse use, Account account, long temporaryPeakBytes, long outputBytes)
            implements Outcome {

        /** What was spilled: as the program says, or else the peak of its temporary files. */
        public long spilledBytes() {
            return account.spilledBytes().orElse(temporaryPeakBytes);
        }
    }

    /**
     * There is no output, or it is wrong.
     *
     * @param reason in a line
     */
    record Failed(String reason) implements Outcome {}
}
