package io.plimsoll.benchmarks.memory.blocks;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.plimsoll.benchmarks.memory.blocks.pattern.Slots;
import io.plimsoll.memory.access.RawMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;

/** The C library's malloc and free, through the JDK's linker, with bare addresses. */
public class MallocAddresses extends BlockPatterns {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle MALLOC =
            function("malloc", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
    private static final MethodHandle FREE = function("free", FunctionDescriptor.ofVoid(JAVA_LONG));

    /** {@code struct mallinfo2}: ten numbers, of which two say what it has from the system. */
    private static final MemoryLayout FIGURES = MemoryLayout.sequenceLayout(10, JAVA_LONG);

    private static final int FROM_ARENAS = 0;
    private static final int FROM_MAPPINGS = 4;

    @SuppressWarnings("restricted") // the benchmarks' machine is told to allow it
    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor);
    }

    @Override
    Slots slots(int count) {
        return new Addresses(count);
    }

    /** Bare addresses. */
    private static final class Addresses implements Slots {

        private final long[] blocks;

        Addresses(int count) {
            blocks = new long[count];
        }

        @Override
        public void allocate(int slot, int sizeBytes) {
            long address = malloc(sizeBytes);
            RawMemory.putLong(address, slot);
            blocks[slot] = address;
        }

        @Override
        public void free(int slot) {
            release(blocks[slot]);
        }
    }

    private static long malloc(long sizeBytes) {
        try {
            return (long) MALLOC.invokeExact(sizeBytes);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static void release(long address) {
        try {
            FREE.invokeExact(address);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    long reservedBytes() throws Exception {
        MethodHandle figures =
                function(
                        "mallinfo2",
                        FunctionDescriptor.of(
                                MemoryLayout.structLayout(FIGURES.withName("figures"))));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment all = (MemorySegment) figures.invokeExact((SegmentAllocator) arena);
            return all.getAtIndex(JAVA_LONG, FROM_ARENAS)
                    + all.getAtIndex(JAVA_LONG, FROM_MAPPINGS);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    void close() {}
}
