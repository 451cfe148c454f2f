/**
 * What a diagnosis says: findings with their evidence, their cause and the change that ends them.
 *
 * <p><b>May enter:</b> immutable values that describe a diagnosis. <b>May not enter:</b> how one is
 * made, how it is printed.
 *
 * <p><b>Threads:</b> values are immutable.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>Each finding has at least one piece of evidence, with its place.
 * </ol>
 */
@NullMarked
package io.plimsoll.doctor.finding;

import org.jspecify.annotations.NullMarked;
