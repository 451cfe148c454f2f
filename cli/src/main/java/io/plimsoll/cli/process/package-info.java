/**
 * The process that a command runs in: its budget, its memory, its temporary files, how far it is.
 *
 * <p><b>What may enter:</b> what every long-running command needs around its work. Not: a command's
 * work or options.
 *
 * <p><b>Threads.</b> As each class says.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>The resident set stays within {@link ProcessBudget#totalBytes}: what the virtual machine
 *       may take, fixed by its flags, and the managed memory add up to it; and before data takes
 *       fresh memory the resident set is looked at.
 *   <li>System properties are read in {@link LauncherSettings} alone.
 * </ol>
 */
@NullMarked
package io.plimsoll.cli.process;

import org.jspecify.annotations.NullMarked;
