package io.plimsoll.memory.allocator.slab;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The heaps of platform threads, found by thread: a hash table in which each thread looks for its
 * own entry only.
 *
 * <p>Thread ids count up, so the low bits of the id are a good hash. Entries are never struck off
 * an array, so a thread that once entered itself finds itself in that array for ever; the array is
 * replaced when half full, without the heaps of threads that have ended.
 *
 * <p>A heap whose thread has ended is adopted, slabs and all, by the next new thread that comes
 * across it.
 *
 * <p><b>Threads:</b> any thread may call any method. Everything but {@link #find} happens under the
 * registry's lock, which stands for the ownership of heaps whose thread has ended: that it has, as
 * seen by {@link Thread#isAlive}, makes all it did visible.
 */
public final class ThreadHeaps {

    private static final int INITIAL_LENGTH = 64;

    /** So many heaps a new thread looks at, in turn, for one to adopt. */
    private static final int ADOPTION_TRIES = 16;

    private final SlabSource source;
    private final int classes;

    /** A power of two long; never more than half full. Replaced as a whole; volatile. */
    private volatile @Nullable BlockHeap[] table = new BlockHeap[INITIAL_LENGTH];

    private final List<BlockHeap> heaps = new ArrayList<>(); // guarded by this
    private int entries; // of the table; guarded by this
    private int cursor; // where the search for adoption goes on; guarded by this
    private boolean closed; // guarded by this

    public ThreadHeaps(SlabSource source, int classes) {
        this.source = source;
        this.classes = classes;
    }

    /** The heap of the current thread, or null if it has none. */
    @SuppressWarnings("ReferenceEquality") // a thread is itself
    public @Nullable BlockHeap find(Thread thread) {
        @Nullable BlockHeap[] now = table;
        int mask = now.length - 1;
        int place = (int) thread.threadId() & mask;
        for (BlockHeap heap = now[place]; heap != null; heap = now[place]) {
            if (heap.owner == thread) {
                return heap;
            }
            place = (place + 1) & mask;
        }
        return null;
    }

    /** Gives the current thread, which has none, a heap. */
    public synchronized BlockHeap register(Thread thread) {
        if (closed) {
            throw new IllegalStateException("the allocator has been closed (expected an open one)");
        }
        BlockHeap heap = adopt();
        if (heap == null) {
            heap = new BlockHeap(source, classes, false);
            heaps.add(heap);
        }
        heap.owner = thread;
        if (++entries > table.length / 2) {
            rebuild();
        } else {
            enter(table, heap, thread);
        }
        return heap;
    }

    private @Nullable BlockHeap adopt() {
        for (int i = Math.min(ADOPTION_TRIES, heaps.size()); i > 0; i--) {
            cursor = cursor + 1 < heaps.size() ? cursor + 1 : 0;
            if (isAbandoned(heaps.get(cursor))) {
                return heaps.get(cursor);
            }
        }
        return null;
    }

    /** Makes a table for the threads that live, at most a quarter full. */
    private void rebuild() {
        int live = 0;
        for (BlockHeap heap : heaps) {
            live += isAbandoned(heap) ? 0 : 1;
        }
        int length = Math.max(INITIAL_LENGTH, Integer.highestOneBit(live) << 3);
        @Nullable BlockHeap[] wider = new BlockHeap[length];
        entries = 0;
        for (BlockHeap heap : heaps) {
            Thread owner = heap.owner;
            if (owner != null && owner.isAlive()) {
                enter(wider, heap, owner);
                entries++;
            }
        }
        table = wider;
    }

    private static void enter(@Nullable BlockHeap[] table, BlockHeap heap, Thread owner) {
        int mask = table.length - 1;
        int place = (int) owner.threadId() & mask;
        while (table[place] != null) {
            place = (place + 1) & mask;
        }
        table[place] = heap;
    }

    /** Gives away the empty slabs of the current thread and of those that have ended. */
    public void sweep() {
        BlockHeap own = find(Thread.currentThread());
        if (own != null) {
            own.trim();
        }
        sweepAbandoned();
    }

    private synchronized void sweepAbandoned() {
        for (BlockHeap heap : heaps) {
            if (isAbandoned(heap)) {
                heap.owner = null;
                heap.trim();
            }
        }
    }

    /** How many bytes {@link #sweep} would give away, about. */
    public long idleBytes() {
        BlockHeap own = find(Thread.currentThread());
        return (own == null ? 0 : own.idleBytes()) + abandonedBytes();
    }

    private synchronized long abandonedBytes() {
        long bytes = 0;
        for (BlockHeap heap : heaps) {
            bytes += isAbandoned(heap) ? heap.idleBytes() : 0;
        }
        return bytes;
    }

    /** Takes back what threads have freed of others' blocks; no thread may use the allocator. */
    public synchronized void collectAll() {
        for (BlockHeap heap : heaps) {
            heap.collectPending();
        }
    }

    /** Makes every thread forget its heap. */
    public synchronized void close() {
        closed = true;
        heaps.clear();
        table = new BlockHeap[INITIAL_LENGTH];
    }

    /** How many heaps there are. */
    public synchronized int count() {
        return heaps.size();
    }

    private static boolean isAbandoned(BlockHeap heap) {
        Thread owner = heap.owner;
        return owner == null || !owner.isAlive();
    }
}
