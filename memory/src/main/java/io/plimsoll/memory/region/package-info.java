/**
 * Regions: ranges of addresses obtained from the operating system, and the memory under them.
 *
 * <p><b>May enter:</b> every restricted call of the foreign function interface ({@code
 * reinterpret}, {@code Linker}), and nothing else in this house may make one. <b>May not enter:</b>
 * budgets, pages, pools.
 *
 * <p><b>Threads:</b> every method may be called by any thread at any time; a part of a range is
 * handled by one at a time, whoever reserved the range.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>Two ranges never overlap and never adjoin.
 *   <li>A byte is zero until somebody writes it, also after a trim and after a decommit.
 *   <li>What was committed once can be read until it is released.
 *   <li>A committed part of a range is listed in {@link io.plimsoll.memory.region.RegionTable}.
 * </ol>
 */
@NullMarked
package io.plimsoll.memory.region;

import org.jspecify.annotations.NullMarked;
