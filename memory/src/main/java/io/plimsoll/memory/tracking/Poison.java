package io.plimsoll.memory.tracking;

import io.plimsoll.memory.access.RawComparison;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.leak.MisuseReport;

/** What stands in memory that nobody should use any more. */
final class Poison {

    static final byte BYTE = MisuseReport.FILLING;

    private Poison() {}

    static void fill(long address, long bytes) {
        RawMemory.fill(address, bytes, BYTE);
    }

    /** The address of the first byte that was written since, or the end if none was. */
    static long firstWritten(long address, long end) {
        if (address >= end) {
            return end;
        }
        if (RawMemory.getByte(address) != BYTE) {
            return address;
        }
        // a range that equals itself one byte further on consists of its first byte
        long same = RawComparison.mismatch(address, address + 1, end - address - 1);
        return same < 0 ? end : address + same + 1;
    }
}
