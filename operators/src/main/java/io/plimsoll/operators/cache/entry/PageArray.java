package io.plimsoll.operators.cache.entry;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An array of bytes on pages that grows and shrinks page by page. New bytes are zero. Its length is
 * a multiple of 64, and no cache line lies on two pages.
 *
 * <p>Not thread-safe.
 */
public final class PageArray {

    private final PageQuota quota;
    private final int pageShift;
    private final int pageMask;
    private MemorySegment[] pages = new MemorySegment[0];
    private long[] addresses = new long[1];
    private long lengthBytes;

    /** Creates an empty array. */
    public PageArray(PageQuota quota) {
        this.quota = quota;
        this.pageShift = Integer.numberOfTrailingZeros(quota.pageBytes());
        this.pageMask = quota.pageBytes() - 1;
    }

    /** The bytes that may be used. */
    public long lengthBytes() {
        return lengthBytes;
    }

    /** The pages that it would take to be so long. */
    public int pagesFor(long bytes) {
        return (int) ((bytes + pageMask) >>> pageShift);
    }

    /** Where a byte is; those of one cache line follow each other. */
    public long address(long offsetBytes) {
        return addresses[(int) (offsetBytes >>> pageShift)] + (offsetBytes & pageMask);
    }

    /** Makes the array longer or shorter; false, and nothing changed, if there are no pages. */
    public boolean resize(long bytes) {
        int count = pagesFor(bytes);
        int old = pages.length;
        MemorySegment[] resized = Arrays.copyOf(pages, count);
        for (int at = old; at < count; at++) {
            MemorySegment page = quota.take();
            if (page == null) {
                giveBack(resized, old, at);
                return false;
            }
            resized[at] = page;
        }
        giveBack(pages, count, old);
        pages = resized;
        clear(lengthBytes, bytes, resized);
        lengthBytes = bytes;
        return true;
    }

    private void clear(long from, long to, MemorySegment[] resized) {
        addresses = Arrays.copyOf(addresses, Math.max(1, resized.length));
        for (int at = 0; at < resized.length; at++) {
            addresses[at] = resized[at].getAddress();
        }
        for (long at = from; at < to; ) {
            long end = Math.min(to, (at | pageMask) + 1);
            RawMemory.fill(address(at), end - at, (byte) 0);
            at = end;
        }
    }

    private void giveBack(@Nullable MemorySegment[] some, int from, int to) {
        for (int at = from; at < to; at++) {
            MemorySegment page = some[at];
            if (page != null) {
                quota.give(page);
            }
        }
    }
}
