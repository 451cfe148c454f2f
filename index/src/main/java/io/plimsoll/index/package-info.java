/**
 * The words in which the index speaks to its users: outcomes, progress, statistics and errors.
 *
 * <p>What may enter: immutable records and typed exceptions that {@code build} and {@code search}
 * share. Nothing here does any work or holds any memory.
 *
 * <p>Thread rule: everything here is immutable.
 */
@NullMarked
package io.plimsoll.index;

import org.jspecify.annotations.NullMarked;
