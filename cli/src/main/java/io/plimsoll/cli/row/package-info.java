/**
 * Rows: what a row of input is, and where its columns lie.
 *
 * <p><b>What may enter:</b> what cuts blocks into rows and columns and hands them on. Not: what a
 * column is called and what its values are ({@code column}), what is done with a row ({@code sort},
 * {@code aggregate}, {@code join}), nor where a record ends ({@code input}).
 *
 * <p><b>Threads.</b> Each worker has a {@link RowReader} and a {@link RowSink} of its own.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>A row is handed on as its bytes were read.
 *   <li>Whether a row is malformed depends on the row alone.
 *   <li>Memory for a row that fits in no block doesn't depend on its length.
 * </ol>
 */
@NullMarked
package io.plimsoll.cli.row;

import org.jspecify.annotations.NullMarked;
