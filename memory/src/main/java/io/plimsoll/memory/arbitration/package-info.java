/**
 * Arbitration: who gets memory next, and who gives some back for it.
 *
 * <p>A request that does not fit becomes a {@link io.plimsoll.memory.arbitration.Waiter} in the
 * {@link io.plimsoll.memory.arbitration.WaitQueue} of the {@link
 * io.plimsoll.memory.arbitration.Arbiter}. Whoever gives memory back hands it to those who wait.
 * Meanwhile the thread that waits works on its own relief ({@link
 * io.plimsoll.memory.arbitration.Relief}): it evicts, asks reclaimers, and in the end fails a
 * holder or itself.
 *
 * <table>
 * <caption>Words that are easily taken for one another</caption>
 * <tr><td>Contention</td><td>the tree's side: whether somebody waits, and what that changes there</td></tr>
 * <tr><td>Shortfall</td><td>what one waiter lacks, where, and who holds it</td></tr>
 * <tr><td>Fullness</td><td>how full one pool was, for the report of a denial</td></tr>
 * <tr><td>Relief</td><td>the work of a waiter's thread that makes others give memory back</td></tr>
 * <tr><td>Rescue</td><td>the last of it: who has to go if nobody gives any</td></tr>
 * <tr><td>Recall</td><td>taking back what was lent of a guarantee, for its owner, who does not wait</td></tr>
 * <tr><td>Giver</td><td>a reclaimer or evictor that can be asked</td></tr>
 * <tr><td>giveBack</td><td>to return what a claim has taken</td></tr>
 * <tr><td>giveUp</td><td>to lose what was gathered to somebody who comes first</td></tr>
 * </table>
 *
 * <p><b>May enter:</b> nodes of the tree of pools, requests, reclaimers, evictors, strategies.
 * <b>May not enter:</b> segments, pages' contents, futures, files.
 *
 * <p><b>Threads:</b> one lock, the arbiter's; the tree's is taken within it, never the other way
 * round. No code of a user runs under either. A thread that gives memory back never waits for the
 * lock: if it is taken, who has it does the work.
 *
 * <p><b>Invariants</b> (numbers as in the design)
 *
 * <ol>
 *   <li>While somebody is in the queue the tree is told so, and every release is followed by a look
 *       at the queue: no wake-up is lost.
 *   <li>Among waiters that compete, nobody is overtaken more than {@link
 *       io.plimsoll.memory.arbitration.WaitQueue#MAX_BYPASSES} times.
 *   <li>I5: a thread inside {@code reclaim} or {@code evict} takes nothing that is not guaranteed.
 *   <li>I6: a reclaimer or evictor that throws gets its pool failed.
 *   <li>I10: no pool is failed for a request of lower priority.
 *   <li>What a waiter has gathered it is granted or gives back.
 * </ol>
 */
@NullMarked
package io.plimsoll.memory.arbitration;

import org.jspecify.annotations.NullMarked;
