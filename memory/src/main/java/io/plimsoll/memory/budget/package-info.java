/**
 * The budget: a tree of pools that share one amount of memory, and who holds how much of it.
 *
 * <p><b>May enter:</b> numbers of bytes, page indexes, names of pools. <b>May not enter:</b>
 * segments and what is in them, owners, threads that wait.
 *
 * <p>A request comes in at its {@link io.plimsoll.memory.budget.PoolNode}. If what the pool has at
 * hand does not suffice, the {@link io.plimsoll.memory.budget.PoolTree} takes the lock, {@code
 * RoomSearch} looks for room by the arithmetic of {@link
 * io.plimsoll.memory.budget.allowance.Allowance}, and {@code PageGrants} or {@code ByteGrants} move
 * the memory. {@link io.plimsoll.memory.budget.Contention} serves those who wait, {@link
 * io.plimsoll.memory.budget.Limits} changes limits, and {@link io.plimsoll.memory.budget.Books}
 * tells how all of it stands.
 *
 * <p><b>Threads:</b> any thread may call any public method. One lock per tree guards the tree; what
 * pools have at hand is outside of it while it is open, and only who has the lock opens and closes
 * it. No callback runs under the lock.
 *
 * <p><b>Invariants</b> (numbers as in {@link io.plimsoll.memory}; checked by {@code verify})
 *
 * <ol>
 *   <li>I1: pages held by pools = pages that the store has handed out; at hand at a pool &lt;= held
 *       by it.
 *   <li>I2: what is inside a pool = its memory for good + the charges of its children; its charge =
 *       max(guarantee, inside). What it holds = what its leaves hold = inside those + borrowed.
 *       Charge and held &lt;= its ceiling, which is its maximum, but for one that was lowered below
 *       them: then the ceiling is what was charged at that time and only sinks. Hence used &lt;=
 *       held &lt;= budget.
 *   <li>I4: a page is in the store, in one slot at hand, or with one holder.
 *   <li>Memory is charged before it is taken, to all pools on the way to the root or to none.
 *   <li>A denial is true: at one instant during the call the memory was not there.
 *   <li>A guarantee that is not used is lent only where it can be taken back at once.
 *   <li>Only leaves hold memory.
 * </ol>
 */
@NullMarked
package io.plimsoll.memory.budget;

import org.jspecify.annotations.NullMarked;
