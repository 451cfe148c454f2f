/**
 * The memory of operators: what each has, and how those of one job share it.
 *
 * <p>An operator has a pool with two parts: a workspace, charged when it opens and never lent, so
 * that spilling allocates nothing; and records, which it takes page by page. When the memory is
 * used up, an operator first has others give some back that hold more than itself and are at a safe
 * point, and then spills its own. So several operators share a budget by arbitration, not by fixed
 * parts.
 *
 * <p><b>What may enter:</b> pools, pages, who may spill when. Not: what is spilled, and how.
 *
 * <p><b>Threads.</b> {@link OperatorMemory} is for any thread; an {@link OperatorTurn} says which
 * thread an operator belongs to.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>An operator spills at a safe point only: within a call of its own that says so, or outside
 *       of all its calls.
 *   <li>Spilling takes no memory but the workspace.
 *   <li>An operator whose spilling failed says so with its next call, to its own user.
 *   <li>After {@code close} nobody asks the operator any more, and nothing is charged to it.
 * </ol>
 */
@NullMarked
package io.plimsoll.operators.memory;

import org.jspecify.annotations.NullMarked;
