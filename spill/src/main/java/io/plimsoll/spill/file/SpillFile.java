package io.plimsoll.spill.file;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One open file with a position.
 *
 * <p>Thread rule: one thread at a time; {@link #close} may come from any thread when no other
 * operation is under way.
 */
public interface SpillFile extends AutoCloseable {

    /** Moves the position to {@code offsetBytes} from the start of the file. */
    void position(long offsetBytes) throws IOException;

    /**
     * Writes the remaining bytes of {@code buffers[first .. first + count)} in that order at the
     * position, which moves on. May write fewer bytes than remain.
     *
     * @return the bytes written
     * @throws DiskFullException if the file system or a quota has no room
     */
    long write(ByteBuffer[] buffers, int first, int count) throws IOException;

    /**
     * Reads into the remaining bytes of {@code buffers[first .. first + count)} in that order from
     * the position, which moves on. May read fewer bytes than remain.
     *
     * @return the bytes read, or -1 at the end of the file
     */
    long read(ByteBuffer[] buffers, int first, int count) throws IOException;

    /** Cuts the file to {@code sizeBytes}. */
    void truncate(long sizeBytes) throws IOException;

    @Override
    void close() throws IOException;
}
