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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Regions from anonymous private mappings: addresses at once, a claim to memory when a part is
 * committed, memory page by page at first touch.
 */
public final class MmapRegions implements RegionSource {

    private static final int PROT_NONE = 0;
    private static final int PROT_READ = 0x1;
    private static final int PROT_READ_WRITE = PROT_READ | 0x2;
    private static final int MADV_DONTNEED = 4;
    private static final int FAILED = -1;

    /** The smallest page of any supported platform: touching at this step touches every page. */
    private static final int TOUCH_STEP_BYTES = 4096;

    /** The largest page of any supported platform: mappings may end at its multiples only. */
    private static final long MAP_STEP_BYTES = 64 * 1024;

    private final MmapPlatform platform;
    private final boolean hugePages;
    private final int pageBytes;

    /** Whole ranges: with each of them the two steps behind it are released. */
    private final Set<Region> ranges = ConcurrentHashMap.newKeySet();

    MmapRegions(MmapPlatform platform, boolean hugePages) {
        this(platform, hugePages, Calls.getpagesize());
    }

    /** As if the operating system had pages of such a size, for tests. */
    MmapRegions(MmapPlatform platform, boolean hugePages, int pageBytes) {
        this.platform = platform;
        this.hugePages = hugePages;
        this.pageBytes = pageBytes;
    }

    @Override
    public boolean isLazy() {
        return true;
    }

    @Override
    public long trimStepBytes() {
        return hugePages ? ALIGNMENT_BYTES : 1;
    }

    @Override
    public int pageBytes() {
        return pageBytes;
    }

    @Override
    public Region reserve(long sizeBytes) {
        // beyond the end one step stays forbidden, so that no other range ever adjoins this one;
        // behind that is the step of the range's name
        long nameOffset = roundUp(sizeBytes) + MAP_STEP_BYTES;
        long keptBytes = nameOffset + MAP_STEP_BYTES;
        long mappedBytes = keptBytes + ALIGNMENT_BYTES;
        long mapped = Calls.mmap(0, mappedBytes, PROT_NONE, platform.reserve());
        if (mapped < 0) {
            throw new RegionException(
                    "reserving sizeBytes=%d of addresses failed with errno=%d"
                                    .formatted(sizeBytes, -mapped)
                            + " (look at the limit of the address space: ulimit -v)");
        }
        long address = (mapped + ALIGNMENT_BYTES - 1) & -ALIGNMENT_BYTES;
        // what sticks out at either end is not needed: only the alignment is
        long end = address + keptBytes;
        Calls.munmap(mapped, address - mapped);
        Calls.munmap(end, mapped + mappedBytes - end);
        Region range = new Region(address, sizeBytes);
        Calls.name(range, address + nameOffset);
        ranges.add(range);
        return range;
    }

    @Override
    public void commit(Region part) {
        // not by mapping anew: when that is refused, a hole may be left that others map into
        long sizeBytes = roundUp(part.sizeBytes());
        int failure = Calls.mprotect(part.address(), sizeBytes, PROT_READ_WRITE);
        if (failure != 0) {
            throw new RegionException(
                    "committing sizeBytes=%d failed with errno=%d".formatted(sizeBytes, failure)
                            + " (look at vm.overcommit_memory, ulimit -d, vm.max_map_count)");
        }
        int advice = hugePages ? platform.hugePages() : platform.noHugePages();
        if (advice != MmapPlatform.NONE) {
            // a kernel without huge pages refuses; there is nothing to be said against that
            Calls.madvise(part.address(), sizeBytes, advice);
        }
        RegionTable.add(part);
    }

    @Override
    public boolean decommit(Region part) {
        RegionTable.remove(part);
        long sizeBytes = roundUp(part.sizeBytes());
        // what cannot be written is no claim to memory, even where none is overcommitted
        if (Calls.mmap(part.address(), sizeBytes, PROT_READ, platform.reserveAt()) >= 0) {
            return true;
        }
        RegionTable.add(part);
        return false;
    }

    @Override
    public void release(Region part) {
        RegionTable.removeWithin(part);
        long stepBytes = ranges.remove(part) ? 2 * MAP_STEP_BYTES : 0;
        Calls.munmap(part.address(), roundUp(part.sizeBytes()) + stepBytes);
    }

    @Override
    public void abandon(Region part) {
        RegionTable.remove(part);
        trim(part.address(), part.sizeBytes());
    }

