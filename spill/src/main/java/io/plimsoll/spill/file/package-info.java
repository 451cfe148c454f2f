/**
 * The seam between spilling and the operating system: the few file operations that spilling needs.
 *
 * <p>What may enter: opening, positioned writing and reading, truncating, deleting, asking for free
 * space. What may not: pages, extents, retries, choice of directory.
 *
 * <p>Thread rule: a {@link io.plimsoll.spill.file.SpillFileSystem} serves any thread; a {@link
 * io.plimsoll.spill.file.SpillFile} serves one thread at a time.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A file is created only where none was; an existing one is never overwritten.
 *   <li>A lack of room is told by {@link io.plimsoll.spill.file.DiskFullException}, every other
 *       failure by another {@link java.io.IOException}.
 * </ol>
 */
@NullMarked
package io.plimsoll.spill.file;

import org.jspecify.annotations.NullMarked;
