/**
 * Spilling beside writing and reading a file as it is.
 *
 * <p>What may enter: data of several kinds, the ways to store them, what each took. What may not:
 * other programs; spilling has no peer that does nothing else.
 *
 * <p>Thread rule: one thread, beside spilling's own.
 */
@NullMarked
package io.plimsoll.benchmarks.spill;

import org.jspecify.annotations.NullMarked;
