/**
 * The command line of the benchmarks.
 *
 * <p><b>What may enter:</b> options, and what puts a benchmark together from them. Not: a
 * benchmark's work.
 *
 * <p><b>Threads.</b> All is confined to the main thread.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>System properties are read in {@link io.plimsoll.benchmarks.Settings} alone.
 *   <li>Results go to standard output, all else to standard error.
 * </ol>
 */
@NullMarked
package io.plimsoll.benchmarks;

import org.jspecify.annotations.NullMarked;
