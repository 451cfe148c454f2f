/**
 * Small operations, measured by JMH in virtual machines of their own, beside the same operations of
 * other libraries.
 *
 * <p><b>What may enter:</b> what to run, how JMH is started, what its figures say. Not: the
 * operations themselves, which are in {@code benchmarks/memory} and built with the peers only.
 *
 * <p><b>Threads.</b> All is confined to one thread.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>A figure is the less the better.
 *   <li>A ratio above 1 says that the peer took more.
 *   <li>Every figure that was measured is shown, and every aim, met or not.
 * </ol>
 */
@NullMarked
package io.plimsoll.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
