package io.plimsoll.memory.region;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
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
    private static final int FAILED = -1;

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
        return Calls.madvise(address, sizeBytes, MADV_DONTNEED);
    }

    @Override
    public void preTouch(long address, long sizeBytes) {
        if (!Calls.madvise(address, sizeBytes, MADV_POPULATE_WRITE)) {
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

    /**
     * The C functions, bound at first use.
     *
     * <p>All have the shape of the one with most arguments, since the JVM generates code for each
     * new shape when it starts (some 30 ms). Those that take fewer find the surplus in registers,
     * where the conventions of x86-64 and AArch64 let them ignore it.
     */
    private static final class Calls {
        private static final Linker LINKER = Linker.nativeLinker();
        private static final Linker.Option KEEP_ERRNO = Linker.Option.captureCallState("errno");
        private static final long ERRNO_OFFSET =
                Linker.Option.captureStateLayout()
                        .byteOffset(MemoryLayout.PathElement.groupElement("errno"));

        private static final FunctionDescriptor SHAPE =
                FunctionDescriptor.of(
                        JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);

        // void *mmap(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
        private static final MethodHandle MMAP = bind("mmap");
        // int munmap(void *addr, size_t length)
        private static final MethodHandle MUNMAP = bind("munmap");
        // int madvise(void *addr, size_t length, int advice)
        private static final MethodHandle MADVISE = bind("madvise");

        private Calls() {}

        @SuppressWarnings("restricted") // this package is where native calls are allowed
        private static MethodHandle bind(String name) {
            return LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow(name), SHAPE, KEEP_ERRNO);
        }

        /**
         * Makes a call.
         *
         * @return what the function returned, of an int the low half only; or, if that was -1, the
         *     error number negated
         */
        private static long call(
                MethodHandle function, long address, long sizeBytes, int first, int flags) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
                long result =
                        (long)
                                function.invokeExact(
                                        state, address, sizeBytes, first, flags, -1, 0L);
                // no address ends in these bits, so that one test serves functions of both kinds
                return (int) result == FAILED ? -state.get(JAVA_INT, ERRNO_OFFSET) : result;
            } catch (Throwable thrown) {
                throw rethrown(thrown);
            }
        }

        static long mmap(long sizeBytes) {
            long mapped =
                    call(MMAP, 0, sizeBytes, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS_NORESERVE);
            if (mapped < 0) {
                throw new RegionException(
                        "mmap of sizeBytes=%d failed with errno=%d".formatted(sizeBytes, -mapped)
                                + " (look at the limits of the address space: ulimit -v,"
                                + " vm.overcommit_memory)");
            }
            return mapped;
        }

        static void munmap(long address, long sizeBytes) {
            int result = sizeBytes == 0 ? 0 : (int) call(MUNMAP, address, sizeBytes, 0, 0);
            if (result < 0) {
                throw new RegionException(
                        "munmap of sizeBytes=%d failed with errno=%d"
                                .formatted(sizeBytes, -result));
            }
        }

        /** Returns whether the advice was taken. */
        static boolean madvise(long address, long sizeBytes, int advice) {
            return (int) call(MADVISE, address, sizeBytes, advice, 0) >= 0;
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
