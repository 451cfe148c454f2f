/**
 * Containers: what holds any number of objects of one type, or perhaps one, or null.
 *
 * <p>What may enter: the layout of counts and of absence, JDK containers around any serializer.
 * What may not: types with named components, and serializers of what is inside.
 *
 * <p>Thread rule: serializers are immutable and may be shared if those of the elements may.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A container comes back in the order in which it was written.
 *   <li>An element of a collection pays for the possibility of null only if one of them is null.
 *   <li>Nothing is allocated on the word of a count.
 * </ol>
 */
@NullMarked
package io.plimsoll.serde.container;

import org.jspecify.annotations.NullMarked;
