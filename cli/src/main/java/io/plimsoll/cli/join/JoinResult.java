package io.plimsoll.cli.join;

import io.plimsoll.cli.job.RowCounts;

/**
 * What a join did.
 *
 * @param left what was read of LEFT
 * @param right what was read of RIGHT
 * @param outputRows rows written, without the header
 * @param outputBytes bytes written
 */
record JoinResult(RowCounts left, RowCounts right, long outputRows, long outputBytes) {}
