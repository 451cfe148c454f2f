package io.plimsoll.serde.page;

import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.serde.view.SeekableDataInputView;
import java.io.EOFException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An input from a list of pages that can be read from any position. The pages stay the caller's.
 *
 * <p>Thread rule: one thread at a time; several views may read the same pages.
 */
public final class RandomAccessInputView extends AbstractPagedInputView
        implements SeekableDataInputView {

    private final List<MemorySegment> segments;
    private final int segmentSize;
    private final int limitInLastSegment;
    private int currentSegmentIndex = -1;

    /**
     * Creates an input of full pages.
     *
     * @param segments the pages
     * @param segmentSize the bytes of each
     */
    public RandomAccessInputView(List<MemorySegment> segments, int segmentSize) {
        this(segments, segmentSize, segments.isEmpty() ? 0 : segmentSize);
    }

    /**
     * Creates an input of pages of which the last need not be full.
     *
     * @param segments the pages
     * @param segmentSize the bytes of each
     * @param limitInLastSegment the bytes of the last that count; 0 if there are no pages
     */
    public RandomAccessInputView(
            List<MemorySegment> segments, int segmentSize, int limitInLastSegment) {
        super(0);
        if (segmentSize < 1) {
            throw new IllegalArgumentException(
                    "segmentSize=" + segmentSize + " (expected at least 1)");
        }
        int max = segments.isEmpty() ? 0 : segmentSize;
        if (limitInLastSegment < 0 || limitInLastSegment > max) {
            throw new IllegalArgumentException(
                    "limitInLastSegment=" + limitInLastSegment + " (expected 0.." + max + ")");
        }
        this.segments = List.copyOf(segments);
        this.segmentSize = segmentSize;
        this.limitInLastSegment = limitInLastSegment;
    }

    /** Returns the number of bytes in all pages. */
    public long length() {
        return segments.isEmpty() ? 0 : (segments.size() - 1L) * segmentSize + limitInLastSegment;
    }

    @Override
    public void setReadPosition(long position) {
        long length = length();
        if (position < 0 || position > length) {
            throw new IllegalArgumentException(
                    "position=" + position + " (expected 0.." + length + ")");
        }
        if (segments.isEmpty()) {
            return;
        }
        // The end of the last page belongs to that page and not to one that does not exist.
        int index = (int) Math.min(position / segmentSize, segments.size() - 1L);
        long bytesBefore = (long) index * segmentSize;
        currentSegmentIndex = index;
        seekInput(segments.get(index), (int) (position - bytesBefore), limitOf(index), bytesBefore);
    }

    @Override
    protected MemorySegment nextSegment(@Nullable MemorySegment current) throws EOFException {
        if (currentSegmentIndex + 1 >= segments.size()) {
            throw new EOFException("input ends at " + length());
        }
        return segments.get(++currentSegmentIndex);
    }

    @Override
    protected int getLimitForSegment(MemorySegment segment) {
        return limitOf(currentSegmentIndex);
    }

    private int limitOf(int index) {
        return index == segments.size() - 1 ? limitInLastSegment : segmentSize;
    }
}
