package io.plimsoll.cli.input;

import io.plimsoll.memory.access.RawMemory;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;

/** The bytes of a channel as they are. */
record ChannelSource(ReadableByteChannel channel) implements ByteSource {

    @Override
    public int read(long address, int maxBytes) throws IOException {
        return channel.read(RawMemory.view(address, maxBytes));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
