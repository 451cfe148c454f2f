/**
 * Sorting a file that is larger than memory: Plimsoll, GNU sort and DuckDB.
 *
 * <p><b>What may enter:</b> the input, the peers and how each is told to do the same. Not: how they
 * are measured.
 *
 * <p><b>Threads.</b> All is confined to one thread.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>The same workload, filler and number of lines are the same bytes, on every machine.
 *   <li>All contestants must write the same bytes.
 * </ol>
 */
@NullMarked
package io.plimsoll.benchmarks.sort;

import org.jspecify.annotations.NullMarked;
