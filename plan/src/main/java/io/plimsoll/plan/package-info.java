/**
 * What a plan of a process's memory is made of: sizes, parts with the reason for each, and the
 * conflict when there can be no plan.
 *
 * <p><b>May enter:</b> immutable values that say what was planned, for any kind of process. <b>May
 * not enter:</b> the rules of one kind (they have packages of their own), files, YAML, terminals.
 *
 * <p><b>Threads:</b> everything is immutable.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>The parts of a plan sum to its total, byte for byte.
 *   <li>Every part says which rule made it, and from what.
 * </ol>
 */
@NullMarked
package io.plimsoll.plan;

import org.jspecify.annotations.NullMarked;
