package io.plimsoll.cli.sort;

import io.plimsoll.operators.sort.SortProgress;
import org.jspecify.annotations.Nullable;

/**
 * What a sort did.
 *
 * @param inputBytes bytes read, uncompressed
 * @param inputRows rows read, without headers and malformed ones
 * @param skippedRows malformed rows left out
 * @param firstSkipped the first of those, as its user is told
 * @param outputRows rows written, without the header
 * @param outputBytes bytes written
 * @param sort how the sorter did it
 */
public record SortResult(
        long inputBytes,
        long inputRows,
        long skippedRows,
        @Nullable String firstSkipped,
        long outputRows,
        long outputBytes,
        SortProgress sort) {}
