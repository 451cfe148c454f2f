package io.plimsoll.spill.extent;

/**
 * Says how the next extent is to be stored, and learns from those stored before.
 *
 * <p>Thread rule: any thread.
 */
public sealed interface CodecChoice permits FixedCodec, AdaptiveCodec {

    /** The codec for the next extent, one of {@link ExtentLayout}'s. */
    int next();

    /**
     * Reports an extent written: time for checksum and compression, and time for the write itself.
     */
    void wrote(int codec, long rawBytes, long storedBytes, long encodeNanos, long writeNanos);

    /** Reports an extent read: time for reading, checksum and decompression together. */
    void read(boolean compressed, long rawBytes, long storedBytes, long nanos);

    /** Extents are always stored as they are. */
    static CodecChoice none() {
        return new FixedCodec(ExtentLayout.CODEC_NONE);
    }

    /** Extents are always compressed, if LZ4 can be loaded. */
    static CodecChoice lz4() {
        return new FixedCodec(ExtentLayout.CODEC_LZ4);
    }

    /** Extents are compressed where that has been measured to pay. */
    static CodecChoice adaptive() {
        return new AdaptiveCodec();
    }
}
