/**
 * What to change in a configuration that has no plan: the nearest ones that have.
 *
 * <p><b>May enter:</b> the search, which knows of a planner only what it refuses and which way the
 * options at odds would have to move. <b>May not enter:</b> rules of any kind of process.
 *
 * <p><b>Threads:</b> values are immutable; a search is confined to its thread.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>What is proposed has a plan.
 *   <li>A size or fraction that is proposed alone is the nearest that works: one step less has no
 *       plan. A step is a mebibyte, where a whole number of them works, or else a byte; of
 *       fractions it is a thousandth.
 * </ol>
 */
@NullMarked
package io.plimsoll.plan.remedy;

import org.jspecify.annotations.NullMarked;
