package io.plimsoll.cli.input.source;

import java.io.IOException;

/** A sequence of bytes, read into memory once. Not thread-safe. */
public interface ByteSource extends AutoCloseable {

    /**
     * Reads some bytes.
     *
     * @param address where they go
     * @param maxBytes how many fit, at least one
     * @return how many there are, at least one; or -1 at the end
     */
    int read(long address, int maxBytes) throws IOException;

    @Override
    void close() throws IOException;
}
