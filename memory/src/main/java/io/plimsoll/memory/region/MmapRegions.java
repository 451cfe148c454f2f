package io.plimsoll.memory.region;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Locale;

/**
 * Regions from anonymous private mappings of Linux: address space at once, memory page by page at
 * first touch.
 */
public final class MmapRegions implements RegionSource {

    private static final int PROT_READ_WRITE = 0x1 | 0x2;
    private static final int MAP_PRIVATE_ANONYMOUS_NORESERVE = 0x02 | 0x20 | 0x4000;
    private static final int MADV_DONTNEED = 4;
    private static final int MADV_HUGEPAGE = 14;
    private static final int MADV_POPULATE_WRITE = 23;
    private static final long MAP_FAILED = -1;

    /** The smallest page of any supported platform: touching at this step touches every page. */
    private static final int TOUCH_STEP_BYTES = 4096;

    /** The largest page of any supported platform: mappings may end at its multiples only. */
    private static final long MAP_STEP_BYTES = 64 * 1024;

    private final boolean hugePages;

    MmapRegions(boolean hugePages) {
        this.hugePages = hugePages;
    }

    /** Whether this platform has the calls with the constants above. */
    static boolean isSupported() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    }

    @Override
    public Region map(long sizeBytes) {
        long mappedBytes = roundUp(sizeBytes) + ALIGNMENT_BYTES;
        long mapped = Calls.mmap(mappedBytes);
        long address = (mapped + ALIGNMENT_BYTES - 1) & -ALIGNMENT_BYTES;
        // what sticks out at either end is not needed: only the alignment is
        long tail = roundUp(address + sizeBytes);
        Calls.munmap(mapped, address - mapped);
        Calls.munmap(tail, mapped + mappedBytes - tail);
        if (hugePages) {
            // a kernel without huge pages refuses; ordinary pages serve as well
            Calls.madvise(address, sizeBytes, MADV_HUGEPAGE);
        }
        Region region = new Region(address, sizeBytes);
        RegionTable.add(region);
        return region;
    }

    @Override
    public void unmap(Region region) {
        RegionTable.remove(region);
        Calls.munmap(region.address(), roundUp(region.sizeBytes()));
    }

    @Override
    public void abandon(Region region) {
        RegionTable.remove(region);
        trim(region.address(), region.sizeBytes());
    }

    @Override
    public boolean trim(long address, long sizeBytes) {
        return Calls.madvise(address, sizeBytes, MADV_DONTNEED) == 0;
    }

    @Override
    public void preTouch(long address, long sizeBytes) {
        if (Calls.madvise(address, sizeBytes, MADV_POPULATE_WRITE) != 0) {
            // kernels before 5.14: a byte written back to itself makes its page resident
            for (long at = address; at < address + sizeBytes; at += TOUCH_STEP_BYTES) {
                ProcessMemory.EVERYTHING.set(
                        JAVA_BYTE, at, ProcessMemory.EVERYTHING.get(JAVA_BYTE, at));
            }
        }
    }

    private static long roundUp(long bytes) {
        return (bytes + MAP_STEP_BYTES - 1) & -MAP_STEP_BYTES;
    }

    /** The C functions, bound at first use. */
    private static final class Calls {
        private static final Linker LINKER = Linker.nativeLinker();
        private static final StructLayout STATE = Linker.Option.captureStateLayout();
        private static final VarHandle ERRNO =
                STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

        // void *mmap(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
        private static final MethodHandle MMAP =
                bind(
                        "mmap",
                        FunctionDescriptor.of(
                                ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT,
                                JAVA_LONG));
        // int munmap(void *addr, size_t length)
        private static final MethodHandle MUNMAP =
                bind("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
        // int madvise(void *addr, size_t length, int advice)
        private static final MethodHandle MADVISE =
                bind("madvise", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

        private Calls() {}

        @SuppressWarnings("restricted") // this package is where native calls are allowed
        private static MethodHandle bind(String name, FunctionDescriptor descriptor) {
            return LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow(name),
                    descriptor,
                    Linker.Option.captureCallState("errno"));
        }

        static long mmap(long sizeBytes) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment state = arena.allocate(STATE);
                MemorySegment mapped =
                        (MemorySegment)
                                MMAP.invokeExact(
                                        state,
                                        MemorySegment.NULL,
                                        sizeBytes,
                                        PROT_READ_WRITE,
                                        MAP_PRIVATE_ANONYMOUS_NORESERVE,
                                        -1,
                                        0L);
                if (mapped.address() == MAP_FAILED) {
                    throw new RegionException(
                            "mmap of sizeBytes="
                                    + sizeBytes
                                    + " failed with errno="
                                    + (int) ERRNO.get(state, 0L)
                                    + " (look at the limits of the address space: ulimit -v, vm.overcommit_memory)");
                }
                return mapped.address();
            } catch (Throwable thrown) {
                throw rethrown(thrown);
            }
        }

        static void munmap(long address, long sizeBytes) {
            if (sizeBytes == 0) {
                return;
            }
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment state = arena.allocate(STATE);
                int result =
                        (int)
                                MUNMAP.invokeExact(
                                        state, MemorySegment.ofAddress(address), sizeBytes);
                if (result != 0) {
                    throw new RegionException(
                            "munmap of sizeBytes="
                                    + sizeBytes
                                    + " failed with errno="
                                    + (int) ERRNO.get(state, 0L));
                }
            } catch (Throwable thrown) {
                throw rethrown(thrown);
            }
        }

        /** Returns 0, or the error number. */
        static int madvise(long address, long sizeBytes, int advice) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment state = arena.allocate(STATE);
                int result =
                        (int)
                                MADVISE.invokeExact(
                                        state, MemorySegment.ofAddress(address), sizeBytes, advice);
                return result == 0 ? 0 : (int) ERRNO.get(state, 0L);
            } catch (Throwable thrown) {
                throw rethrown(thrown);
            }
        }

        /** Method handles declare Throwable, though none of these calls throws a checked one. */
        private static RuntimeException rethrown(Throwable thrown) {
            if (thrown instanceof Error error) {
                throw error;
            }
            return thrown instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException(thrown);
        }
    }
}
