/**
 * Managed off-heap memory: pools and one budget for the process.
 *
 * <p>A {@link io.plimsoll.memory.MemoryManager} owns an amount of memory in pages of one size.
 * {@link io.plimsoll.memory.MemoryPool}s below it lease those pages as {@link
 * io.plimsoll.memory.segment.MemorySegment}s, or reserve bytes for memory that is taken elsewhere;
 * whatever they do, together they stay within the budget.
 *
 * <p>Both are told in two files each: {@code OwnerMemory} has what a manager does in the name of
 * owners, as Flink's; {@code ArbitratedPool} what a pool has to do with others.
 *
 * <p><b>May enter:</b> what users of memory see, in Apache Flink's words where it has them. <b>May
 * not enter:</b> native calls ({@code region}), lists of pages ({@code pages}), arithmetic of
 * budgets ({@code budget}), operations on bytes ({@code segment}), serialization, files.
 *
 * <p><b>Threads:</b> managers and pools may be used by any thread.
 *
 * <p><b>Invariants</b>, checked by {@link io.plimsoll.memory.MemoryManager#verify}
 *
 * <ol>
 *   <li>I1: free pages + pages at hand at a pool + leased pages = all pages that were ever used.
 *   <li>I2: used &lt;= charged &lt;= maximum at each pool, and what is inside a pool is the sum of
 *       its own and its children's charges; at the root the maximum is the budget.
 *   <li>I4: a page has at most one lessee, and none while it is free; two pages never overlap.
 * </ol>
 *
 * <p>And these, which tests check
 *
 * <ol start="4">
 *   <li>A request is denied only if at one instant during the call it did not fit, and a request
 *       that is denied never makes another fail that fits.
 *   <li>Once every page has been leased, taking and giving back pages makes no garbage.
 *   <li>An access through a page that was released throws. One that races with the release does not
 *       crash, unless the manager closes, or it writes after a trim took the page's region.
 *   <li>I9: a manager that closes gives back all its memory, also that of pages still out.
 * </ol>
 */
@NullMarked
package io.plimsoll.memory;

import org.jspecify.annotations.NullMarked;
