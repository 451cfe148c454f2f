/**
 * Blocks of memory that are not whole pages, cut from the pages of one pool.
 *
 * <p>{@link io.plimsoll.memory.allocator.SizeClassAllocator} is for many blocks of any size, {@link
 * io.plimsoll.memory.allocator.BuddyAllocator} for large ones whose users can use a power of two.
 *
 * <p><b>May enter:</b> what divides runs of pages, and what users hold of them. <b>May not
 * enter:</b> budgets and who waits for memory; what is in a block.
 *
 * <p><b>Threads:</b> any thread may call any public method. A thread's own slabs are used without
 * synchronization; the protocol is told in {@code docs/synchronization.md}.
 *
 * <p><b>Invariants</b>, checked by {@code verify}
 *
 * <ol>
 *   <li>I4: live blocks never overlap, lie inside their slab or chunk, and are aligned as promised.
 *   <li>Conservation: live + free blocks = blocks of all slabs; live + free bytes = all chunks.
 *   <li>Reserved = what is charged to the pool: no slab or chunk is lost.
 *   <li>No two free buddies stay unmerged.
 * </ol>
 *
 * <p>And these, which tests check
 *
 * <ol start="5">
 *   <li>Above 128 bytes at most a fifth of a block is waste: a ninth up to four pages.
 *   <li>Only its owner changes a slab; others note what they free beside it.
 *   <li>A virtual thread owns no heap.
 *   <li>Once slabs have been cut, taking and freeing blocks makes no garbage.
 *   <li>I9: an allocator that closes gives back all its memory, also that of blocks still out.
 * </ol>
 */
@NullMarked
package io.plimsoll.memory.allocator;

import org.jspecify.annotations.NullMarked;
