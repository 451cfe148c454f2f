package io.plimsoll.spill.extent;

import io.plimsoll.memory.segment.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one extent with their used lengths. Reused from extent to extent.
 *
 * <p>Thread rule: one thread at a time; handed over under the lock of the writer or reader that
 * owns it.
 */
public final class PageBatch {

    private final @Nullable MemorySegment[] pages;
    private final int[] usedBytes;
    private int count;
    private long rawBytes;
    private long rank;
    private int file;
    private int extent;
    private long offsetBytes;

    /** Creates an empty batch for at most {@code capacity} pages. */
    public PageBatch(int capacity) {
        this.pages = new MemorySegment[capacity];
        this.usedBytes = new int[capacity];
    }

    /** Appends a page of which {@code used} bytes count. */
    public void add(MemorySegment page, int used) {
        pages[count] = page;
        usedBytes[count] = used;
        count++;
        rawBytes += used;
    }

    /** Notes what the writer says of the last page, or the reader found said. */
    public void rank(long rank) {
        this.rank = rank;
    }

    /** See {@link #rank(long)}. */
    public long rank() {
        return rank;
    }

    /** Notes where the extent starts: which file of its run, its number there, its offset. */
    public void place(int file, int extent, long offsetBytes) {
        this.file = file;
        this.extent = extent;
        this.offsetBytes = offsetBytes;
    }

    /** The file, by its number in the run. */
    public int file() {
        return file;
    }

    /** The extent, by its number in the file. */
    public int extent() {
        return extent;
    }

    /** Where its header starts in the file. */
    public long offsetBytes() {
        return offsetBytes;
    }

    /** The page at {@code index}. */
    public MemorySegment page(int index) {
        MemorySegment page = pages[index];
        if (page == null) {
            throw new IllegalStateException(
                    "index=" + index + " (expected a page of the batch that has not been taken)");
        }
        return page;
    }

    /** Hands out the page at {@code index}; the batch forgets it. */
    public MemorySegment take(int index) {
        MemorySegment page = page(index);
        pages[index] = null;
        return page;
    }

    /** The used bytes of the page at {@code index}. */
    public int usedBytes(int index) {
        return usedBytes[index];
    }

    /** The number of pages. */
    public int count() {
        return count;
    }

    /** The used bytes of all pages. */
    public long rawBytes() {
        return rawBytes;
    }

    /** Whether no further page fits. */
    public boolean isFull() {
        return count == pages.length;
    }

    /** Forgets all pages. */
    public void clear() {
        for (int i = 0; i < count; i++) {
            pages[i] = null;
        }
        count = 0;
        rawBytes = 0;
    }
}
