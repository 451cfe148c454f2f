package io.plimsoll.spill.fault;

import io.plimsoll.spill.fault.Fault.Operation;
import io.plimsoll.spill.file.LocalFileSystem;
import io.plimsoll.spill.file.SpillFile;
import io.plimsoll.spill.file.SpillFileSystem;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Real files, with the faults that a test arms. Several may be armed at the same time; the first
 * one that strikes is met.
 *
 * <p>Thread rule: any thread.
 */
public final class FaultyFileSystem implements SpillFileSystem {

    private final LocalFileSystem real = new LocalFileSystem();
    private final CopyOnWriteArrayList<ArmedFault> armed = new CopyOnWriteArrayList<>();
    private final Map<Path, Long> usableBytes = new ConcurrentHashMap<>();
    private final AtomicInteger openDescriptors = new AtomicInteger();
    private final AtomicInteger openDescriptorsPeak = new AtomicInteger();
    private final AtomicInteger faultsMet = new AtomicInteger();

    /** What was written last, if a fault that is armed needs it; never changed. */
    private volatile byte[] remembered = new byte[0];

    private volatile Semaphore gate;
    private volatile double writeNanosPerByte;
    private volatile double readNanosPerByte;

    /** Arms a fault; what is returned narrows it. */
    public ArmedFault arm(Fault fault) {
        ArmedFault one = new ArmedFault(fault);
        armed.add(one);
        return one;
    }

    /** Ends all faults; the speed of the disk stays. */
    public void disarm() {
        armed.clear();
    }

    /** Makes each byte take its time, in this thread: a slow disk. */
    public void slowDisk(double writeNanosPerByte, double readNanosPerByte) {
        this.writeNanosPerByte = writeNanosPerByte;
        this.readNanosPerByte = readNanosPerByte;
    }

    /** Lets so many more writes and reads pass; those after them wait for {@link #letGo}. */
    public void hold(int operations) {
        this.gate = new Semaphore(operations);
    }

    /** Ends {@link #hold}. */
    public void letGo() {
        Semaphore held = gate;
        gate = null;
        if (held != null) {
            held.release(1 << 20);
        }
    }

    /** Says that so many bytes can be written below {@code directory}, whatever is true. */
    public void usableBytes(Path directory, long bytes) {
        usableBytes.put(directory.toAbsolutePath().normalize(), bytes);
    }

    /** Operations that met a fault. */
    public int faultsMet() {
        return faultsMet.get();
    }

    /** Files open now. */
    public int openDescriptors() {
        return openDescriptors.get();
    }

    /** The most files that were open at one time. */
    public int openDescriptorsPeak() {
        return openDescriptorsPeak.get();
    }

    @Override
    public SpillFile open(Path path, OpenMode mode) throws IOException {
        Operation operation = mode == OpenMode.READ ? Operation.OPEN : Operation.CREATE;
        Fault fault = next(operation, path);
        if (fault != null) {
            throw refused(fault, path);
        }
        SpillFile file = real.open(path, mode);
        openDescriptorsPeak.accumulateAndGet(openDescriptors.incrementAndGet(), Math::max);
        return new FaultyFile(this, path, file);
    }

    @Override
    public void deleteIfExists(Path path) throws IOException {
        Fault fault = next(Operation.DELETE, path);
        if (fault == Fault.DELETE_CRASHES) {
            throw new AssertionError("injected: delete");
        }
        if (fault != null) {
            throw refused(fault, path);
        }
        real.deleteIfExists(path);
    }

    @Override
    public long usableBytes(Path directory) {
        Optional<Long> told =
                usableBytes.entrySet().stream()
                        .filter(entry -> directory.startsWith(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst();
        return told.isPresent() ? told.get() : real.usableBytes(directory);
    }

    /** The fault that the operation meets; null if none. */
    Fault next(Operation operation, Path path) {
        for (ArmedFault one : armed) {
            if (one.strikes(operation, path)) {
                faultsMet.incrementAndGet();
                return one.fault();
            }
        }
        return null;
    }

    boolean remembers() {
        return armed.stream().anyMatch(one -> one.fault() == Fault.WRITE_STALE);
    }

    void remember(byte[] written) {
        remembered = written;
    }

    byte[] remembered() {
        return remembered;
    }

    static IOException refused(Fault fault, Path path) {
        return fault == Fault.LOST
                ? new NoSuchFileException(path.toString(), null, "injected: lost")
                : new IOException("injected: " + fault);
    }

    void passGate() {
        Semaphore permits = gate;
        if (permits != null) {
            permits.acquireUninterruptibly();
        }
    }

    void takeTime(boolean write, long bytes) {
        long nanos = (long) (bytes * (write ? writeNanosPerByte : readNanosPerByte));
        spin(nanos);
    }

    static void spin(long nanos) {
        long end = System.nanoTime() + nanos;
        while (nanos > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    void closed() {
        openDescriptors.decrementAndGet();
    }
}
