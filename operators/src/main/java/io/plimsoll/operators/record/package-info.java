/**
 * Records on pages: byte strings, their order, and the entries that are sorted in their place.
 *
 * <p>A record is {@code key || payload}, and the order of records is the unsigned lexicographic
 * order of their bytes: whoever adds records encodes their order into them (see the normalized keys
 * of {@code io.plimsoll.serde}). Nothing here knows what a record means.
 *
 * <p><b>What may enter:</b> how records lie in memory, are compared and brought in order. Not:
 * disk, threads, or where records come from.
 *
 * <p><b>Threads.</b> Each object is used by one thread at a time; layouts and orders are immutable.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>Every complete record has one entry, and every entry a complete record.
 *   <li>An entry's prefix word orders as its record does, or leaves the question open.
 *   <li>What finds no page leaves everything as it was.
 * </ol>
 */
@NullMarked
package io.plimsoll.operators.record;

import org.jspecify.annotations.NullMarked;
