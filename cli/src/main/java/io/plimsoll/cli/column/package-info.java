/**
 * Columns: which one a user means, what its values are, and what is said of one that is malformed.
 *
 * <p><b>What may enter:</b> formats of rows as a description, columns' names, types and texts. Not:
 * rows and where they come from ({@code row}), nor what a command does with a column.
 *
 * <p><b>Threads.</b> Descriptions are immutable; each worker has readers of values of its own.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>Whether a value is of a type depends on its bytes alone.
 *   <li>What a user wrote and can't be meant is refused with the words of the user, and with what
 *       would do.
 * </ol>
 */
@NullMarked
package io.plimsoll.cli.column;

import org.jspecify.annotations.NullMarked;
