package io.plimsoll.serde.view;

import io.plimsoll.memory.MemorySegment;
import io.plimsoll.memory.MemorySegmentFactory;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pages of any size with a header that no data may touch, written by one view and read by another.
 */
public final class TestPages {

    private static final byte HEADER = 0x5A;

    private final List<MemorySegment> pages = new ArrayList<>();
    private final ByteBuffer offHeap = ByteBuffer.allocateDirect(4096);
    private final int headerLength;
    private final Output output;

    public TestPages(int pageSize, int headerLength) {
        this.headerLength = headerLength;
        this.output = new Output(pageSize);
    }

    public AbstractPagedOutputView output() {
        return output;
    }

    /** Returns an input of what the output has taken so far; checks the headers. */
    public AbstractPagedInputView input() {
        for (MemorySegment page : pages) {
            for (int i = 0; i < headerLength; i++) {
                if (page.get(i) != HEADER) {
                    throw new AssertionError("header of a page was overwritten at " + i);
                }
            }
        }
        return new Input();
    }

    private final class Output extends AbstractPagedOutputView {

        Output(int pageSize) {
            super(pageSize, headerLength);
        }

        @Override
        protected MemorySegment nextSegment(@Nullable MemorySegment current, int position) {
            MemorySegment page = newPage(getSegmentSize());
            for (int i = 0; i < headerLength; i++) {
                page.put(i, HEADER);
            }
            pages.add(page);
            return page;
        }
    }

    /** Half of the pages lie off the heap, so that both kinds meet inside one value. */
    private MemorySegment newPage(int size) {
        if (pages.size() % 2 == 0 || offHeap.remaining() < size) {
            return MemorySegmentFactory.allocateUnpooledSegment(size);
        }
        ByteBuffer slice = offHeap.slice(offHeap.position(), size);
        offHeap.position(offHeap.position() + size);
        return MemorySegmentFactory.wrapOffHeapMemory(slice);
    }

    private final class Input extends AbstractPagedInputView {
        private int next;

        Input() {
            super(headerLength);
        }

        @Override
        protected MemorySegment nextSegment(@Nullable MemorySegment current) throws EOFException {
            if (next == pages.size()) {
                throw new EOFException();
            }
            return pages.get(next++);
        }

        @Override
        protected int getLimitForSegment(MemorySegment segment) {
            return next == pages.size()
                    ? output.getCurrentPositionInSegment()
                    : output.getSegmentSize();
        }
    }
}
