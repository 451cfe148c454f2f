package io.plimsoll.spill.choice;

import io.plimsoll.spill.codec.Codec;
import java.util.List;

/**
 * Says how extents are to be stored, and learns from those stored before.
 *
 * <p>Thread rule: any thread.
 */
public sealed interface CodecChoice permits FixedChoice, AdaptiveChoice {

    /** The choice for the extents of one more run. */
    StreamCodec newStream();

    /**
     * Reports an extent read.
     *
     * @param format how it is stored, see {@link Codec#format}
     * @param rawBytes its bytes unpacked
     * @param storedBytes its bytes on disk
     * @param readNanos for reading and the checksum
     * @param unpackNanos for unpacking
     */
    void read(int format, long rawBytes, long storedBytes, long readNanos, long unpackNanos);

    /** Every extent is stored with {@code codec}, or as it is where that is not available. */
    static CodecChoice fixed(Codec codec) {
        return new FixedChoice(codec);
    }

    /**
     * Extents are stored with whichever codec is measured to cost least time.
     *
     * @param candidates in the order in which they are tried out
     */
    static CodecChoice adaptive(List<Codec> candidates) {
        return new AdaptiveChoice(candidates);
    }
}
