package io.plimsoll.cli.input.source;

import io.plimsoll.memory.access.RawMemory;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;

/**
 * The bytes of a channel as they are.
 *
 * @param channel the channel
 * @param shared whether it is the process's own, which stays open: it may be named again, and has
 *     nothing left then
 */
record ChannelSource(ReadableByteChannel channel, boolean shared) implements ByteSource {

    @Override
    public int read(long address, int maxBytes) throws IOException {
        return channel.read(RawMemory.view(address, maxBytes));
    }

    @Override
    public void close() throws IOException {
        if (!shared) {
            channel.close();
        }
    }
}
