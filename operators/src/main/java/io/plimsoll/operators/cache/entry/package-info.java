/**
 * The memory of a cache: how an entry lies in it, the blocks that entries are made of, the pages
 * that those are cut from, and the index that finds them.
 *
 * <p><b>What may enter:</b> structures on pages that one part of a cache owns. Not: which entries
 * are worth keeping (that is {@code cache.policy}), locks, objects of users.
 *
 * <p><b>Threads.</b> Nothing here is thread-safe: a cache's segment guards it with its lock. {@link
 * SizeClasses} and {@link EntryLayout} are immutable.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>Every byte of entries, index and policy lies on pages that {@link PageQuota} leased, and
 *       those are never more than its quota.
 *   <li>A page of blocks holds blocks of one size; {@code live + free = } all blocks of it.
 *   <li>Each entry has one slot of the index, reachable from its home without passing a free slot.
 *   <li>Growing and shrinking move memory page by page: nothing larger than a page is allocated.
 * </ol>
 */
@NullMarked
package io.plimsoll.operators.cache.entry;

import org.jspecify.annotations.NullMarked;
