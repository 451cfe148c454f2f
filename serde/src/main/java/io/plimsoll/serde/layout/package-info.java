/**
 * Layouts that composed types share: counts, presence, nulls, fields one behind the other.
 *
 * <p>What may enter: where the parts of a composed type lie, and moving them from view to view.
 * What may not: objects, and which type has which layout.
 *
 * <p>Thread rule: everything here may be shared.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A layout is told here once; who writes objects, and who copies or skips bytes, uses it.
 *   <li>Nothing is allocated on the word of a count.
 *   <li>Whoever contains itself is followed for {@link io.plimsoll.serde.layout.Nesting#MAX_LEVELS}
 *       levels.
 * </ol>
 */
@NullMarked
package io.plimsoll.serde.layout;

import org.jspecify.annotations.NullMarked;
