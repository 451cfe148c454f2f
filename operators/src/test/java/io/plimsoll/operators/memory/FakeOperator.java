package io.plimsoll.operators.memory;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.memory.segment.MemorySegment;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An operator whose records are pages, and whose disk is nowhere. */
final class FakeOperator implements Spillable, AutoCloseable {

    static final int PAGE_BYTES = 4096;

    final OperatorMemory memory;
    private final Deque<MemorySegment> pages = new ArrayDeque<>();
    private volatile int pageCount;

    /** Who had it spill for others. */
    final List<Thread> spilledOn = new CopyOnWriteArrayList<>();

    /** What spilling throws, if it does. */
    IOException broken;

    /** How often it had to spill by itself. */
    int ownSpills;

    FakeOperator(MemoryPool parent, String name, int minPages) throws MemoryReservationException {
        memory =
                OperatorMemory.open(
                        parent,
                        name,
                        new OperatorNeeds(
                                PAGE_BYTES, (long) minPages * PAGE_BYTES, Long.MAX_VALUE));
        memory.spillBy(this);
    }

    int pageCount() {
        return pageCount;
    }

    /** A call of its user's: takes a page of records in. */
    void add() throws IOException {
        memory.turn().enter();
        try {
            memory.safePoint();
            MemorySegment page = memory.tryAllocatePage();
            while (page == null) {
                ownSpills++;
                write(1);
                // others may be quicker to take what came free
                page = memory.tryAllocatePage();
            }
            pages.add(page);
            pageCount = pages.size();
        } finally {
            memory.turn().exit();
        }
    }

    void fill(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            add();
        }
    }

    @Override
    public long spillableBytes() {
        return (long) pageCount * PAGE_BYTES;
    }

    @Override
    public long spill(long targetBytes) throws IOException {
        if (broken != null) {
            throw broken;
        }
        spilledOn.add(Thread.currentThread());
        return write(targetBytes);
    }

    private long write(long targetBytes) {
        MemorySegment used = memory.workspace().tryAllocatePage();
        long freed = 0;
        while (freed < targetBytes && !pages.isEmpty()) {
            memory.records().release(pages.remove());
            freed += PAGE_BYTES;
        }
        pageCount = pages.size();
        memory.workspace().release(used);
        return freed;
    }

    @Override
    public void close() {
        memory.quit();
        pages.forEach(memory.records()::release);
        pages.clear();
        memory.close();
    }
}
