/**
 * Pages: equal parts of one range of addresses, known by their index, singly or in contiguous runs,
 * and the lists of those that are free.
 *
 * <p><b>May enter:</b> indexes, addresses, regions. <b>May not enter:</b> who uses a page, or
 * whether anybody may.
 *
 * <p><b>Threads:</b> a {@link io.plimsoll.memory.pages.PageStore} and all behind it is guarded by
 * its user's lock; a {@link io.plimsoll.memory.pages.PageRack} may be used by any thread.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>A page or run that was cut is on one list, in one slot of a rack, or held by whoever took
 *       it; never in two places.
 *   <li>A page that has memory under it is handed out before one that has none, unless it rests;
 *       what rests never makes a request fail, and never counts beyond the budget.
 *   <li>A page's address is the range's plus its index times the page size; two pages never
 *       overlap; the pages of a run follow one another.
 *   <li>Every page that is held lies in a committed region.
 *   <li>As long as the plan for addresses is whole, a run finds a slot whenever the budget has as
 *       many pages left.
 * </ol>
 */
@NullMarked
package io.plimsoll.memory.pages;

import org.jspecify.annotations.NullMarked;
