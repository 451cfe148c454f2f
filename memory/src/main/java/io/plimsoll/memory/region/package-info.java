/**
 * Regions: large blocks of off-heap memory obtained from the operating system.
 *
 * <p><b>May enter:</b> every restricted call of the foreign function interface ({@code
 * reinterpret}, {@code Linker}), and nothing else in this house may make one. <b>May not enter:</b>
 * budgets, pages, pools.
 *
 * <p><b>Threads:</b> every method may be called by any thread at any time; a region itself must be
 * unmapped once only, by whoever mapped it.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>Two live regions never overlap.
 *   <li>A region's first byte is zero until somebody writes it, also after a trim.
 *   <li>A live region is listed in {@link io.plimsoll.memory.region.RegionTable}.
 * </ol>
 */
@NullMarked
package io.plimsoll.memory.region;

import org.jspecify.annotations.NullMarked;
