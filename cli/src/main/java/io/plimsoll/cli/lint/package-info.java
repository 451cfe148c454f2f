/**
 * {@code plimsoll lint}: the command, what it reads and what it prints.
 *
 * <p><b>May enter:</b> inputs as a user names them, and the ways to show findings. <b>May not
 * enter:</b> rules (module {@code doctor} has them).
 *
 * <p><b>Threads.</b> Everything is confined to the command's thread.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>What is printed for programs has the same findings in the same order as what people see.
 * </ol>
 */
@NullMarked
package io.plimsoll.cli.lint;

import org.jspecify.annotations.NullMarked;
