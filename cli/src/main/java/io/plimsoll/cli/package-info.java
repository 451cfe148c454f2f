/**
 * The command line: where it starts, which commands it has, how failures are told.
 *
 * <p><b>What may enter:</b> what knows all commands. A command has a package of its own ({@code
 * sort}, {@code plan}, {@code doctor}), with its work and its formats; what several share has one,
 * too ({@code command}, {@code configuration}, {@code input}, {@code output}).
 *
 * <p><b>Threads.</b> A command runs on the main thread.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>Data goes to standard output, everything else to standard error.
 *   <li>Every failure ends in one message that names what failed, and an exit code of {@link
 *       io.plimsoll.cli.command.ExitCodes}; a stack trace is printed with {@code --verbose} only.
 * </ol>
 */
@NullMarked
package io.plimsoll.cli;

import org.jspecify.annotations.NullMarked;
