package io.plimsoll.doctor.bridge;

import io.plimsoll.doctor.process.AddressRange;
import io.plimsoll.doctor.process.Mapping;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Knows the stack of a thread by its guard, a few forbidden pages right below it, and by where the
 * thread's stack pointer is. Stacks grow down: above them the kernel may have merged other memory.
 */
final class StackShapes {

    /**
     * HotSpot's zones take four pages and more where pages are large; the C library's guard one.
     */
    private static final long MAX_GUARD_BYTES = 512 << 10;

    private final long[] pointers;
    private final long stackBytes;

    /**
     * Begins.
     *
     * @param pointers the stack pointers that are known, sorted
     * @param stackBytes the size of a stack, unless a thread asked for another
     */
    StackShapes(long[] pointers, long stackBytes) {
        this.pointers = pointers.clone();
        this.stackBytes = stackBytes;
    }

    /** Returns what of a mapping is a stack, or null. */
    @Nullable AddressRange stackOf(@Nullable Mapping below, Mapping mapping) {
        if (below == null
                || !below.isForbidden()
                || below.file()
                || below.range().end() != mapping.range().start()
                || below.range().sizeBytes() > MAX_GUARD_BYTES) {
            return null;
        }
        long usualEnd = below.range().start() + stackBytes;
        if (Long.compareUnsigned(usualEnd, mapping.range().start()) <= 0) {
            return null; // a guard of that length guards no such stack
        }
        AddressRange usual =
                mapping.range().shared(new AddressRange(mapping.range().start(), usualEnd));
        if (holdsPointer(mapping.range())) {
            // a stack of another size: who knows where it ends
            return holdsPointer(usual) ? usual : mapping.range();
        }
        long guardBytes = below.range().sizeBytes();
        boolean sized =
                mapping.range().sizeBytes() == stackBytes
                        || mapping.range().sizeBytes() + guardBytes == stackBytes;
        return sized || pointers.length == 0 ? usual : null;
    }

    private boolean holdsPointer(AddressRange range) {
        int at = Arrays.binarySearch(pointers, range.start());
        int next = at >= 0 ? at : -at - 1;
        return next < pointers.length && range.contains(pointers[next]);
    }
}
