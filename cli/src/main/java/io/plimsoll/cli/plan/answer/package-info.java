/**
 * What {@code plimsoll plan} plans: from which files and options, for which role, and what came of
 * it.
 *
 * <p><b>May enter:</b> requests, the container's memory where no size is set, the answer as values.
 * <b>May not enter:</b> rules (module {@code plan} has them), what the answer looks like ({@code
 * format}).
 *
 * <p><b>Threads.</b> Everything is confined to the command's thread.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>An answer tells every setting that it rests on, with its origin.
 * </ol>
 */
@NullMarked
package io.plimsoll.cli.plan.answer;

import org.jspecify.annotations.NullMarked;
