/**
 * Finding records by their keys' hashes: a table of those in memory, a filter of those that are
 * not.
 *
 * <p><b>What may enter:</b> hashes, tables and filters on pages. Not: where records come from, what
 * becomes of matches.
 *
 * <p><b>Threads.</b> Any number may enter hashes at a time; none while others look up.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>A table finds every record that was entered, by its key, and no other.
 *   <li>A filter never denies a hash that was added.
 *   <li>Nothing here is larger than a page in one piece.
 * </ol>
 */
@NullMarked
package io.plimsoll.operators.join.table;

import org.jspecify.annotations.NullMarked;
