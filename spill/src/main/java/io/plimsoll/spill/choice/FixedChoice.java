package io.plimsoll.spill.choice;

import io.plimsoll.spill.codec.BlockCodecs;
import io.plimsoll.spill.codec.Codec;

/** The same codec for every extent; stored as they are where it cannot be had. */
record FixedChoice(Codec codec) implements CodecChoice, StreamCodec {

    @Override
    public StreamCodec newStream() {
        return this;
    }

    @Override
    public Codec next() {
        return BlockCodecs.isAvailable(codec) ? codec : Codec.NONE;
    }

    @Override
    public Codec nextTrial(long pageBytes) {
        return Codec.NONE;
    }

    @Override
    public void tried(Codec tried, PackTrial trial) {}

    @Override
    public void wrote(
            Codec used, long rawBytes, long storedBytes, long packNanos, long writeNanos) {}

    @Override
    public void read(
            int format, long rawBytes, long storedBytes, long readNanos, long unpackNanos) {}
}
