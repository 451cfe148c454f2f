package io.plimsoll.cli.row;

import org.jspecify.annotations.Nullable;

/**
 * What became of a block's rows.
 *
 * @param rows how many were added
 * @param lines how many lines the block has
 * @param skipped how many rows were malformed
 * @param bad the first of those
 */
public record BlockRows(long rows, long lines, long skipped, @Nullable BadRow bad) {

    /** A row that is a block's only one, as a line. */
    static BlockRows ofLine(@Nullable String problem) {
        return problem == null
                ? new BlockRows(1, 1, 0, null)
                : new BlockRows(0, 1, 1, BadRow.skippable(0, problem));
    }

    /**
     * A malformed row.
     *
     * @param line its line in the block, from 0
     * @param problem what is wrong with it
     * @param fatal whether the rows behind it can't be told any more, so that it can't be skipped
     */
    public record BadRow(long line, String problem, boolean fatal) {

        static BadRow skippable(long line, String problem) {
            return new BadRow(line, problem, false);
        }
    }
}
