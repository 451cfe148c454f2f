package io.plimsoll.cli.aggregate;

import io.plimsoll.cli.job.RowCounts;

/**
 * What an aggregation did.
 *
 * @param input what was read
 * @param groups how many groups there are
 * @param outputBytes bytes written
 */
record AggregateResult(RowCounts input, long groups, long outputBytes) {}
