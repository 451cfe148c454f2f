/**
 * Which codec an extent gets: a fixed one, or the one that is measured to cost least time.
 *
 * <p>What may enter: codecs by name, bytes and nanoseconds. What may not: the bytes themselves, the
 * clock, files; so a test can play any machine and disk.
 *
 * <p>Thread rule: a {@link io.plimsoll.spill.choice.CodecChoice} serves any thread; a {@link
 * io.plimsoll.spill.choice.StreamCodec} whoever holds its writer.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Trying codecs out takes no more than one part in {@code TRY_SHARE} of the time that I/O
 *       took, loading libraries included.
 *   <li>A codec that is measured to cost more than none is not used for a further extent.
 * </ol>
 */
@NullMarked
package io.plimsoll.spill.choice;

import org.jspecify.annotations.NullMarked;
