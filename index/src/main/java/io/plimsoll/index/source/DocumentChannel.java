package io.plimsoll.index.source;

import io.plimsoll.index.IndexInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Makes every error of reading a document name the document. */
final class DocumentChannel implements ReadableByteChannel {

    private final String name;
    private final ReadableByteChannel channel;

    DocumentChannel(String name, ReadableByteChannel channel) {
        this.name = name;
        this.channel = channel;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        try {
            return channel.read(target);
        } catch (IOException failure) {
            throw IndexInputException.of(name, failure);
        }
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
