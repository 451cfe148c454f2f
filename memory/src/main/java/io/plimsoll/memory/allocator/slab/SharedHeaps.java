package io.plimsoll.memory.allocator.slab;

/**
 * A few heaps with a lock each, for virtual threads: there may be a million of those, so none owns
 * a heap. Each tries first the one that its id picks, then the others.
 *
 * <p><b>Threads:</b> any thread may call any method. No lock is held while waiting for another, nor
 * while memory is asked for: that may call evictors of users, which may wait for locks of theirs.
 */
public final class SharedHeaps {

    /** Spreads consecutive ids over the heaps. */
    private static final int SPREAD = 0x9E3779B9;

    private final SlabSource source;
    private final BlockHeap[] heaps;
    private final int shift;

    /** Makes at least that many heaps. */
    public SharedHeaps(SlabSource source, int classes, int count) {
        this.source = source;
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(count, 2) - 1);
        this.shift = Integer.SIZE - bits;
        this.heaps = new BlockHeap[1 << bits];
        for (int i = 0; i < heaps.length; i++) {
            heaps[i] = new BlockHeap(source, classes, true);
        }
    }

    /** Takes a block of a class, or returns {@link Slab#NONE}. */
    public long take(int sizeClass) {
        BlockHeap heap = lockOne();
        long block;
        try {
            block = heap.take(sizeClass);
        } finally {
            heap.unlock();
        }
        return block != Slab.NONE ? block : growAndTake(heap, sizeClass);
    }

    private long growAndTake(BlockHeap heap, int sizeClass) {
        Slab rest = source.take(heap, sizeClass);
        heap.lock();
        try {
            long block = heap.take(sizeClass);
            if (block == Slab.NONE && rest != null) {
                block = heap.takeFrom(rest);
                rest = null;
            }
            return block;
        } finally {
            heap.unlock();
            if (rest != null) {
                // others came first, and a slab for each of them would be too many
                source.give(rest);
            }
        }
    }

    private BlockHeap lockOne() {
        int first = ((int) Thread.currentThread().threadId() * SPREAD) >>> shift;
        for (int i = 0; i < heaps.length; i++) {
            BlockHeap heap = heaps[(first + i) & (heaps.length - 1)];
            if (heap.tryLock()) {
                return heap;
            }
        }
        heaps[first].lock();
        return heaps[first];
    }

    /** Gives away all slabs that have no block out. */
    public void trim() {
        for (BlockHeap heap : heaps) {
            heap.lock();
            try {
                heap.trim();
            } finally {
                heap.unlock();
            }
        }
    }

    /** Gives away slabs that have no block out, of heaps that nobody owns at the moment. */
    public void tryTrim() {
        for (BlockHeap heap : heaps) {
            if (heap.tryLock()) {
                try {
                    heap.trim();
                } finally {
                    heap.unlock();
                }
            }
        }
    }

    /** How many bytes {@link #tryTrim} would give away now, about. */
    public long idleBytes() {
        long bytes = 0;
        for (BlockHeap heap : heaps) {
            if (heap.tryLock()) {
                try {
                    bytes += heap.idleBytes();
                } finally {
                    heap.unlock();
                }
            }
        }
        return bytes;
    }

    /** Makes all heaps forget their slabs. */
    public void close() {
        for (BlockHeap heap : heaps) {
            heap.lock();
            try {
                heap.forget();
            } finally {
                heap.unlock();
            }
        }
    }

    /** Takes back what threads have freed of others' blocks. */
    public void collectAll() {
        for (BlockHeap heap : heaps) {
            heap.lock();
            try {
                heap.collectPending();
            } finally {
                heap.unlock();
            }
        }
    }
}
