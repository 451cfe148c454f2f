package io.plimsoll.index.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.atomic.LongAdder;

/** Counts the bytes that pass, for progress. */
final class CountingChannel implements ReadableByteChannel {

    private final ReadableByteChannel channel;
    private final LongAdder bytesRead;

    CountingChannel(ReadableByteChannel channel, LongAdder bytesRead) {
        this.channel = channel;
        this.bytesRead = bytesRead;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count = channel.read(target);
        if (count > 0) {
            bytesRead.add(count);
        }
        return count;
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
