/**
 * What an operator will need, before it runs, and what it used, afterwards.
 *
 * <p>The sum of its operators' needs and what is fixed is what a job needs: {@code M(job) = sum of
 * M(op) + M0}. Estimates follow from how many records there are, how wide they are and, where that
 * counts, how many differ; they are as good as these numbers. Tests compare them with what runs
 * used.
 *
 * <p><b>What may enter:</b> sizes and arithmetic. Not: pools, files, records.
 *
 * <p><b>Threads.</b> Everything is immutable.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>More memory never means more spilled bytes or more passes.
 *   <li>With {@link io.plimsoll.operators.estimate.MemoryEstimate#inMemoryBytes} nothing is
 *       spilled.
 * </ol>
 */
@NullMarked
package io.plimsoll.operators.estimate;

import org.jspecify.annotations.NullMarked;
