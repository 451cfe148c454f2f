/**
 * Small operations beside the same operations of other libraries: which there are, what we want of
 * them, and their rounds.
 *
 * <p><b>What may enter:</b> what to run, with its aims, and in which order. Not: how JMH is
 * started, which is {@code jmh}, what its figures say, which is {@code result}, nor the operations
 * themselves, which are in {@code benchmarks/memory} and built with the peers only.
 *
 * <p><b>Threads.</b> All is confined to one thread.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>A round measures each library once, one right after the other, so that what the machine
 *       does besides hits all alike.
 *   <li>A run that fails is told in the results, and the others go on.
 * </ol>
 */
@NullMarked
package io.plimsoll.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
