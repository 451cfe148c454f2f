package io.plimsoll.memory.allocator;

import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.allocator.run.FollowedRuns;
import io.plimsoll.memory.allocator.run.PageRuns;
import io.plimsoll.memory.allocator.run.PoolRuns;
import io.plimsoll.memory.allocator.run.RunMap;
import io.plimsoll.memory.allocator.slab.BlockHeap;
import io.plimsoll.memory.allocator.slab.SharedHeaps;
import io.plimsoll.memory.allocator.slab.SizeClasses;
import io.plimsoll.memory.allocator.slab.Slab;
import io.plimsoll.memory.allocator.slab.SlabCensus;
import io.plimsoll.memory.allocator.slab.SlabDepot;
import io.plimsoll.memory.allocator.slab.ThreadHeaps;
import io.plimsoll.memory.leak.BlockTracker;
import io.plimsoll.memory.snapshot.AllocatorFigures;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An allocator for many blocks, most of them small: size classes as in jemalloc (J. Evans, 2006),
 * heaps per thread, and what other threads free apart from what the owner does, as in mimalloc (D.
 * Leijen, B. Zorn, L. de Moura, 2019).
 *
 * <p>Requests up to four pages get a block of a {@linkplain SizeClasses size class}, larger ones a
 * run of whole pages: above 64 bytes at most a fifth of a block is wasted.
 *
 * <p>A platform thread takes blocks from slabs of its own, without a lock or an atomic instruction,
 * and gives them back the same way. Freeing another thread's block costs one compare-and-set, and a
 * second one if it is the first of the 64 around it. Virtual threads share a few heaps with a lock
 * each. When a thread ends, a new one takes its heap over, or its idle slabs are collected at the
 * next shortage.
 *
 * <p><b>Threads:</b> any thread may call any method.
 */
public final class SizeClassAllocator implements BlockAllocator {

    /** Index arithmetic within a slab is good for slabs of eight such pages. */
    private static final int MAX_PAGE_SIZE = 16 << 20;

    /** A block that shrinks to less than this part of its size moves, as a power of two. */
    private static final int SHRINK_SHIFT = 1;

    private final AllocatorOptions options;
    private final PageRuns runs;
    private final SizeClasses classes;
    private final int maxSmallBytes;
    private final RunMap<Slab> slabs;
    private final SlabDepot depot;
    private final ThreadHeaps threads;
    private final SharedHeaps shared;

    /** Whether an object that stands for a block is never used again. */
    private final boolean freshObjects;

    /** Set by the thread that closes. */
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Follows blocks; null if nobody does. */
    private final @Nullable BlockTracker followed;

    /** Makes arbitration forget this allocator; set before anybody else knows it. */
    private Runnable withdrawal = () -> {};

    SizeClassAllocator(PageRuns source, AllocatorOptions options, int sharedHeaps) {
        int pageSizeBytes = source.pageSizeBytes();
        if (pageSizeBytes > MAX_PAGE_SIZE) {
            throw new IllegalArgumentException(
                    "pageSizeBytes=%d (expected at most %d)"
                            .formatted(pageSizeBytes, MAX_PAGE_SIZE));
        }
        this.followed = source.newTracker(0);
        this.runs = FollowedRuns.of(source, followed);
        this.options = options;
        this.freshObjects = options.checkUseAfterFree();
        this.classes = new SizeClasses(pageSizeBytes);
        this.maxSmallBytes = classes.maxBlockBytes();
        this.slabs = new RunMap<>(pageSizeBytes);
        this.depot = new SlabDepot(runs, classes, slabs, options.retainBytes());
        this.threads = new ThreadHeaps(depot, classes.count());
        this.shared = new SharedHeaps(depot, classes.count(), sharedHeaps);
    }

    /**
     * Returns an allocator whose memory is charged to a pool, and whose idle memory others may
     * have.
     *
     * @throws IllegalArgumentException if the pool's pages are larger than 16 MiB
     */
    public static SizeClassAllocator create(MemoryPool pool, AllocatorOptions options) {
        int processors = Runtime.getRuntime().availableProcessors();
        SizeClassAllocator allocator =
                new SizeClassAllocator(new PoolRuns(pool), options, 2 * processors);
        allocator.withdrawal = pool.addEvictor(new IdleMemory(allocator));
        allocator.runs.show(allocator);
        return allocator;
    }

    /** Returns an allocator with the usual options. */
    public static SizeClassAllocator create(MemoryPool pool) {
        return create(pool, AllocatorOptions.defaults("blocks", pool));
    }

