package io.plimsoll.benchmarks.contest;

import java.util.OptionalLong;

/**
 * What a program says about a run of its own. What it doesn't say is empty.
 *
 * @param spilledBytes what it wrote to temporary files
 * @param inputFiles how many files it read
 * @param inputBytes how many bytes it read
 * @param inputRecords how many records they held
 */
public record Account(
        OptionalLong spilledBytes,
        OptionalLong inputFiles,
        OptionalLong inputBytes,
        OptionalLong inputRecords) {

    /** Of a program that says nothing. */
    public static final Account NONE =
            new Account(
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty());
}
