package io.plimsoll.memory.tracking;

import io.plimsoll.memory.access.RawComparison;
import io.plimsoll.memory.access.RawMemory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Overwrites released pages, and looks at them when they are leased again: whatever was written in
 * between came through a stale address.
 *
 * <p><b>Threads:</b> only whoever holds a page, on its way to or from a list of free pages, may
 * call a method for it. Handing the page on publishes what is remembered of it.
 */
public final class PoisonedPages {

    /** Stands in memory that nobody should read any more. */
    public static final byte POISON = (byte) 0xDF;

    /** The operating system may have taken free memory back, which then reads as zeros. */
    private static final int OS_PAGE_BYTES = 4096;

    private final int pageSizeBytes;

    /** For each page that was released its last lease. */
    private final Map<Integer, Lease> lastLeases = new ConcurrentHashMap<>();

    /** Creates a table for pages of one size. */
    public PoisonedPages(int pageSizeBytes) {
        this.pageSizeBytes = pageSizeBytes;
    }

    /** Overwrites pages whose lease has ended. */
    public void bury(int firstPage, long address, Lease lastLease) {
        RawMemory.fill(address, lastLease.bytes(), POISON);
        int pages = (int) (lastLease.bytes() / pageSizeBytes);
        for (int page = firstPage; page < firstPage + pages; page++) {
            lastLeases.put(page, lastLease);
        }
    }

    /** The lease that ended when a page was buried; null if it never was. */
    public @Nullable Lease lastLease(int page) {
        return lastLeases.get(page);
    }

    /** The first byte that was written to a page since it was buried, or -1. */
    public int exhume(long address) {
        if (isPoison(address, pageSizeBytes)) {
            return -1;
        }
        for (int offset = 0; offset < pageSizeBytes; offset += OS_PAGE_BYTES) {
            long part = address + offset;
            if (!isPoison(part, OS_PAGE_BYTES) && !isUniform(part, OS_PAGE_BYTES, (byte) 0)) {
                return firstWritten(address, offset);
            }
        }
        return -1;
    }

    private static int firstWritten(long address, int from) {
        int offset = from;
        while (RawMemory.getByte(address + offset) == POISON) {
            offset++;
        }
        return offset;
    }

    private static boolean isPoison(long address, int bytes) {
        return isUniform(address, bytes, POISON);
    }

    /** A range that equals itself one byte further on consists of its first byte. */
    private static boolean isUniform(long address, int bytes, byte value) {
        return RawMemory.getByte(address) == value
                && RawComparison.equal(address, address + 1, bytes - 1L);
    }
}
