package io.plimsoll.memory.region;

import java.lang.foreign.MemorySegment;

/** The one view through which this house reads and writes off-heap memory. */
public final class ProcessMemory {

    /** Every address of the process, in the global session: no bounds to speak of, no liveness. */
    public static final MemorySegment EVERYTHING = NativeAccess.everything();

    private ProcessMemory() {}
}
