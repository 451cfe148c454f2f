/**
 * What a linter finds: rules, places, changes.
 *
 * <p><b>May enter:</b> immutable values. <b>May not enter:</b> what finds them, what they look
 * like.
 *
 * <p><b>Threads:</b> everything is immutable.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>The id of a rule never changes: others switch rules off by it.
 *   <li>Lines and columns begin at 1; columns count code points; an end is just after the last one.
 * </ol>
 */
@NullMarked
package io.plimsoll.doctor.lint.finding;

import org.jspecify.annotations.NullMarked;
