/**
 * Rows: what a row of input is, and the key that it is ordered by.
 *
 * <p><b>What may enter:</b> formats of rows, columns, and keys made of them. Not: which rows a
 * command wants and where they go ({@code sort}), nor where a record ends ({@code input}).
 *
 * <p><b>Threads.</b> Each worker has a {@link RowIngest} of its own; descriptions of keys are
 * immutable.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>A row's payload is its bytes as they were read.
 *   <li>Whether a row is malformed depends on the row alone.
 *   <li>Memory for a row that fits in no block doesn't depend on its length.
 * </ol>
 */
@NullMarked
package io.plimsoll.cli.row;

import org.jspecify.annotations.NullMarked;
