/**
 * Flink's configuration files, as Flink reads them.
 *
 * <p><b>May enter:</b> files of options, nested or flat, and options with their places. <b>May not
 * enter:</b> what an option means (module {@code plan} knows), other files.
 *
 * <p><b>Threads.</b> Everything is confined to the command's thread.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>Every setting knows where it comes from: a file, the command line, the container.
 *   <li>A file that Flink can't read is refused, by name and place.
 * </ol>
 */
@NullMarked
package io.plimsoll.cli.configuration;

import org.jspecify.annotations.NullMarked;
