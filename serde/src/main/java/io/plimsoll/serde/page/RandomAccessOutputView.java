package io.plimsoll.serde.page;

import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.serde.view.SeekableDataOutputView;
import java.io.EOFException;
import org.jspecify.annotations.Nullable;

/**
 * An output to a fixed array of pages that can be written at any position. The pages stay the
 * caller's.
 *
 * <p>Thread rule: one thread at a time.
 */
public final class RandomAccessOutputView extends AbstractPagedOutputView
        implements SeekableDataOutputView {

    private final MemorySegment[] segments;
    private int currentSegmentIndex = -1;

    /**
     * Creates an output.
     *
     * @param segments the pages
     * @param segmentSize the bytes of each
     */
    public RandomAccessOutputView(MemorySegment[] segments, int segmentSize) {
        super(segmentSize, 0);
        this.segments = segments.clone();
    }

    /** Returns the number of bytes that the pages hold. */
    public long capacity() {
        return (long) segments.length * getSegmentSize();
    }

    /** Returns the position of the next byte. */
    public long getWritePosition() {
        return currentSegmentIndex < 0
                ? 0
                : (long) currentSegmentIndex * getSegmentSize() + getCurrentPositionInSegment();
    }

    @Override
    public void setWritePosition(long position) {
        long capacity = capacity();
        if (position < 0 || position > capacity) {
            throw new IllegalArgumentException(
                    "position=" + position + " (expected 0.." + capacity + ")");
        }
        if (segments.length == 0) {
            return;
        }
        int index = (int) Math.min(position / getSegmentSize(), segments.length - 1L);
        currentSegmentIndex = index;
        seekOutput(segments[index], (int) (position - (long) index * getSegmentSize()));
    }

    @Override
    protected MemorySegment nextSegment(@Nullable MemorySegment current, int positionInCurrent)
            throws EOFException {
        if (currentSegmentIndex + 1 >= segments.length) {
            throw new EOFException("output is full at " + capacity() + " bytes");
        }
        return segments[++currentSegmentIndex];
    }
}
