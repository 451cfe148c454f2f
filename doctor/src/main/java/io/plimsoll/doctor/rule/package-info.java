/**
 * Rules as data: what a symptom looks like, what it means, and the advice with its arithmetic.
 *
 * <p><b>May enter:</b> the records of rules and facts, the small language of their expressions and
 * templates, and the reader of rule files. <b>May not enter:</b> knowledge of any one symptom: that
 * is in {@code rules.yaml}, which is read like a user's own file.
 *
 * <p><b>Threads:</b> everything is immutable once read.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>A rule file is refused with file and line unless all of it is understood: unknown keys, bad
 *       expressions and names that nothing defines are errors.
 *   <li>Advice whose numbers are unknown is left out, or replaced by what its author wrote for that
 *       case; it is never printed with a hole.
 * </ol>
 */
@NullMarked
package io.plimsoll.doctor.rule;

import org.jspecify.annotations.NullMarked;
