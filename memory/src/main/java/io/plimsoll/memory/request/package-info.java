/**
 * What users say to arbitration and hear from it: requests, who can give memory back, in which
 * order they are asked, and what a denial tells.
 *
 * <p><b>May enter:</b> requests, deadlines, reclaimers, evictors, strategies, outcomes and their
 * records. <b>May not enter:</b> pools, segments, queues, locks: this package depends on no other
 * of the module.
 *
 * <p><b>Threads:</b> records and requests are immutable. {@link
 * io.plimsoll.memory.request.Cancellation} and {@link io.plimsoll.memory.request.UseRecord} may be
 * used by any thread. On which thread a reclaimer or an evictor is called stands at its interface.
 *
 * <p><b>Invariants</b> (numbers as in the design)
 *
 * <ol>
 *   <li>I5: nothing takes memory that has to be arbitrated inside {@code reclaim} or {@code evict}.
 *   <li>I6: a reclaim that fails leaves its victim unchanged, or its pool is marked failed.
 *   <li>I10: no pool is failed for a request of lower priority.
 *   <li>No code of a user runs while this module holds a lock that others wait for, but that of a
 *       shared resource's type.
 * </ol>
 */
@NullMarked
package io.plimsoll.memory.request;

import org.jspecify.annotations.NullMarked;