    @Override
    public boolean trim(long address, long sizeBytes) {
        // the kernel would round up, and wipe what follows
        assert (address | sizeBytes) % pageBytes == 0
                : "address=%d, sizeBytes=%d (expected multiples of %d)"
                        .formatted(address, sizeBytes, pageBytes);
        if (platform.trimsByAdvice()) {
            return Calls.madvise(address, sizeBytes, MADV_DONTNEED);
        }
        // at once: were it made writable afterwards, that might be refused
        return Calls.mmap(address, sizeBytes, PROT_READ_WRITE, platform.reserveAt()) >= 0;
    }

    @Override
    public void preTouch(long address, long sizeBytes) {
        if (platform.populate() == MmapPlatform.NONE
                || !Calls.madvise(address, sizeBytes, platform.populate())) {
            // kernels before 5.14: a byte written back to itself makes its page resident
            for (long at = address; at < address + sizeBytes; at += TOUCH_STEP_BYTES) {
                ProcessMemory.EVERYTHING.set(
                        JAVA_BYTE, at, ProcessMemory.EVERYTHING.get(JAVA_BYTE, at));
            }
        }
    }

    /** The name under which the list of the process's mappings has a range. */
    static String nameOf(Region range) {
        return "plimsoll:%x+%x".formatted(range.address(), range.sizeBytes());
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
        // int mprotect(void *addr, size_t length, int prot)
        private static final MethodHandle MPROTECT = bind("mprotect");
        // int munmap(void *addr, size_t length)
        private static final MethodHandle MUNMAP = bind("munmap");
        // int madvise(void *addr, size_t length, int advice)
        private static final MethodHandle MADVISE = bind("madvise");
        // int getpagesize(void)
        private static final MethodHandle GETPAGESIZE = bind("getpagesize");
        // int close(int fd)
        private static final MethodHandle CLOSE = bind("close");

        // int memfd_create(const char *name, unsigned int flags); not on every system
        private static final @Nullable MethodHandle MEMFD_CREATE = bindIfPresent("memfd_create");

        private static final long MFD_CLOEXEC = 1;
        private static final int MAP_PRIVATE_FIXED = 0x02 | 0x10;

        private Calls() {}

        @SuppressWarnings("restricted") // this package is where native calls are allowed
        private static MethodHandle bind(String name) {
            return LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow(name), SHAPE, KEEP_ERRNO);
        }

        @SuppressWarnings("restricted") // this package is where native calls are allowed
        private static @Nullable MethodHandle bindIfPresent(String name) {
            return LINKER.defaultLookup()
                    .find(name)
                    .map(address -> LINKER.downcallHandle(address, SHAPE, KEEP_ERRNO))
                    .orElse(null);
        }

        /**
         * Makes a call.
         *
         * @return what the function returned, of an int the low half only; or, if that was -1, the
         *     error number negated
         */
        private static long call(
                MethodHandle function, long address, long sizeBytes, int first, int flags) {
            return call(function, address, sizeBytes, first, flags, -1);
        }

        private static long call(
                MethodHandle function,
                long address,
                long sizeBytes,
                int first,
                int flags,
                int descriptor) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
                long result =
                        (long)
                                function.invokeExact(
                                        state, address, sizeBytes, first, flags, descriptor, 0L);
                // no address ends in these bits, so that one test serves functions of both kinds
                return (int) result == FAILED ? -state.get(JAVA_INT, ERRNO_OFFSET) : result;
            } catch (Throwable thrown) {
                throw rethrown(thrown);
            }
        }

        /** Returns the address, or the error number negated. */
        static long mmap(long address, long sizeBytes, int protection, int flags) {
            return call(MMAP, address, sizeBytes, protection, flags);
        }

        /**
         * Makes a step of addresses tell whose range it belongs to, for who reads the list of a
         * process's mappings: it becomes the mapping of an empty file in memory with that name. A
         * system that refuses leaves the range without a name.
         */
        static void name(Region range, long address) {
            if (MEMFD_CREATE == null) {
                return;
            }
            try (Arena arena = Arena.ofConfined()) {
                // int memfd_create(const char *name, unsigned int flags)
                long name = arena.allocateFrom(nameOf(range)).address();
                int file = (int) call(MEMFD_CREATE, name, MFD_CLOEXEC, 0, 0);
                if (file >= 0) {
                    call(MMAP, address, MAP_STEP_BYTES, PROT_NONE, MAP_PRIVATE_FIXED, file);
                    call(CLOSE, file, 0, 0, 0);
                }
            }
        }

        /** Returns 0 or the error number. */
        static int mprotect(long address, long sizeBytes, int protection) {
            return -(int) call(MPROTECT, address, sizeBytes, protection, 0);
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

        static int getpagesize() {
            return (int) call(GETPAGESIZE, 0, 0, 0, 0);
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
