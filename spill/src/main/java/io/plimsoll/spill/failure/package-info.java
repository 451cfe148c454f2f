/**
 * What users are told when pages cannot be spilled or read back.
 *
 * <p>What may enter: exceptions that say what a user can do about them. What may not: the failures
 * of single files and extents, which become one of these where a run meets them.
 *
 * <p>Thread rule: as for every {@link java.lang.Throwable}; all have what they say since they were
 * made.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>The kinds are closed: a caller that handles all of them handles all there is.
 *   <li>A lack of room is told from damage, and both from all other failures.
 * </ol>
 */
@NullMarked
package io.plimsoll.spill.failure;

import org.jspecify.annotations.NullMarked;
