/**
 * How Apache Flink divides the memory of its processes, byte for byte, and why.
 *
 * <p><b>May enter:</b> Flink's options with their defaults by version, its rules, what its start
 * scripts pass on. <b>May not enter:</b> files, YAML, terminals, advice.
 *
 * <p><b>Threads:</b> everything public is immutable; a derivation is confined to its thread.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>A configuration has a plan exactly if Flink of that version starts with it, and the plan
 *       has the same bytes.
 *   <li>A fraction is a {@code float} that was widened to a {@code double}, as in Flink: 0.1 is
 *       0.10000000149011612, and products are rounded down.
 * </ol>
 */
@NullMarked
package io.plimsoll.plan.flink;

import org.jspecify.annotations.NullMarked;
