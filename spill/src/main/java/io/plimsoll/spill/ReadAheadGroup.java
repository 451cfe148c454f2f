package io.plimsoll.spill;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.spill.transfer.ReadMemory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Readers that are being merged, and memory that they share to read ahead with.
 *
 * <p>A reader of the group has an extent and a page of its own, with which it can always go on. The
 * group's further pages are lent to whichever reader will be read up first: the one whose last
 * extent in memory has the smallest rank, see {@link SpillWriter#write(MemorySegment, int, long)};
 * of equal ranks, or without any, the one that has least in memory. So a merge of many runs keeps
 * its disks busy with a few extents more than one for each run, where {@code extentsAhead=1} takes
 * twice as many.
 *
 * <p>Pages of readers that have come to their end, or are closed, serve the others.
 *
 * <p>Thread rule: any thread, but {@link #close} not while a reader is being opened; all readers of
 * a group share one lock.
 */
public final class ReadAheadGroup implements AutoCloseable {

    private final Runnable forget;
    private final MemoryPool pool;
    private final ReadMemory memory = ReadMemory.ofSeveral();

    /** Guarded by this. */
    private final List<SpillReader> readers = new ArrayList<>();

    /** Guarded by this. */
    private boolean closed;

    ReadAheadGroup(MemoryPool pool, Collection<AutoCloseable> open) {
        this.pool = pool;
        this.forget = () -> open.remove(this);
    }

    MemoryPool pool() {
        return pool;
    }

    ReadMemory memory() {
        return memory;
    }

    void add(List<MemorySegment> pages) {
        memory.lock().lock();
        try {
            memory.add(pages);
        } finally {
            memory.lock().unlock();
        }
    }

    synchronized void add(SpillReader reader) {
        checkOpen();
        readers.add(reader);
    }

    synchronized void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the group is closed (expected an open one)");
        }
    }

    /**
     * Closes its readers and gives back all pages but those that callers hold, which go to the pool
     * when recycled. Idempotent.
     */
    @Override
    public void close() {
        List<SpillReader> left;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            left = List.copyOf(readers);
            readers.clear();
        }
        left.forEach(SpillReader::close);
        List<MemorySegment> pages = new ArrayList<>();
        memory.lock().lock();
        try {
            memory.close(pages);
        } finally {
            memory.lock().unlock();
        }
        pool.release(pages);
        forget.run();
    }
}
