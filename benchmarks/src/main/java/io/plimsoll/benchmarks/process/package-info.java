/**
 * Runs a program as a child process and measures what it took.
 *
 * <p><b>What may enter:</b> what starts, watches and stops a process, whichever program it is. Not:
 * which programs are compared, or on what.
 *
 * <p><b>Threads.</b> A child is run by one thread, which waits for it; any thread may stop it.
 * {@link io.plimsoll.benchmarks.process.FolderWatch} has a thread of its own.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>No child outlives the call that ran it.
 *   <li>A figure that can't be known is absent, never zero.
 * </ol>
 */
@NullMarked
package io.plimsoll.benchmarks.process;

import org.jspecify.annotations.NullMarked;
