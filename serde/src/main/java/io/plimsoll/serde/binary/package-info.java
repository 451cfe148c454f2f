/**
 * Records as they lie in bytes: fields are read, compared and made into keys without making the
 * record.
 *
 * <p>What may enter: the way to a field, what is read there, orders by such fields. What may not:
 * layouts, which are {@code layout} and the serializers'; encodings of keys, which are {@code key};
 * changing bytes.
 *
 * <p>Thread rule: everything here is immutable and may be shared; a view belongs to one thread.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>What is read of a field equals what the record has there.
 *   <li>The key of a field is, byte by byte, that which {@link io.plimsoll.serde.key.SortKey} makes
 *       of the record.
 *   <li>Reading, comparing or making a key of a number, a text or bytes allocates nothing but the
 *       text.
 * </ol>
 */
@NullMarked
package io.plimsoll.serde.binary;

import org.jspecify.annotations.NullMarked;
