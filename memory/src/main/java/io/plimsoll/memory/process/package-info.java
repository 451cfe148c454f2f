/**
 * What this process may have of the machine's memory, and what it has: limits of its container,
 * memory of the machine, its resident set.
 *
 * <p><b>May enter:</b> files of {@code /proc} and of control groups, read below a root that tests
 * can choose. <b>May not enter:</b> anything of this module; native calls.
 *
 * <p><b>Threads:</b> any thread may call any method, but of a {@link
 * io.plimsoll.memory.process.ResidentSetReader} one at a time.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>Nothing throws because a file is missing, unreadable or malformed: what cannot be known is
 *       absent.
 *   <li>Every limit says which file it comes from.
 *   <li>"No limit", in each of the ways in which the kernel says it, is no limit.
 * </ol>
 */
@NullMarked
package io.plimsoll.memory.process;

import org.jspecify.annotations.NullMarked;
