/**
 * The front of spilling: an {@link io.plimsoll.spill.IOManager}, and the writers and readers that
 * it hands out.
 *
 * <p>What may enter: what users ask for (whole pages with used lengths, directories, a workspace,
 * how far to write behind and read ahead) and who owns a page meanwhile. What may not: records,
 * keys, serializers, decisions about what to spill; extents, files and I/O, which the rooms below
 * have: {@code transfer} one run's way, {@code extent} bytes on disk, {@code space} and {@code
 * file} directories, {@code thread} who works. What users get to see of a run is {@code run}, what
 * went wrong {@code failure}.
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
