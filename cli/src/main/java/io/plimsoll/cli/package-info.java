/**
 * The command line: commands, their options, what they print and how they end.
 *
 * <p><b>What may enter:</b> a class for each command, and what all commands share of options,
 * messages and exit codes. A command's work has a package of its own ({@code sort}, {@code input},
 * {@code output}).
 *
 * <p><b>Threads.</b> A command runs on the main thread.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>Data goes to standard output, everything else to standard error.
 *   <li>Every failure ends in one message that names what failed, and an exit code of {@link
 *       ExitCodes}; a stack trace is printed with {@code --verbose} only.
 * </ol>
 */
@NullMarked
package io.plimsoll.cli;

import org.jspecify.annotations.NullMarked;
