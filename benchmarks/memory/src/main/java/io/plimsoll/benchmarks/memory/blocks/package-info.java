/**
 * Taking blocks of many sizes and giving them back, by the allocators that are compared.
 *
 * <p><b>What may enter:</b> what is timed, the same for all; one class for each allocator, which
 * writes eight bytes to each block that it takes, by the means that its users have. Not: the order
 * of taking and freeing, which is {@code pattern}.
 *
 * <p><b>Threads.</b> An allocator is shared by all threads; a pattern is one thread's, but where it
 * says otherwise.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>All allocators go through the same patterns, with the same seeds.
 *   <li>What an allocator holds is asked of itself, or of the budget that it is charged to.
 * </ol>
 */
@NullMarked
package io.plimsoll.benchmarks.memory.blocks;

import org.jspecify.annotations.NullMarked;
