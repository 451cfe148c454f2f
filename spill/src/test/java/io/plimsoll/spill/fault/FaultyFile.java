package io.plimsoll.spill.fault;

import io.plimsoll.spill.fault.Fault.Operation;
import io.plimsoll.spill.file.DiskFullException;
import io.plimsoll.spill.file.SpillFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/** An open file of a {@link FaultyFileSystem}. */
final class FaultyFile implements SpillFile {

    private static final long SLOW_NANOS = 200_000;

    private final FaultyFileSystem system;
    private final Path path;
    private final SpillFile file;
    private boolean closed;

    FaultyFile(FaultyFileSystem system, Path path, SpillFile file) {
        this.system = system;
        this.path = path;
        this.file = file;
    }

    @Override
    public void position(long offsetBytes) throws IOException {
        file.position(offsetBytes);
    }

    @Override
    public long write(ByteBuffer[] buffers, int first, int count) throws IOException {
        system.passGate();
        Fault fault = system.next(Operation.WRITE, path);
        byte[] start = system.remembers() ? copied(buffers[first]) : null;
        long bytes =
                fault == null
                        ? file.write(buffers, first, count)
                        : met(fault, buffers, first, count);
        if (start != null) {
            system.remember(start);
        }
        system.takeTime(true, bytes);
        return bytes;
    }

    private long met(Fault fault, ByteBuffer[] buffers, int first, int count) throws IOException {
        return switch (fault) {
            case DISK_FULL -> throw new DiskFullException("injected: full");
            case WRITE_FAILS_HALFWAY -> {
                part(buffers, first, true);
                throw new IOException("injected: write halfway");
            }
            case DISK_FULL_HALFWAY -> {
                part(buffers, first, true);
                throw new DiskFullException("injected: full halfway");
            }
            case WRITE_THROWS_UNCHECKED -> throw new IllegalStateException("injected: write");
            case WRITE_STALLS_AT_ZERO -> 0;
            case SHORT_WRITE -> part(buffers, first, true);
            case SLOW -> {
                FaultyFileSystem.spin(SLOW_NANOS);
                yield file.write(buffers, first, count);
            }
            case WRITE_FLIPS_A_BIT, WRITE_TORN, WRITE_STALE -> damaged(fault, buffers, first);
            default -> throw FaultyFileSystem.refused(fault, path);
        };
    }

    /** Writes something else and claims that it was what it should be. */
    private long damaged(Fault fault, ByteBuffer[] buffers, int first) throws IOException {
        byte[] content = copied(buffers[first]);
        buffers[first].position(buffers[first].limit());
        switch (fault) {
            case WRITE_FLIPS_A_BIT -> content[content.length / 2] ^= 0x10;
            case WRITE_TORN -> Arrays.fill(content, content.length / 2, content.length, (byte) 0);
            default -> {
                byte[] before = system.remembered();
                System.arraycopy(before, 0, content, 0, Math.min(before.length, content.length));
            }
        }
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
            file.write(new ByteBuffer[] {rest}, 0, 1);
        }
        return content.length;
    }

    private static byte[] copied(ByteBuffer buffer) {
        byte[] content = new byte[buffer.remaining()];
        buffer.duplicate().get(content);
        return content;
    }

    @Override
    public long read(ByteBuffer[] buffers, int first, int count) throws IOException {
        system.passGate();
        Fault fault = system.next(Operation.READ, path);
        int start = buffers[first].position();
        long bytes =
                switch (fault) {
                    case null -> file.read(buffers, first, count);
                    case READ_ENDS_EARLY -> -1;
                    case READ_THROWS_UNCHECKED -> throw new IllegalStateException("injected: read");
                    case SHORT_READ -> part(buffers, first, false);
                    case READ_FLIPS_A_BIT, SLOW -> file.read(buffers, first, count);
                    default -> throw FaultyFileSystem.refused(fault, path);
                };
        if (fault == Fault.READ_FLIPS_A_BIT && bytes > 0) {
            buffers[first].put(start, (byte) (buffers[first].get(start) ^ 0x10));
        }
        if (fault == Fault.SLOW) {
            FaultyFileSystem.spin(SLOW_NANOS);
        }
        system.takeTime(false, bytes);
        return bytes;
    }

    /** Transfers about half of the first buffer only. */
    private long part(ByteBuffer[] buffers, int first, boolean write) throws IOException {
        ByteBuffer buffer = buffers[first];
        int limit = buffer.limit();
        buffer.limit(buffer.position() + (buffer.remaining() + 1) / 2);
        try {
            return write ? file.write(buffers, first, 1) : file.read(buffers, first, 1);
        } finally {
            buffer.limit(limit);
        }
    }

    @Override
    public void truncate(long sizeBytes) throws IOException {
        Fault fault = system.next(Operation.TRUNCATE, path);
        if (fault != null) {
            throw FaultyFileSystem.refused(fault, path);
        }
        file.truncate(sizeBytes);
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            system.closed();
        }
        file.close();
        if (system.next(Operation.CLOSE, path) == Fault.CLOSE_FAILS) {
            throw new IOException("injected: close");
        }
    }
}
