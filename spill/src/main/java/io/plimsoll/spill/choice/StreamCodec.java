package io.plimsoll.spill.choice;

import io.plimsoll.spill.codec.Codec;

/**
 * The choice of codecs for the extents of one run.
 *
 * <p>Thread rule: one thread at a time.
 */
public sealed interface StreamCodec permits FixedChoice, AdaptiveStream {

    /** The codec for the next extent; it is available. */
    Codec next();

    /**
     * The codec to try out on a page of the next extent before that is stored; {@link Codec#NONE}
     * if none is due.
     *
     * @param pageBytes how long the page is
     */
    Codec nextTrial(long pageBytes);

    /** Reports how that went. */
    void tried(Codec codec, PackTrial trial);

    /**
     * Reports an extent written.
     *
     * @param rawBytes its bytes unpacked
     * @param storedBytes its bytes on disk
     * @param packNanos for packing
     * @param writeNanos for the checksum and the write
     */
    void wrote(Codec codec, long rawBytes, long storedBytes, long packNanos, long writeNanos);
}
