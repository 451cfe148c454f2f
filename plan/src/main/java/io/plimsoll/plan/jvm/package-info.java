/**
 * How the memory of any JVM divides, so that the process stays below its limit.
 *
 * <p><b>May enter:</b> what each part of a JVM takes, bounded by a flag or measured. <b>May not
 * enter:</b> files, terminals, what is special to one application.
 *
 * <p><b>Threads:</b> everything is immutable.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>The parts sum to the limit, byte for byte; none is left out because no flag bounds it.
 *   <li>What a flag bounds is planned at that bound, however little is usually used of it.
 *   <li>Figures without a flag were measured on JDK 25, x86-64, and rounded up.
 * </ol>
 */
@NullMarked
package io.plimsoll.plan.jvm;

import org.jspecify.annotations.NullMarked;
