package io.plimsoll.memory.tracking;

import io.plimsoll.memory.access.RawMemory;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Overwrites freed blocks, and looks at them when their memory is used again: whatever was written
 * in between came through a stale address.
 *
 * <p>Memory may be cut differently when it is used again. So an allocation of a range looks at
 * every block that was freed within it, and at its own part of those that reach beyond: the rest
 * may be somebody else's by now.
 *
 * <p><b>Threads:</b> any thread may call any method for memory that is its own, on its way to or
 * from the allocator's free blocks.
 */
final class PoisonedBlocks {

    /** What the allocator writes to the start of a free block itself. */
    private final int linkBytes;

    private final BlockListener listener;

    /** By address. */
    private final ConcurrentSkipListMap<Long, Grave> graves = new ConcurrentSkipListMap<>();

    /** A freed block that lies untouched, or should. */
    private record Grave(Lease last, long bytes) {}

    PoisonedBlocks(int linkBytes, BlockListener listener) {
        this.linkBytes = linkBytes;
        this.listener = listener;
    }

    /** Overwrites a block that was just freed. */
    void bury(long address, long bytes, Lease last) {
        Poison.fill(address, bytes);
        graves.put(address, new Grave(last, bytes));
    }

    /** Looks at what was freed in a range that is the caller's now, and forgets it. */
    void exhume(long address, long bytes) {
        long end = address + bytes;
        Map.Entry<Long, Grave> before = graves.lowerEntry(address);
        if (before != null && before.getKey() + before.getValue().bytes > address) {
            exhume(before.getKey(), before.getValue(), address, end);
        }
        graves.subMap(address, end).forEach((at, grave) -> exhume(at, grave, address, end));
    }

    private void exhume(long at, Grave grave, long from, long end) {
        if (graves.remove(at, grave)) {
            look(at, grave, Math.max(from, at + linkBytes), Math.min(end, at + grave.bytes));
        }
    }

    /** Looks at all that is free. */
    void inspect() {
        graves.forEach((at, grave) -> {
            if (look(at, grave, at + linkBytes, at + grave.bytes)) {
                // once is enough, and what is written from now on is news
                Poison.fill(at + linkBytes, grave.bytes - linkBytes);
            }
        });
    }

    private boolean look(long at, Grave grave, long from, long end) {
        long address = Poison.firstWritten(from, end);
        if (address >= end) {
            return false;
        }
        listener.written(grave.last, address - at, RawMemory.getByte(address));
        return true;
    }
}
