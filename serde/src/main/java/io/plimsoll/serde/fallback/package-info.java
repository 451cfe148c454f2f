/**
 * What stands in where a type has no serializer of its own.
 *
 * <p>What may enter: what a codec of arbitrary objects promises, and one that needs no library.
 * What may not: the choice of types that are given to it, and any library: a user gives one as an
 * {@link io.plimsoll.serde.fallback.ObjectCodec}.
 *
 * <p>Thread rule: everything here may be shared.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A class that was not named beforehand is neither written nor looked up.
 *   <li>What is allocated for damaged bytes is in proportion to them.
 *   <li>Objects can be skipped and copied without the codec.
 * </ol>
 */
@NullMarked
package io.plimsoll.serde.fallback;

import org.jspecify.annotations.NullMarked;
