/**
 * What commands have in common: options that several have, the exit codes, the version.
 *
 * <p><b>May enter:</b> options that more than one command has, and how commands end. <b>May not
 * enter:</b> a command, or its work.
 *
 * <p><b>Threads.</b> Everything is confined to the command's thread.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>A wrong option is refused with its name, its value and what is expected.
 * </ol>
 */
@NullMarked
package io.plimsoll.cli.command;

import org.jspecify.annotations.NullMarked;
