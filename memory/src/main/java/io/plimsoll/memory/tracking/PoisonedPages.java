package io.plimsoll.memory.tracking;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Overwrites released pages, to look at them before they are leased again or lose their memory:
 * whatever was written in between came through a stale address.
 *
 * <p><b>Threads:</b> only whoever holds a page, on its way to or from a list of free pages, may
 * call a method for it. Handing the page on publishes what is remembered of it.
 */
public final class PoisonedPages {

    private final int pageSizeBytes;

    /** For each page that was released, and whose memory nobody has had since, its last lease. */
    private final Map<Integer, Lease> lastLeases = new ConcurrentHashMap<>();

    /** Creates a table for pages of one size. */
    public PoisonedPages(int pageSizeBytes) {
        this.pageSizeBytes = pageSizeBytes;
    }

    /** Overwrites pages whose lease has ended. */
    public void bury(int firstPage, long address, Lease lastLease) {
        Poison.fill(address, lastLease.bytes());
        int pages = (int) (lastLease.bytes() / pageSizeBytes);
        for (int page = firstPage; page < firstPage + pages; page++) {
            lastLeases.put(page, lastLease);
        }
    }

    /** Forgets a page, and returns the lease that ended when it was buried; null if it was not. */
    public @Nullable Lease unbury(int page) {
        return lastLeases.isEmpty() ? null : lastLeases.remove(page);
    }

    /** The first byte that was written to a buried page, or -1. */
    public int firstWritten(long address) {
        long written = Poison.firstWritten(address, address + pageSizeBytes);
        return written == address + pageSizeBytes ? -1 : (int) (written - address);
    }

    /** Overwrites a page that is buried once more. */
    public void renew(long address) {
        Poison.fill(address, pageSizeBytes);
    }

    /** Calls somebody for each buried page with its last lease. */
    public void forEach(ObjIntConsumer<Lease> action) {
        lastLeases.forEach((page, lease) -> action.accept(lease, page));
    }
}
