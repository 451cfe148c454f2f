/**
 * Follows leases: which are looked at, where they were taken, who lost one.
 *
 * <p><b>May enter:</b> leases of whatever kind as opaque objects, stacks, times, raw addresses of
 * released memory. <b>May not enter:</b> pools, segments, budgets. Nothing here is open to users;
 * what they see is in {@code leak}.
 *
 * <p><b>Threads:</b> any thread may call any method, unless it says otherwise. Nothing here takes a
 * lock while it calls others.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>Of several ends of one lease exactly one succeeds, whoever calls it: a release, the
 *       collector's safety net, or a shutdown.
 *   <li>A lease is in the tracker's set from its beginning to its end.
 *   <li>The expected weight of a sampled lease of b bytes is b, whatever the interval.
 *   <li>No entry of the event ring is ever seen half written.
 *   <li>Of several frees of one block that is followed exactly one succeeds.
 *   <li>Released memory is looked at, in search of late writes, by its next owner before he writes
 *       to it, and by nobody who does not own it.
 * </ol>
 */
@NullMarked
package io.plimsoll.memory.tracking;

import org.jspecify.annotations.NullMarked;
