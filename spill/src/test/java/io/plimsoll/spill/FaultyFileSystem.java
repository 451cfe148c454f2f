package io.plimsoll.spill;

import io.plimsoll.spill.file.DiskFullException;
import io.plimsoll.spill.file.LocalFileSystem;
import io.plimsoll.spill.file.SpillFile;
import io.plimsoll.spill.file.SpillFileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Real files with one kind of fault, from one operation on and in one directory. */
final class FaultyFileSystem implements SpillFileSystem {

    enum Fault {
        NONE,
        CREATE_FAILS,
        OPEN_TO_READ_FAILS,
        WRITE_FAILS,
        WRITE_FAILS_HALFWAY,
        DISK_FULL,
        DISK_FULL_HALFWAY,
        SHORT_WRITES,
        WRITE_THROWS_UNCHECKED,
        WRITE_STALLS_AT_ZERO,
        READ_FAILS,
        READ_ENDS_EARLY,
        READ_FLIPS_A_BIT,
        READ_THROWS_UNCHECKED,
        SHORT_READS,
        TRUNCATE_AND_WRITE_FAIL,
        DELETE_FAILS,
        WRITE_FAILS_AND_DELETE_CRASHES,
        CLOSE_FAILS,
        SLOW
    }

    private final LocalFileSystem real = new LocalFileSystem();

    /** The files below it meet the fault; all files do if null. */
    volatile Path faultyBelow;

    volatile Fault fault = Fault.NONE;

    /** Operations of the faulty kind that still go well. */
    final AtomicInteger sparedOperations = new AtomicInteger();

    /** Operations that met the fault. */
    final AtomicInteger faults = new AtomicInteger();

    final AtomicInteger openDescriptors = new AtomicInteger();
    final AtomicInteger openDescriptorsPeak = new AtomicInteger();
    final AtomicLong writeNanosPerByte = new AtomicLong();

    /** Writes and reads wait for a permit, if set. */
    volatile Semaphore gate;

    private boolean strikes(Path path, Fault... kinds) {
        Path below = faultyBelow;
        for (Fault kind : kinds) {
            if (fault == kind && (below == null || path.startsWith(below))) {
                if (sparedOperations.getAndDecrement() <= 0) {
                    faults.incrementAndGet();
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public SpillFile open(Path path, OpenMode mode) throws IOException {
        boolean read = mode == OpenMode.READ;
        if (strikes(path, read ? Fault.OPEN_TO_READ_FAILS : Fault.CREATE_FAILS)) {
            throw new IOException("injected: open");
        }
        SpillFile file = real.open(path, mode);
        openDescriptorsPeak.accumulateAndGet(openDescriptors.incrementAndGet(), Math::max);
        return new FaultyFile(path, file);
    }

    @Override
    public void deleteIfExists(Path path) throws IOException {
        if (fault == Fault.WRITE_FAILS_AND_DELETE_CRASHES && faults.get() > 0) {
            throw new AssertionError("injected: delete");
        }
        if (strikes(path, Fault.DELETE_FAILS)) {
            throw new IOException("injected: delete");
        }
        real.deleteIfExists(path);
    }

    @Override
    public long usableBytes(Path directory) {
        return real.usableBytes(directory);
    }

    private void passGate() {
        Semaphore current = gate;
        if (current != null) {
            current.acquireUninterruptibly();
        }
    }

    private final class FaultyFile implements SpillFile {

        private final Path path;
        private final SpillFile file;
        private boolean closed;

        FaultyFile(Path path, SpillFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public void position(long offsetBytes) throws IOException {
            file.position(offsetBytes);
        }

        @Override
        public long write(ByteBuffer[] buffers, int first, int count) throws IOException {
            passGate();
            if (strikes(
                    path,
                    Fault.WRITE_FAILS,
                    Fault.WRITE_FAILS_AND_DELETE_CRASHES,
                    Fault.TRUNCATE_AND_WRITE_FAIL)) {
                throw new IOException("injected: write");
            }
            if (strikes(path, Fault.DISK_FULL)) {
                throw new DiskFullException("injected: full");
            }
            if (strikes(path, Fault.WRITE_FAILS_HALFWAY)) {
                part(buffers, first, true);
                throw new IOException("injected: write halfway");
            }
            if (strikes(path, Fault.DISK_FULL_HALFWAY)) {
                part(buffers, first, true);
                throw new DiskFullException("injected: full halfway");
            }
            if (strikes(path, Fault.WRITE_THROWS_UNCHECKED)) {
                throw new IllegalStateException("injected: write");
            }
            if (strikes(path, Fault.WRITE_STALLS_AT_ZERO)) {
                return 0;
            }
            if (strikes(path, Fault.SHORT_WRITES)) {
                return part(buffers, first, true);
            }
            long bytes = file.write(buffers, first, count);
            sleepNanos(bytes * writeNanosPerByte.get());
            return bytes;
        }

        @Override
        public long read(ByteBuffer[] buffers, int first, int count) throws IOException {
            passGate();
            if (strikes(path, Fault.READ_FAILS)) {
                throw new IOException("injected: read");
            }
            if (strikes(path, Fault.READ_ENDS_EARLY)) {
                return -1;
            }
            if (strikes(path, Fault.READ_THROWS_UNCHECKED)) {
                throw new IllegalStateException("injected: read");
            }
            if (strikes(path, Fault.SHORT_READS)) {
                return part(buffers, first, false);
            }
            int start = buffers[first].position();
            long bytes = file.read(buffers, first, count);
            if (bytes > 0 && strikes(path, Fault.READ_FLIPS_A_BIT)) {
                buffers[first].put(start, (byte) (buffers[first].get(start) ^ 0x10));
            }
            if (fault == Fault.SLOW) {
                sleepNanos(200_000);
            }
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
            if (fault == Fault.TRUNCATE_AND_WRITE_FAIL) {
                throw new IOException("injected: truncate");
            }
            file.truncate(sizeBytes);
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                openDescriptors.decrementAndGet();
            }
            file.close();
            if (strikes(path, Fault.CLOSE_FAILS)) {
                throw new IOException("injected: close");
            }
        }

        private static void sleepNanos(long nanos) {
            long end = System.nanoTime() + nanos;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }
    }
}
