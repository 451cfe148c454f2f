package io.plimsoll.memory.allocator;

import static io.plimsoll.memory.allocator.buddy.BuddyOrders.bytesOf;

import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.allocator.buddy.BuddyChunk;
import io.plimsoll.memory.allocator.buddy.BuddyOrders;
import io.plimsoll.memory.allocator.run.FinalReturn;
import io.plimsoll.memory.allocator.run.FollowedRuns;
import io.plimsoll.memory.allocator.run.PageRun;
import io.plimsoll.memory.allocator.run.PageRuns;
import io.plimsoll.memory.allocator.run.PoolRuns;
import io.plimsoll.memory.allocator.run.RunMap;
import io.plimsoll.memory.leak.BlockTracker;
import io.plimsoll.memory.snapshot.AllocatorFigures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An allocator for large blocks whose users can make use of all that they get: hash tables,
 * sorters, I/O buffers. Every block is a power of two long, {@link #UNIT_BYTES} at least, and
 * aligned to its length or to the page size, whichever is less. {@link #usableBytes} tells the
 * length.
 *
 * <p>Blocks are cut from {@linkplain BuddyChunk chunks}: runs of pages from the pool, a sixteenth
 * of its maximum as a rule, smaller ones when memory is short, larger ones for larger blocks. An
 * idle chunk goes back to the pool, unless little is kept at hand.
 *
 * <p><b>Threads:</b> any thread may call any method. There is one lock per chunk; chunks are added
 * and removed under the allocator's, which is never taken while a chunk's is held. As a rule one
 * thread at a time takes a chunk from the pool ({@link GrowthTurn}). No other lock is held while
 * the pool is called: that may run evictors, and whatever waits for memory.
 */
public final class BuddyAllocator extends BlockHome implements BlockAllocator {

    /** The length of the smallest block. */
    public static final int UNIT_BYTES = 1 << BuddyOrders.UNIT_SHIFT;

    /** A chunk is this part of the pool's maximum, so that no chunk is most of the memory. */
    private static final int CHUNKS_PER_POOL = 16;

    /** Large enough that taking a chunk costs nothing. */
    private static final long MAX_CHUNK_BYTES = 16L << 20;

    private static final BuddyChunk[] NO_CHUNKS = {};

    private final AllocatorOptions options;
    private final PageRuns runs;
    private final long chunkBytes;
    private final RunMap<BuddyChunk> map;
    private final GrowthTurn growth = new GrowthTurn();

    /** Follows blocks; null if nobody does. */
    private final @Nullable BlockTracker followed;

    /** In the order of addresses; replaced as a whole under the lock, volatile. */
    private volatile BuddyChunk[] chunks = NO_CHUNKS;

    /** Makes arbitration forget this allocator; set before anybody else knows it. */
    private Runnable withdrawal = () -> {};

    private boolean closed; // guarded by this

    BuddyAllocator(PageRuns source, AllocatorOptions options) {
        this.followed = source.newTracker(0);
        this.runs = FollowedRuns.of(source, followed);
        this.options = options;
        this.map = new RunMap<>(runs.pageSizeBytes());
        long share = Math.min(MAX_CHUNK_BYTES, runs.maxBytes() / CHUNKS_PER_POOL);
        this.chunkBytes = Long.highestOneBit(Math.max(share, runs.pageSizeBytes()));
    }

    /**
     * Returns an allocator whose memory is charged to a pool, and whose idle memory others may
     * have.
     */
    public static BuddyAllocator create(MemoryPool pool, AllocatorOptions options) {
        BuddyAllocator allocator = new BuddyAllocator(new PoolRuns(pool), options);
        allocator.withdrawal = pool.addEvictor(new IdleMemory(allocator));
        allocator.runs.show(allocator);
        return allocator;
    }

    /** Returns an allocator with the usual options. */
    public static BuddyAllocator create(MemoryPool pool) {
        return create(pool, AllocatorOptions.defaults("buddies", pool));
    }

    @Override
    public long tryAllocate(int sizeBytes) {
        int order = orderOf(sizeBytes);
        return follow(take(order), sizeBytes, order);
    }

    private long take(int order) {
        long block = takeFrom(chunks, order);
        return block == NONE ? growAndTake(order) : block;
    }

    private long follow(long block, int sizeBytes, int order) {
        if (followed != null && block != NONE) {
            followed.allocated(block, sizeBytes, bytesOf(order));
        }
        return block;
    }

    private static long takeFrom(BuddyChunk[] candidates, int order) {
        for (BuddyChunk chunk : candidates) {
            if (chunk.largestFreeOrder() >= order) {
                long block = chunk.take(order);
                if (block != NONE) {
                    return block;
                }
            }
        }
        return NONE;
    }

    private long growAndTake(int order) {
        boolean alone = growth.await();
        try {
            requireOpen();
            long block = takeFrom(chunks, order);
            return block != NONE ? block : takeFromNewChunk(order);
        } finally {
            growth.end(alone);
        }
    }

    private long takeFromNewChunk(int order) {
        long leastBytes = Math.max(bytesOf(order), runs.pageSizeBytes());
        BuddyChunk chunk = newChunk(Math.max(chunkBytes, leastBytes), leastBytes);
        if (chunk == null && releaseIdle(0, Long.MAX_VALUE) > 0) {
            chunk = newChunk(leastBytes, leastBytes);
        }
        if (chunk == null) {
            return NONE;
        }
        long block = chunk.take(order); // nobody else knows the chunk yet
        add(chunk);
        return block;
    }

    private synchronized void add(BuddyChunk chunk) {
        map.put(chunk.run(), chunk);
        BuddyChunk[] more = Arrays.copyOf(chunks, chunks.length + 1);
        more[chunks.length] = chunk;
        Arrays.sort(more, Comparator.comparingLong(each -> each.run().address()));
        chunks = more;
    }

    private @Nullable BuddyChunk newChunk(long bytes, long leastBytes) {
        for (long size = bytes; size >= leastBytes; size >>= 1) {
            PageRun run = runs.take((int) (size / runs.pageSizeBytes()));
            if (run != null) {
                return new BuddyChunk(run, size, BuddyOrders.UNIT_SHIFT);
            }
        }
        return null;
    }

    @Override
    public long tryAllocateAligned(int sizeBytes, int alignmentBytes) {
        BlockArguments.requireAlignment(alignmentBytes, runs.pageSizeBytes());
        BlockArguments.requireSize(sizeBytes);
        int order = orderOf(Math.max(sizeBytes, alignmentBytes));
        return follow(take(order), sizeBytes, order);
    }

    @Override
    public long tryReallocate(long address, int sizeBytes) {
        int order = orderOf(sizeBytes);
        BuddyChunk chunk = chunkOf(address);
        if (chunk.resize(address, order)) {
            if (followed != null) {
                followed.resized(address, sizeBytes, bytesOf(order));
            }
            return address;
        }
        long oldBytes = chunk.lengthOf(address);
        long moved = tryAllocate(sizeBytes);
        if (moved != NONE) {
            RawMemory.copy(address, moved, Math.min(sizeBytes, oldBytes));
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
        boolean idle = chunkOf(address).put(address);
        if (idle && chunks.length > 1) {
            releaseMoreThanRetained();
        }
    }

    @Override
    public int usableBytes(long address) {
        return (int) chunkOf(address).lengthOf(address);
    }

    @Override
    public MemoryBlock allocateBlock(int sizeBytes) throws MemoryAllocationException {
        long address = allocate(sizeBytes);
        if (followed != null) {
            return new FollowedHome(this, followed, this::takeBack)
                    .open(address, sizeBytes, (int) bytesOf(orderOf(sizeBytes)));
        }
        BuddyChunk chunk = chunkOf(address);
        MemoryBlock block = (MemoryBlock) chunk.view(address);
        if (block == null || options.checkUseAfterFree()) {
            block = new MemoryBlock(this, address);
            chunk.keepView(address, block);
        }
        return block.open(sizeBytes, (int) bytesOf(orderOf(sizeBytes)));
    }

    @Override
    public long trim() {
        return releaseIdle(0, Long.MAX_VALUE);
    }

    @Override
    public long evictableBytes() {
        long idleBytes = 0;
        for (BuddyChunk chunk : chunks) {
            idleBytes += chunk.liveBlocks() == 0 ? chunk.sizeBytes() : 0;
        }
        return idleBytes;
    }

    @Override
    public long evict(long targetBytes) {
        return releaseIdle(0, targetBytes);
    }

    /** One idle chunk always stays, lest a block that comes and goes takes it each time. */
    private void releaseMoreThanRetained() {
        long keepBytes = Math.max(options.retainBytes(), chunkBytes);
        if (evictableBytes() > keepBytes) {
            releaseIdle(keepBytes, Long.MAX_VALUE);
        }
    }

    /**
     * Gives chunks that have no block out back to the pool, from the upper end, until no more are
     * idle than are to be kept, or as much was given back as is wanted.
     */
    private long releaseIdle(long keepBytes, long targetBytes) {
        long releasedBytes = 0;
        for (BuddyChunk chunk : removeIdle(keepBytes, targetBytes)) {
            releasedBytes += chunk.sizeBytes();
            runs.give(chunk.run());
        }
        return releasedBytes;
    }

    private synchronized List<BuddyChunk> removeIdle(long keepBytes, long targetBytes) {
        long idleBytes = evictableBytes();
        long removedBytes = 0;
        List<BuddyChunk> removed = new ArrayList<>();
        List<BuddyChunk> kept = new ArrayList<>(Arrays.asList(chunks));
        for (BuddyChunk chunk : kept.reversed()) {
            boolean wanted = idleBytes > keepBytes && removedBytes < targetBytes;
            if (wanted && chunk.retire()) {
                idleBytes -= chunk.sizeBytes();
                removedBytes += chunk.sizeBytes();
                map.put(chunk.run(), null);
                removed.add(chunk);
            }
        }
        kept.removeAll(removed);
        chunks = kept.toArray(NO_CHUNKS);
        return removed;
    }

    @Override
    public AllocatorFigures figures() {
        long reservedBytes = 0;
        long freeBytes = 0;
        long idleBytes = 0;
        long liveBlocks = 0;
        int largestOrder = -1;
        for (BuddyChunk chunk : chunks) {
            int live = chunk.liveBlocks();
            reservedBytes += chunk.sizeBytes();
            freeBytes += live == 0 ? chunk.sizeBytes() : chunk.freeBytes();
            idleBytes += live == 0 ? chunk.sizeBytes() : 0;
            liveBlocks += live;
            largestOrder = Math.max(largestOrder, chunk.largestFreeOrder());
        }
        return new AllocatorFigures(
                options.name(),
                runs.owner(),
                reservedBytes,
                liveBlocks,
                reservedBytes - freeBytes,
                idleBytes,
                largestOrder < 0 ? 0 : bytesOf(largestOrder),
                0);
    }

    @Override
    public MemoryAllocationException denied(int sizeBytes) {
        long blockBytes = bytesOf(orderOf(sizeBytes));
        int pages = (int) Math.ceilDiv(blockBytes, runs.pageSizeBytes());
        MemoryAllocationException denied = runs.denied(pages);
        return blockBytes == sizeBytes
                ? denied
                : new MemoryAllocationException(
                        "sizeBytes=%d takes a block of %d bytes, a power of two: %s"
                                .formatted(sizeBytes, blockBytes, denied.getMessage()),
                        denied);
    }

    @Override
    BlockAllocator allocator() {
        return this;
    }

    @Override
    public synchronized void verify() {
        long end = 0;
        for (BuddyChunk chunk : chunks) {
            chunk.verify();
            if (chunk.run().address() < end || map.find(chunk.run().address()) != chunk) {
                throw new IllegalStateException(
                        "chunk=0x%x (expected after 0x%x and to be found by address)"
                                .formatted(chunk.run().address(), end));
            }
            end = chunk.run().address() + chunk.sizeBytes();
        }
        if (followed != null) {
            followed.inspect();
        }
    }

    @Override
    public void close() {
        AllocatorFigures left = figures();
        FinalReturn all = new FinalReturn(runs);
        for (BuddyChunk chunk : removeAll()) {
            all.give(chunk.run());
        }
        runs.hide(this);
        withdrawal.run();
        all.finish();
        if (followed != null) {
            followed.close();
        }
        if (left.liveBlocks() > 0) {
            options.tellLeak(left, followed != null);
        }
    }

    private synchronized BuddyChunk[] removeAll() {
        closed = true;
        BuddyChunk[] all = chunks;
        chunks = NO_CHUNKS;
        map.clear();
        return all;
    }

    @Override
    public String toString() {
        return "BuddyAllocator[" + options.name() + " of " + runs.owner() + "]";
    }

    private BuddyChunk chunkOf(long address) {
        BuddyChunk chunk = map.find(address);
        if (chunk == null) {
            throw new IllegalStateException(
                    "address=0x%x (expected a block of %s)".formatted(address, this));
        }
        return chunk;
    }

    private synchronized void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the allocator has been closed (expected an open one)");
        }
    }

    private static int orderOf(int sizeBytes) {
        BlockArguments.requireSize(sizeBytes);
        return BuddyOrders.orderOf(sizeBytes);
    }
}
