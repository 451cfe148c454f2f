package io.plimsoll.operators.join.pass;

import io.plimsoll.operators.join.row.JoinSide;
import io.plimsoll.operators.partition.SpilledPartition;
import io.plimsoll.spill.IOManager;

/**
 * What both sides have of a partition on disk: still to be joined.
 *
 * @param left of the left input
 * @param right of the right input
 * @param level how often their records were divided
 */
public record SpilledPair(SpilledPartition left, SpilledPartition right, int level) {

    static SpilledPair of(
            JoinSide build, SpilledPartition built, SpilledPartition probing, int level) {
        return build == JoinSide.LEFT
                ? new SpilledPair(built, probing, level)
                : new SpilledPair(probing, built, level);
    }

    public SpilledPartition side(JoinSide side) {
        return side == JoinSide.LEFT ? left : right;
    }

    /** The side with less on disk: whatever the type of the join, it is the better one to build. */
    public JoinSide smaller() {
        return left.bytes() < right.bytes() ? JoinSide.LEFT : JoinSide.RIGHT;
    }

    /** Deletes the files. Idempotent. */
    public void delete(IOManager io) {
        left.delete(io);
        right.delete(io);
    }
}
