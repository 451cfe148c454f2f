/**
 * What a doctor says: findings with their evidence, their cause and the change that ends them.
 *
 * <p><b>May enter:</b> immutable values that describe a diagnosis, and the front that makes one.
 * <b>May not enter:</b> knowledge of any one symptom (that is data, in {@code rule}), terminals.
 *
 * <p><b>Threads:</b> values are immutable; an {@link io.plimsoll.doctor.Examination} is for one
 * thread.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>Each finding has at least one piece of evidence, with its place.
 *   <li>Memory is bounded by the number of rules, whatever the length of the input and its lines.
 *   <li>No input and no rule makes an examination hang or fail: what can't be read to its end is
 *       noted.
 * </ol>
 */
@NullMarked
package io.plimsoll.doctor;

import org.jspecify.annotations.NullMarked;
