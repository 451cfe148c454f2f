package io.plimsoll.spill.extent;

/** The same codec for every extent; stored as they are where LZ4 cannot be loaded. */
record FixedCodec(int codec) implements CodecChoice {

    @Override
    public int next() {
        boolean compress = codec == ExtentLayout.CODEC_LZ4 && Lz4.isAvailable();
        return compress ? ExtentLayout.CODEC_LZ4 : ExtentLayout.CODEC_NONE;
    }

    @Override
    public void wrote(
            int codec, long rawBytes, long storedBytes, long encodeNanos, long writeNanos) {}

    @Override
    public void read(boolean compressed, long rawBytes, long storedBytes, long nanos) {}
}
