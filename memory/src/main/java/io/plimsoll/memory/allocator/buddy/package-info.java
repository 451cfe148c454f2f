/**
 * Chunks: runs of pages divided by halving.
 *
 * <p><b>May enter:</b> blocks by order and their bitmaps. <b>May not enter:</b> pools, and what
 * users hold.
 *
 * <p><b>Threads:</b> one lock per chunk, held for a few steps per order.
 *
 * <p><b>Invariants</b>, checked by {@link io.plimsoll.memory.allocator.buddy.BuddyChunk#verify}
 *
 * <ol>
 *   <li>Live and free blocks tile the chunk, each at a multiple of its length.
 *   <li>No two free buddies stay unmerged.
 * </ol>
 */
@NullMarked
package io.plimsoll.memory.allocator.buddy;

import org.jspecify.annotations.NullMarked;
