package io.plimsoll.cli.input;

import io.plimsoll.memory.access.RawMemory;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.GZIPInputStream;

/** The uncompressed bytes of a channel of gzip data, of one member or several. */
final class GzipSource implements ByteSource {

    private static final int CHUNK_BYTES = 64 * 1024;

    private final ReadableByteChannel channel;
    private final GZIPInputStream uncompressed;
    private final byte[] chunk = new byte[CHUNK_BYTES];

    GzipSource(ReadableByteChannel channel) throws IOException {
        this.channel = channel;
        try {
            this.uncompressed = new GZIPInputStream(Channels.newInputStream(channel), CHUNK_BYTES);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public int read(long address, int maxBytes) throws IOException {
        int read = uncompressed.read(chunk, 0, Math.min(maxBytes, CHUNK_BYTES));
        if (read > 0) {
            RawMemory.copyFromArray(chunk, 0, address, read);
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            uncompressed.close();
        }
    }
}
