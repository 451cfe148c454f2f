/**
 * {@code plimsoll doctor}: the command, what it reads and what it prints.
 *
 * <p><b>May enter:</b> inputs as a user names them, and the ways to show a diagnosis. <b>May not
 * enter:</b> knowledge of symptoms (module {@code doctor} has it).
 *
 * <p><b>Threads.</b> Everything is confined to the command's thread.
 */
@NullMarked
package io.plimsoll.cli.doctor;

import org.jspecify.annotations.NullMarked;
