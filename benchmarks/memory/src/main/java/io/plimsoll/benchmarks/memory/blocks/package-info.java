/**
 * Taking blocks of many sizes and giving them back, in the patterns in which programs do.
 *
 * <p><b>What may enter:</b> patterns, which know no library; one class for each allocator, which
 * writes eight bytes to each block that it takes, by the means that its users have.
 *
 * <p><b>Threads.</b> An allocator is shared by all threads; a load is one thread's, but where a
 * pattern says otherwise.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>Sizes, lifetimes and the order of frees are drawn before anything is timed, the same for
 *       every library.
 *   <li>A slot holds a block, or none; a block is in one slot.
 * </ol>
 */
@NullMarked
package io.plimsoll.benchmarks.memory.blocks;

import org.jspecify.annotations.NullMarked;
