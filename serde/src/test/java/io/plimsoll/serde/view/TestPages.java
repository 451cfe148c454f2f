package io.plimsoll.serde.view;

import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.memory.segment.MemorySegmentFactory;
import io.plimsoll.serde.page.AbstractPagedInputView;
import io.plimsoll.serde.page.AbstractPagedOutputView;
import java.io.EOFException;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * Pages of any size with a header that no data may touch, written by one view and read by another.
 */
public final class TestPages implements AutoCloseable {

    private static final byte HEADER = 0x5A;

    private static final int MAX_OFF_HEAP_INDEX = 15;

    /**
     * Pages of earlier tests by size: to make and to free them is slow where every access is
     * checked.
     */
    private static final Map<Integer, Deque<MemorySegment>> OFF_HEAP = new ConcurrentHashMap<>();

    private final List<MemorySegment> pages = new ArrayList<>();
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

    /** Some of the pages lie off the heap, so that both kinds meet inside one value. */
    private MemorySegment newPage(int size) {
        if (pages.size() % 2 == 0 || pages.size() > MAX_OFF_HEAP_INDEX) {
            return MemorySegmentFactory.allocateUnpooledSegment(size);
        }
        MemorySegment cached = offHeap(size).pollFirst();
        return cached == null ? MemorySegmentFactory.allocateUnpooledOffHeapMemory(size) : cached;
    }

    private static Deque<MemorySegment> offHeap(int size) {
        return OFF_HEAP.computeIfAbsent(size, key -> new ConcurrentLinkedDeque<>());
    }

    @Override
    public void close() {
        for (MemorySegment page : pages) {
            if (page.isOffHeap()) {
                offHeap(page.size()).addFirst(page);
            }
        }
        pages.clear();
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
