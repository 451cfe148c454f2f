/**
 * What becomes known of memory that is not given back, or used wrongly: levels, reports, and the
 * log of who had which memory.
 *
 * <p><b>May enter:</b> immutable values that users read, and the interfaces through which they ask.
 * <b>May not enter:</b> how leases are followed ({@code tracking}), pools, segments.
 *
 * <p><b>Threads:</b> every value is immutable; {@link io.plimsoll.memory.leak.AllocationLog} may be
 * used by any thread.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>Bytes and pages of a {@link io.plimsoll.memory.leak.LeakReport.Leak} are exact; those of a
 *       {@link io.plimsoll.memory.leak.LeakSite} are marked as estimated where they are.
 *   <li>In a report the largest comes first.
 * </ol>
 */
@NullMarked
package io.plimsoll.memory.leak;

import org.jspecify.annotations.NullMarked;
