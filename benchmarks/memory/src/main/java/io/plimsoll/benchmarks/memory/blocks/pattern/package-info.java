/**
 * The orders in which programs take blocks and free them, and how long and large those are.
 *
 * <p><b>What may enter:</b> patterns, which know blocks by the slot that they are in; recorded
 * sizes and lifetimes. Not: allocators, and JMH. Threads are of the class that Netty wants for its
 * caches, as nobody else minds.
 *
 * <p><b>Threads.</b> A pattern is one thread's; those that start more end them.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>Sizes, lifetimes and the order of frees are drawn before anything is timed, the same for
 *       every library.
 *   <li>A slot holds a block, or none; a block is in one slot.
 *   <li>A run takes as many blocks as it frees; with recorded lifetimes, in the long run.
 * </ol>
 */
@NullMarked
package io.plimsoll.benchmarks.memory.blocks.pattern;

import org.jspecify.annotations.NullMarked;
