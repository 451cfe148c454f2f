/**
 * The bridge from a container's limit over the resident set of a JVM to the parts that make it up.
 *
 * <p><b>May enter:</b> what a mapping is for, and figures that follow from what the operating
 * system and the JVM say. <b>May not enter:</b> how those are read ({@code process}, {@code jvm}),
 * what is wrong with a figure (that is a rule, as data), terminals.
 *
 * <p><b>Threads:</b> a survey is for one thread; values are immutable.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>The parts of a bridge sum to its resident set, to the byte.
 *   <li>Each part tells where its figure comes from; one that is unknown tells what to do.
 *   <li>A byte counts for one part: what nobody is known to own stays visible as such.
 * </ol>
 */
@NullMarked
package io.plimsoll.doctor.bridge;

import org.jspecify.annotations.NullMarked;