    @Override
    public long tryAllocate(int sizeBytes) {
        return follow(take(sizeBytes), sizeBytes);
    }

    private long follow(long block, int sizeBytes) {
        if (followed != null && block != NONE) {
            followed.allocated(block, sizeBytes, usableBytes(block));
        }
        return block;
    }

    private long take(int sizeBytes) {
        if (sizeBytes > 0 && sizeBytes <= maxSmallBytes) {
            BlockHeap heap = threads.find(Thread.currentThread());
            int sizeClass = SizeClasses.indexOf(sizeBytes);
            long block = heap == null ? takeElsewhere(sizeClass) : heap.take(sizeClass);
            return block != NONE ? block : takeAfterShortage(sizeClass, 1);
        }
        return allocateLarge(sizeBytes);
    }

    /** Takes a block for a thread that has no heap. */
    private long takeElsewhere(int sizeClass) {
        Thread thread = Thread.currentThread();
        return thread.isVirtual()
                ? shared.take(sizeClass)
                : threads.register(thread).take(sizeClass);
    }

    private long takeAfterShortage(int sizeClass, int alignmentBytes) {
        relieve();
        long block = takeOnce(sizeClass);
        if (block == NONE) {
            // whoever frees blocks of the shared heaps, anybody may have them
            block = shared.take(sizeClass);
        }
        // a larger block is better than none
        for (int larger = sizeClass + 1; block == NONE && larger < classes.count(); larger++) {
            if ((classes.blockBytes(larger) & (alignmentBytes - 1)) == 0) {
                block = takeOnce(larger);
            }
        }
        return block;
    }

    private long takeOnce(int sizeClass) {
        BlockHeap heap = threads.find(Thread.currentThread());
        return heap == null ? takeElsewhere(sizeClass) : heap.take(sizeClass);
    }

    /** Gives to the pool what nobody uses, so that it can be had in another form. */
    private long relieve() {
        depot.noteShortage();
        threads.sweep();
        shared.trim();
        long releasedBytes = depot.releaseEmpty(Long.MAX_VALUE);
        depot.tellDamage();
        return releasedBytes;
    }

    private long allocateLarge(int sizeBytes) {
        BlockArguments.requireSize(sizeBytes);
        int pages = Math.ceilDiv(sizeBytes, runs.pageSizeBytes());
        Slab slab = depot.takeLarge(pages);
        if (slab == null) {
            relieve();
            slab = depot.takeLarge(pages);
        }
        return slab == null ? NONE : slab.address();
    }

    @Override
    public long tryAllocateAligned(int sizeBytes, int alignmentBytes) {
        BlockArguments.requireSize(sizeBytes);
        BlockArguments.requireAlignment(alignmentBytes, runs.pageSizeBytes());
        return follow(takeAligned(sizeBytes, alignmentBytes), sizeBytes);
    }

    private long takeAligned(int sizeBytes, int alignmentBytes) {
        if (alignmentBytes <= SizeClasses.QUANTUM_BYTES) {
            return take(sizeBytes);
        }
        if (sizeBytes <= maxSmallBytes) {
            int sizeClass = classes.alignedIndexOf(sizeBytes, alignmentBytes);
            if (sizeClass < classes.count()) {
                long block = takeOnce(sizeClass);
                return block != NONE ? block : takeAfterShortage(sizeClass, alignmentBytes);
            }
        }
        return allocateLarge(sizeBytes);
    }

    @Override
    public long tryReallocate(long address, int sizeBytes) {
        BlockArguments.requireSize(sizeBytes);
        int usableBytes = usableBytes(address);
        if (sizeBytes <= usableBytes && sizeBytes > usableBytes >> SHRINK_SHIFT) {
            if (followed != null) {
                followed.resized(address, sizeBytes, usableBytes);
            }
            return address;
        }
        long moved = tryAllocate(sizeBytes);
        if (moved != NONE) {
            RawMemory.copy(address, moved, Math.min(sizeBytes, usableBytes));
            free(address);
        }
        return moved;
    }

    @Override
    public void free(long address) {
        if (followed != null) {
            FollowedHome.end(followed, address);
        }
        takeBack(address);
    }

    private void takeBack(long address) {
        Slab slab = slabs.find(address);
        if (slab == null) {
            throw foreign(address);
        }
        takeBack(slab, slab.indexOfLive(address));
    }

    /** Takes back a block of a slab, which was live a moment ago. */
    void takeBack(Slab slab, int index) {
        BlockHeap heap = slab.heap();
        if (heap != null && heap.isOwnedBy(Thread.currentThread())) {
            heap.put(slab, index);
        } else {
            takeBackElsewhere(slab, heap, index);
        }
    }

