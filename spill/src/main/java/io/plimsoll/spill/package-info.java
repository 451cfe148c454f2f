/**
 * Pages to disk and back: checksummed extents, written behind and read ahead.
 *
 * <p>What may enter: whole pages with used lengths, an {@link io.plimsoll.spill.IOManager}'s
 * directories and workspace. What may not: records, keys, serializers, decisions about what to
 * spill.
 *
 * <p>Thread rule: an {@link io.plimsoll.spill.IOManager} serves any thread; a writer or reader one
 * thread at a time. I/O threads call recyclers and nothing else of the user's. Locks are taken in
 * the order manager, writer or reader, I/O queue, descriptors.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A page given to a writer goes to its recycler exactly once, whatever fails.
 *   <li>A reader leases a number of pages known beforehand and no more. Nothing here allocates from
 *       arbitrated memory later.
 *   <li>What a reader hands out is what was written, or it throws: nothing is lost or altered
 *       silently.
 *   <li>A failed or closed writer leaves no file. A closed manager leaves no file, folder,
 *       descriptor, thread or byte reserved; a killed process leaves folders that the next start
 *       removes.
 *   <li>Extents of a writer in flight never exceed its bound: that is the only back-pressure.
 * </ol>
 */
@NullMarked
package io.plimsoll.spill;

import org.jspecify.annotations.NullMarked;
