/**
 * The I/O threads.
 *
 * <p>What may enter: tasks that work extent by extent. What may not: knowledge of what they do.
 *
 * <p>Thread rule: {@link io.plimsoll.spill.thread.IoThreads} may be used by any thread.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A task runs on one thread at a time if it is submitted only when it is neither queued nor
 *       running.
 *   <li>Tasks take turns: after an extent, a task with more to do goes to the end of the queue.
 *   <li>I/O threads are never interrupted: that would close their channels.
 * </ol>
 */
@NullMarked
package io.plimsoll.spill.thread;

import org.jspecify.annotations.NullMarked;
