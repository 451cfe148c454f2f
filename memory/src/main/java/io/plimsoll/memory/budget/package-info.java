/**
 * The budget: a tree of pools that share one amount of memory, and who holds how much of it.
 *
 * <p><b>May enter:</b> numbers of bytes, page indexes, names of pools. <b>May not enter:</b>
 * segments and what is in them, owners, threads that wait.
 *
 * <p><b>Threads:</b> any thread may call any public method. One lock per tree guards the tree; the
 * pages that a pool has at hand are outside of it. No callback runs under the lock.
 *
 * <p><b>Invariants</b> (numbers as in {@link io.plimsoll.memory}; checked by {@code verify})
 *
 * <ol>
 *   <li>I1: pages held by pools = pages that the store has handed out; at hand at a pool &lt;= held
 *       by it.
 *   <li>I2: what is inside a pool = its pages and reservations + the charges of its children; its
 *       charge = max(guarantee, inside) &lt;= its maximum. Hence used &lt;= charged &lt;= budget.
 *   <li>Memory is charged before it is taken, to all pools on the way to the root or to none.
 *   <li>A denial is true: at one instant during the call the memory was not there.
 *   <li>Only leaves hold memory.
 * </ol>
 */
@NullMarked
package io.plimsoll.memory.budget;

import org.jspecify.annotations.NullMarked;
