package io.plimsoll.memory.region;

import static io.plimsoll.memory.region.ProcessMemory.EVERYTHING;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The C library's {@code memcmp}: comparison of bytes with the widest instructions of the
 * processor. Where the platform has no such function, the JDK compares word by word.
 *
 * <p>The calls are critical ones: as cheap as that of a method, but the collector waits for their
 * end. So long ranges are compared block by block.
 */
public final class NativeComparison {

    /** Some microseconds. */
    private static final int MAX_BLOCK_BYTES = 256 * 1024;

    private NativeComparison() {}

    // int memcmp(const void *s1, const void *s2, size_t n)
    // bound when first needed, for that takes some milliseconds

    private static final class OfAddresses {
        static final MethodHandle FUNCTION = bind(JAVA_LONG, false);
    }

    private static final class OfArrayAndAddress {
        static final MethodHandle FUNCTION = bind(ADDRESS, true);
    }

    /**
     * Compares as unsigned bytes; every byte may be read.
     *
     * @return negative, zero or positive
     */
    public static int compare(long a, long b, long bytes) {
        return bytes <= MAX_BLOCK_BYTES ? compareBlock(a, b, bytes) : compareBlocks(a, b, bytes);
    }

    private static int compareBlocks(long a, long b, long bytes) {
        for (long at = 0; at < bytes; at += MAX_BLOCK_BYTES) {
            int order = compareBlock(a + at, b + at, Math.min(bytes - at, MAX_BLOCK_BYTES));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /**
     * Compares a range of an array, which is checked, with what lies at an address.
     *
     * @return negative, zero or positive
     */
    public static int compare(byte[] a, int offsetA, long b, int bytes) {
        MemorySegment range = MemorySegment.ofArray(a).asSlice(offsetA, bytes);
        for (int at = 0; at < bytes; at += MAX_BLOCK_BYTES) {
            int length = Math.min(bytes - at, MAX_BLOCK_BYTES);
            int order = compareBlock(range.asSlice(at, length), b + at, length);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compareBlock(long a, long b, long bytes) {
        try {
            return (int) OfAddresses.FUNCTION.invokeExact(a, b, bytes);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static int compareBlock(MemorySegment a, long b, long bytes) {
        try {
            return (int) OfArrayAndAddress.FUNCTION.invokeExact(a, b, bytes);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @SuppressWarnings("restricted") // this package is where native calls are allowed
    private static MethodHandle bind(MemoryLayout first, boolean onHeap) {
        FunctionDescriptor shape = FunctionDescriptor.of(JAVA_INT, first, JAVA_LONG, JAVA_LONG);
        try {
            Linker linker = Linker.nativeLinker();
            var function = linker.defaultLookup().find("memcmp");
            if (function.isPresent()) {
                return linker.downcallHandle(function.get(), shape, Linker.Option.critical(onHeap));
            }
        } catch (UnsupportedOperationException noLinker) {
            // the substitute does
        }
        return substitute(shape.toMethodType());
    }

    private static MethodHandle substitute(MethodType type) {
        try {
            return MethodHandles.lookup()
                    .findStatic(NativeComparison.class, "compareByWords", type);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** In place of {@code memcmp}. */
    static int compareByWords(long a, long b, long bytes) {
        return compareByWords(EVERYTHING.asSlice(a, bytes), b, bytes);
    }

    /** In place of {@code memcmp}. */
    static int compareByWords(MemorySegment a, long b, long bytes) {
        long at = MemorySegment.mismatch(a, 0, bytes, EVERYTHING, b, b + bytes);
        return at < 0
                ? 0
                : Byte.compareUnsigned(a.get(JAVA_BYTE, at), EVERYTHING.get(JAVA_BYTE, b + at));
    }
}
