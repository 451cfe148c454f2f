/**
 * The front of the doctor: an {@link io.plimsoll.doctor.Examination} takes what there is of a case
 * and makes a diagnosis; a {@link io.plimsoll.doctor.RunningJvm} is asked for what its memory
 * consists of.
 *
 * <p><b>May enter:</b> ways to hand a case in. <b>May not enter:</b> what a diagnosis says ({@code
 * finding}), knowledge of any one symptom (that is data, in {@code rule}), terminals.
 *
 * <p><b>Threads:</b> an examination is for one thread.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>Memory is bounded by the number of rules, whatever the length of the input and its lines.
 *   <li>No input and no rule makes an examination hang or fail: what can't be read to its end is
 *       noted.
 * </ol>
 */
@NullMarked
package io.plimsoll.doctor;

import org.jspecify.annotations.NullMarked;
