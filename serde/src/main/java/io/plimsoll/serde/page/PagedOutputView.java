package io.plimsoll.serde.page;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.serde.view.SeekableDataOutputView;
import java.io.EOFException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An output to pages that it leases from a pool, one at a time as it grows, and gives back when it
 * is closed.
 *
 * <p>When the pool has no page left, writing ends in an {@link EOFException}; what was written
 * stays, and {@link #truncate} takes back the record that did not fit.
 *
 * <p>Thread rule: one thread at a time.
 */
public final class PagedOutputView extends AbstractPagedOutputView
        implements SeekableDataOutputView, AutoCloseable {

    private final MemoryPool pool;
    private final List<MemorySegment> pages = new ArrayList<>();
    private int currentPage = -1;

    /** The furthest position written, as far as it lies behind the current one. */
    private long writtenBytes;

    /**
     * Creates an empty output.
     *
     * @param pool where the pages come from
     */
    public PagedOutputView(MemoryPool pool) {
        super(pool.pageSizeBytes(), 0);
        this.pool = pool;
    }

    /** Returns the position of the next byte. */
    public long getCurrentOffset() {
        return currentPage < 0
                ? 0
                : (long) currentPage * getSegmentSize() + getCurrentPositionInSegment();
    }

    /** Returns the number of bytes written. */
    public long length() {
        return Math.max(writtenBytes, getCurrentOffset());
    }

    /**
     * Moves to a position among the bytes written; they stay, and writing replaces them.
     *
     * @throws IllegalArgumentException if it is not in 0..{@link #length()}
     */
    @Override
    public void setWritePosition(long position) {
        long length = length();
        if (position < 0 || position > length) {
            throw new IllegalArgumentException(
                    "position=" + position + " (expected 0.." + length + ")");
        }
        writtenBytes = length;
        moveTo(position);
    }

    /**
     * Forgets all bytes from {@code length} on, gives back the pages that held only such, and goes
     * on there.
     *
     * @throws IllegalArgumentException if it is not in 0..{@link #length()}
     */
    public void truncate(long length) {
        setWritePosition(length);
        writtenBytes = length;
        long keptPages = (length + getSegmentSize() - 1) / getSegmentSize();
        while (pages.size() > keptPages) {
            pool.release(pages.removeLast());
        }
        moveTo(length);
    }

    private void moveTo(long position) {
        if (pages.isEmpty()) {
            currentPage = -1;
            clear();
            return;
        }
        currentPage = (int) Math.min(position / getSegmentSize(), pages.size() - 1L);
        seekOutput(
                pages.get(currentPage), (int) (position - (long) currentPage * getSegmentSize()));
    }

    @Override
    protected MemorySegment nextSegment(@Nullable MemorySegment current, int positionInCurrent)
            throws EOFException {
        if (currentPage + 1 == pages.size()) {
            MemorySegment page = pool.tryAllocatePage();
            if (page == null) {
                throw new EOFException(
                        "pool="
                                + pool.path()
                                + " has no page left after "
                                + pages.size()
                                + " pages");
            }
            pages.add(page);
        }
        return pages.get(++currentPage);
    }

    /**
     * Returns an input of the bytes written so far. It is valid until pages are given back or
     * handed over.
     */
    public RandomAccessInputView openInput() {
        long length = length();
        int used = (int) ((length + getSegmentSize() - 1) / getSegmentSize());
        int limit = used == 0 ? 0 : (int) (length - (used - 1L) * getSegmentSize());
        return new RandomAccessInputView(pages.subList(0, used), getSegmentSize(), limit);
    }

    /**
     * Hands the pages over to the caller, who gives them back to the pool; this output is empty
     * afterwards. Read {@link #length()} before.
     */
    public List<MemorySegment> detachPages() {
        List<MemorySegment> detached = new ArrayList<>(pages);
        pages.clear();
        writtenBytes = 0;
        moveTo(0);
        return detached;
    }

    /** Forgets all bytes and gives all pages back; the output can be used again. */
    @Override
    public void close() {
        pool.release(detachPages());
    }
}
