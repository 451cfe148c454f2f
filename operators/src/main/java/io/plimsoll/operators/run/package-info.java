/**
 * Sorted runs: built in memory, written to disk, read back and merged.
 *
 * <p><b>What may enter:</b> a run as a sequence of records in order, wherever it lies, and the
 * merge of several. Not: when to spill and what to merge, which {@code sort} decides.
 *
 * <p><b>Threads.</b> A {@link RunBuilder} is guarded by its lock; everything else is for one
 * thread.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>A run holds its records in order, and without duplicates where the sorter is distinct.
 *   <li>Comparing and copying records takes memory that doesn't depend on their size.
 *   <li>Closing a source gives its pages back and deletes its run.
 * </ol>
 */
@NullMarked
package io.plimsoll.operators.run;

import org.jspecify.annotations.NullMarked;
