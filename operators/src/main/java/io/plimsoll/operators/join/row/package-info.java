/**
 * What a join gives: pairs of records, and which of them its type wants.
 *
 * <p><b>What may enter:</b> what users of the binary join see of its results. Not: how matches are
 * found.
 *
 * <p><b>Threads.</b> A {@link io.plimsoll.operators.join.row.JoinRecord} is one thread's, and valid
 * during the call that hands it over; the rest is immutable.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>At least one record of a pair is present.
 *   <li>A record with a null key is never in a pair with another.
 * </ol>
 */
@NullMarked
package io.plimsoll.operators.join.row;

import org.jspecify.annotations.NullMarked;
