/**
 * Where spill files live: directories with quotas and free space, one folder in each for this
 * process, the sweep of what dead processes left, and the cap on open descriptors.
 *
 * <p>What may enter: paths, sizes, file locks. What may not: pages, extents, I/O threads.
 *
 * <p>Thread rule: all classes may be used by any thread; an {@link
 * io.plimsoll.spill.space.OpenFile} by one at a time.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A folder exists only while a lock file beside it exists: the lock file is created first and
 *       deleted last.
 *   <li>Whoever holds the lock of that file owns the folder. A folder whose lock is held is never
 *       touched by others, whatever its name says; one whose lock is free belongs to nobody.
 *   <li>A lock file of this process is never opened a second time: closing any descriptor of a file
 *       gives up all POSIX locks that the process holds on it.
 *   <li>The bytes of a directory's files never exceed its quota; they are reserved before they are
 *       written.
 *   <li>Descriptors open at one time never exceed the cap.
 * </ol>
 */
@NullMarked
package io.plimsoll.spill.space;

import org.jspecify.annotations.NullMarked;
