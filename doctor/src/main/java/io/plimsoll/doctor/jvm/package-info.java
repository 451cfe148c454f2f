/**
 * What a JVM says of itself: the answers to the commands that {@code jcmd} hands on, and the
 * buffers that its management beans count.
 *
 * <p><b>May enter:</b> asking a JVM, and readers of the forms in which HotSpot 17 to 25 answers.
 * <b>May not enter:</b> what the operating system says ({@code process}), what follows of both
 * ({@code bridge}).
 *
 * <p><b>Threads:</b> readers are for one thread; values are immutable.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>An answer that is missing, cut or of an unknown form makes figures unknown, and nothing
 *       fails.
 *   <li>A JVM that does not answer is waited for only so long.
 *   <li>Memory does not grow with the answer, but by what is kept of it: ranges and figures.
 * </ol>
 */
@NullMarked
package io.plimsoll.doctor.jvm;

import org.jspecify.annotations.NullMarked;
