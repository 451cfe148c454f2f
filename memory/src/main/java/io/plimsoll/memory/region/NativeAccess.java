package io.plimsoll.memory.region;

import java.lang.foreign.MemorySegment;

/** Whether this module may make native calls, and what to do if it may not. */
public final class NativeAccess {

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
    static MemorySegment everything() {
        try {
            return MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
        } catch (IllegalCallerException denied) {
            throw new IllegalCallerException(
                    "off-heap memory needs native access: start java with"
                            + " --enable-native-access=io.plimsoll.memory"
                            + " (or --enable-native-access=ALL-UNNAMED on the class path)",
                    denied);
        }
    }
}
