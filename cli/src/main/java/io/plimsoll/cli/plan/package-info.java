/**
 * What {@code plimsoll plan} plans: from which files and options, for which role, and what came of
 * it.
 *
 * <p><b>May enter:</b> Flink's configuration files, the container's memory where no size is set,
 * the answer as values. <b>May not enter:</b> rules (module {@code plan} has them), what the answer
 * looks like ({@code format}).
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
package io.plimsoll.cli.plan;

import org.jspecify.annotations.NullMarked;
