/**
 * Packing blocks of bytes: LZ4, Snappy and Zstd behind one small interface.
 *
 * <p>What may enter: blocks in memory, the libraries that pack them, what those take by themselves.
 * What may not: pages, extents, files; when packing pays, which {@code choice} decides.
 *
 * <p>Thread rule: a {@link io.plimsoll.spill.codec.BlockCodecs} belongs to one thread.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Unpacking gives exactly the bytes that were packed, or throws; whatever it is given, it
 *       touches nothing outside.
 *   <li>Both implementations of a format read what the other wrote.
 *   <li>What the libraries take by themselves stays below {@link
 *       io.plimsoll.spill.codec.BlockCodecs#stateBytesMax}.
 * </ol>
 */
@NullMarked
package io.plimsoll.spill.codec;

import org.jspecify.annotations.NullMarked;
