package io.plimsoll.cli.input.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes that were read, as they are stored. Any thread. */
public final class ReadCounter {

    private final AtomicLong bytes = new AtomicLong();

    public long bytes() {
        return bytes.get();
    }

    ReadableByteChannel counting(ReadableByteChannel channel) {
        return new CountingChannel(channel, bytes);
    }

    private record CountingChannel(ReadableByteChannel channel, AtomicLong bytes)
            implements ReadableByteChannel {

        @Override
        public int read(ByteBuffer target) throws IOException {
            int read = channel.read(target);
            if (read > 0) {
                bytes.addAndGet(read);
            }
            return read;
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
}
