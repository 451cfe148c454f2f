/**
 * Runs of pages: where allocators get memory from, and what an address belongs to.
 *
 * <p><b>May enter:</b> pools, as the source of runs; addresses. <b>May not enter:</b> how a run is
 * divided.
 *
 * <p><b>Threads:</b> any thread may call any method.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>A run is charged to its pool from {@code take} to {@code give}.
 *   <li>Every page of a run that is entered in a {@link io.plimsoll.memory.allocator.run.RunMap}
 *       leads to its holder; every other address to none.
 * </ol>
 */
@NullMarked
package io.plimsoll.memory.allocator.run;

import org.jspecify.annotations.NullMarked;
