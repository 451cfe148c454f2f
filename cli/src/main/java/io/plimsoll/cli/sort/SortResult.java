package io.plimsoll.cli.sort;

import io.plimsoll.cli.job.RowCounts;
import io.plimsoll.operators.sort.SortProgress;

/**
 * What a sort did.
 *
 * @param input what was read
 * @param outputRows rows written, without the header
 * @param outputBytes bytes written
 * @param sort how the sorter did it
 */
record SortResult(RowCounts input, long outputRows, long outputBytes, SortProgress sort) {}
