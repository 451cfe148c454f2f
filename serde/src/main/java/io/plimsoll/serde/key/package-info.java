/**
 * Normalized keys: byte strings whose unsigned lexicographic order is the order of the records.
 *
 * <p>What may enter: encodings of single values, their composition into a {@link
 * io.plimsoll.serde.key.SortKey}, and the buffer they are written to. What may not: sorting, pages
 * other than as a source of bytes, and decoding (a key is only ever compared).
 *
 * <p>Thread rule: {@link io.plimsoll.serde.key.SortKey} is immutable and may be shared as far as
 * the functions given to it may; a {@link io.plimsoll.serde.key.KeySink} belongs to one thread.
 *
 * <p>Invariants, for keys {@code a}, {@code b} written by the same sequence of encoders:
 *
 * <ol>
 *   <li>K1 order: comparing the bytes of {@code a} and {@code b} unsigned gives the order of the
 *       values; equal values give equal bytes.
 *   <li>K2 prefix-free: unless they are equal, neither is a prefix of the other. Hence keys may be
 *       put one behind the other, and a payload behind them, without disturbing the order.
 *   <li>K3 inverting every byte of a key keeps K2 and reverses the order.
 *   <li>K4 writing a key allocates nothing, once the sink has grown; big numbers, which bring their
 *       digits as new objects, are the exception.
 * </ol>
 */
@NullMarked
package io.plimsoll.serde.key;

import org.jspecify.annotations.NullMarked;