    /** Takes back a block that does not belong to the current thread. */
    private void takeBackElsewhere(Slab slab, @Nullable BlockHeap heap, int index) {
        if (heap == null) {
            depot.giveLarge(slab);
        } else if (heap.isShared() && heap.tryLock()) {
            try {
                heap.put(slab, index);
            } finally {
                heap.unlock();
            }
        } else {
            heap.freeRemotely(slab, index);
        }
    }

    @Override
    public int usableBytes(long address) {
        return liveSlab(address).blockBytes();
    }

    private Slab liveSlab(long address) {
        Slab slab = slabs.find(address);
        if (slab == null) {
            throw foreign(address);
        }
        slab.indexOfLive(address);
        return slab;
    }

    @Override
    public MemoryBlock allocateBlock(int sizeBytes) throws MemoryAllocationException {
        if (followed == null && sizeBytes > 0 && sizeBytes <= maxSmallBytes) {
            BlockHeap heap = threads.find(Thread.currentThread());
            int sizeClass = SizeClasses.indexOf(sizeBytes);
            long address = heap == null ? NONE : heap.take(sizeClass);
            if (heap != null && address != NONE) {
                return SlabBlocks.of(this, heap.current(sizeClass))
                        .open(address, sizeBytes, freshObjects);
            }
        }
        return allocateAnyBlock(sizeBytes);
    }

    private MemoryBlock allocateAnyBlock(int sizeBytes) throws MemoryAllocationException {
        long address = allocate(sizeBytes);
        Slab slab = slabs.find(address);
        if (slab == null) {
            throw foreign(address);
        }
        return followed == null
                ? SlabBlocks.of(this, slab).open(address, sizeBytes, freshObjects)
                : new FollowedHome(this, followed, this::takeBack)
                        .open(address, sizeBytes, slab.blockBytes());
    }

    @Override
    public long trim() {
        long before = depot.reservedBytes();
        relieve();
        return releasedSince(before);
    }

    /** What the pool got back, also of slabs that were not kept at hand. */
    private long releasedSince(long reservedBytes) {
        return Math.max(0, reservedBytes - depot.reservedBytes());
    }

    /** Counts the heaps of others only if their threads have ended, or if they are shared. */
    @Override
    public long evictableBytes() {
        return depot.emptyBytes() + threads.idleBytes() + shared.idleBytes();
    }

    @Override
    public long evict(long targetBytes) {
        long before = depot.reservedBytes();
        depot.noteShortage();
        if (depot.releaseEmpty(targetBytes) < targetBytes) {
            threads.sweep();
            shared.tryTrim();
            depot.releaseEmpty(targetBytes - releasedSince(before));
        }
        return releasedSince(before);
    }

    @Override
    public AllocatorFigures figures() {
        SlabCensus census = SlabCensus.of(classes, runs, slabs);
        return new AllocatorFigures(
                options.name(),
                runs.owner(),
                depot.reservedBytes(),
                census.liveBlocks(),
                census.liveBytes(),
                census.idleBytes(),
                census.largestFreeBytes(),
                threads.count());
    }

    @Override
    public MemoryAllocationException denied(int sizeBytes) {
        int pages =
                sizeBytes <= maxSmallBytes
                        ? classes.minSlabPages(SizeClasses.indexOf(sizeBytes))
                        : Math.ceilDiv(sizeBytes, runs.pageSizeBytes());
        return runs.denied(pages);
    }

    @Override
    public void verify() {
        SlabCensus.verify(classes, runs, depot, slabs);
        if (followed != null) {
            followed.inspect();
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            threads.collectAll();
            shared.collectAll();
        } finally {
            closeCollected(figures());
        }
    }

    /** Gives memory back before anything is called that may throw for other reasons. */
    private void closeCollected(AllocatorFigures left) {
        runs.hide(this);
        threads.close();
        shared.close();
        try {
            depot.close();
        } finally {
            withdrawal.run();
        }
        if (followed != null) {
            followed.close();
        }
        if (left.liveBlocks() > 0) {
            options.tellLeak(left, followed != null);
        }
        depot.tellDamage();
    }

    @Override
    public String toString() {
        return "SizeClassAllocator[" + options.name() + " of " + runs.owner() + "]";
    }

    private IllegalStateException foreign(long address) {
        return new IllegalStateException(
                "address=0x%x (expected a block of %s)".formatted(address, this));
    }
}
