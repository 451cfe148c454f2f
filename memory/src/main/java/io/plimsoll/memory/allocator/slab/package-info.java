/**
 * Slabs: runs of pages cut into blocks of one size, and the heaps of threads that own them.
 *
 * <p><b>May enter:</b> size classes, slabs, who owns them, how blocks come back from other threads.
 * <b>May not enter:</b> pools, and what users hold.
 *
 * <p><b>Threads:</b> a slab and its heap are used by their owner only, but for what others free:
 * see {@link io.plimsoll.memory.allocator.slab.RemoteFrees} and {@code docs/synchronization.md}.
 *
 * <p><b>Invariants</b>, checked by {@link io.plimsoll.memory.allocator.slab.SlabCensus#verify}
 *
 * <ol>
 *   <li>Slabs do not overlap, and their blocks lie inside them.
 *   <li>Used blocks + bits set = capacity; no bit is set beyond the capacity or below the hint.
 *   <li>A slab is in one place: the current one of its class, on the list of those with free
 *       blocks, full, empty at the depot, in quarantine, or one large block. From one that is full
 *       or in quarantine no blocks come.
 *   <li>The bytes of all slabs are what the depot has reserved.
 *   <li>A slab with a remote free that its owner has not collected is never empty.
 * </ol>
 */
@NullMarked
package io.plimsoll.memory.allocator.slab;

import org.jspecify.annotations.NullMarked;
