package io.plimsoll.memory.region;

import java.lang.foreign.MemorySegment;

/** The one restricted view through which this house reads and writes off-heap memory. */
public final class NativeAccess {

    /** Every address of the process, in the global session: no bounds to speak of, no liveness. */
    public static final MemorySegment EVERYTHING = everything();

    private NativeAccess() {}

    /**
     * Checks that this module may make native calls.
     *
     * @throws IllegalCallerException if not, naming the flag that grants it
     */
    public static void requireGranted() {
        everything();
    }

    @SuppressWarnings("restricted") // this package is where native calls are allowed
    private static MemorySegment everything() {
        try {
            return MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
        } catch (IllegalCallerException denied) {
            throw denied(denied);
        }
    }

    static IllegalCallerException denied(IllegalCallerException cause) {
        return new IllegalCallerException(
                "off-heap memory needs native access: start java with "
                        + "--enable-native-access=io.plimsoll.memory "
                        + "(or --enable-native-access=ALL-UNNAMED if Plimsoll is on the class path)",
                cause);
    }
}
