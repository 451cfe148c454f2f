/**
 * Pages: equal parts of regions, known by their index, and the lists of those that are free.
 *
 * <p><b>May enter:</b> indexes, addresses, regions. <b>May not enter:</b> who uses a page, or
 * whether anybody may.
 *
 * <p><b>Threads:</b> a {@link io.plimsoll.memory.pages.PageStore} is guarded by its user's lock; a
 * {@link io.plimsoll.memory.pages.PageRack} may be used by any thread.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>A page that was cut is on the list, in one slot of a rack, or held by whoever took it;
 *       never in two places.
 *   <li>A page that was used before is handed out before one is cut that never was.
 *   <li>Two pages never overlap, and no page crosses the end of its region.
 * </ol>
 */
@NullMarked
package io.plimsoll.memory.pages;

import org.jspecify.annotations.NullMarked;
