package io.plimsoll.cli.input.framing;

import io.plimsoll.memory.access.RawMemory;
import java.nio.ByteOrder;

/** Finds bytes in memory, eight at a time (Mycroft's zero-byte test). */
public final class ByteScanner {

    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private ByteScanner() {}

    /**
     * The address of the first such byte from {@code from} to before {@code end}, or {@code end}.
     */
    public static long find(long from, long end, byte wanted) {
        long pattern = (wanted & 0xffL) * LOW_BITS;
        long address = from;
        for (; address + Long.BYTES <= end; address += Long.BYTES) {
            long found = zeroBytes(littleEndianLong(address) ^ pattern);
            if (found != 0) {
                return address + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        for (; address < end; address++) {
            if (RawMemory.getByte(address) == wanted) {
                return address;
            }
        }
        return end;
    }

    /** The address after the last such byte, or {@code from}. */
    public static long findLastEnd(long from, long end, byte wanted) {
        for (long address = end - 1; address >= from; address--) {
            if (RawMemory.getByte(address) == wanted) {
                return address + 1;
            }
        }
        return from;
    }

    /** How many such bytes there are. */
    public static long count(long from, long end, byte wanted) {
        long count = 0;
        for (long at = find(from, end, wanted); at < end; at = find(at + 1, end, wanted)) {
            count++;
        }
        return count;
    }

    /** The high bit of each zero byte; above the first one also of some that are not zero. */
    private static long zeroBytes(long word) {
        return (word - LOW_BITS) & ~word & HIGH_BITS;
    }

    private static long littleEndianLong(long address) {
        long word = RawMemory.getLong(address);
        return LITTLE_ENDIAN ? word : Long.reverseBytes(word);
    }
}
