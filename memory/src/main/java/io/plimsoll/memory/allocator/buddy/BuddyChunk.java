package io.plimsoll.memory.allocator.buddy;

import io.plimsoll.memory.allocator.run.PageRun;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A run of pages divided by halving (K. Knowlton, 1965). A block of order {@code o} is {@code 2^o}
 * units long and starts at a multiple of its length; with its buddy, the other half of the same
 * parent, it merges as soon as both are free.
 *
 * <pre>
 *   order 3 |               0               |
 *         2 |       0       |       1       |
 *         1 |   0   |   1   |   2   |   3   |      free sets by order: a set of these numbers each
 *         0 | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 |      live blocks: their order, at their first unit
 * </pre>
 *
 * <p>Of the free blocks that fit best the one of lowest address is taken, so that the upper part of
 * the chunk comes free.
 *
 * <p><b>Threads:</b> any thread may call any method; all fields are guarded by the chunk's lock,
 * which is held for a few steps per order. {@link #largestFreeOrder} is read without it, as a hint.
 */
public final class BuddyChunk {

    /** Says in {@link #liveOrders} that no live block starts at a unit. */
    private static final byte NOT_LIVE = -1;

    private static final int NONE = -1;

    /** Stands for "no block". */
    public static final long NO_BLOCK = 0;

    private final PageRun run;
    private final long sizeBytes;

    private final int unitShift;
    private final int maxOrder;
    private final FreeBits[] free;
    private final byte[] liveOrders;

    private long freeBytes;
    private int liveBlocks;

    /** Nothing may be taken any more: the run goes back. */
    private boolean retired;

    /** Written under the lock, volatile; -1 if nothing is free. */
    private volatile int largestFreeOrder;

    /** The objects that stand for blocks, by first unit, for those who want some. */
    private @Nullable Object @Nullable [] views;

    public BuddyChunk(PageRun run, long sizeBytes, int unitShift) {
        this.run = run;
        this.sizeBytes = sizeBytes;
        this.unitShift = unitShift;
        int units = (int) (sizeBytes >>> unitShift);
        this.maxOrder = Integer.numberOfTrailingZeros(units);
        this.free = new FreeBits[maxOrder + 1];
        for (int order = 0; order <= maxOrder; order++) {
            free[order] = new FreeBits(units >>> order);
        }
        this.liveOrders = new byte[units];
        Arrays.fill(liveOrders, NOT_LIVE);
        free[maxOrder].add(0);
        this.freeBytes = sizeBytes;
        this.largestFreeOrder = maxOrder;
    }

    /** The order of the largest free block, or -1: a hint that may be late. */
    public int largestFreeOrder() {
        return largestFreeOrder;
    }

    /** Takes a block, or returns {@link #NO_BLOCK}. */
    public synchronized long take(int order) {
        int found = order;
        while (found <= maxOrder && free[found].count() == 0) {
            found++;
        }
        if (found > maxOrder || retired) {
            return NO_BLOCK;
        }
        int block = free[found].first();
        free[found].remove(block);
        while (found > order) {
            found--;
            block <<= 1;
            free[found].add(block + 1);
        }
        liveOrders[block << order] = (byte) order;
        liveBlocks++;
        freeBytes -= bytesOf(order);
        noteLargest();
        return addressOf(block << order);
    }

    /**
     * Takes a block back.
     *
     * @return whether the whole chunk is free now
     */
    public synchronized boolean put(long address) {
        int unit = liveUnit(address);
        int order = liveOrders[unit];
        liveOrders[unit] = NOT_LIVE;
        liveBlocks--;
        freeBytes += bytesOf(order);
        merge(unit >>> order, order);
        noteLargest();
        return liveBlocks == 0;
    }

    private void merge(int freed, int freedOrder) {
        int block = freed;
        int order = freedOrder;
        while (order < maxOrder && free[order].contains(block ^ 1)) {
            free[order].remove(block ^ 1);
            block >>>= 1;
            order++;
        }
        free[order].add(block);
    }

    /**
     * Makes a live block larger or smaller in its place.
     *
     * @return whether that was possible; otherwise it is as it was
     */
    public synchronized boolean resize(long address, int newOrder) {
        int unit = liveUnit(address);
        int order = liveOrders[unit];
        if (!canGrow(unit, order, newOrder)) {
            return false;
        }
        freeBytes += bytesOf(order) - bytesOf(newOrder);
        for (int grown = order; grown < newOrder; grown++) {
            free[grown].remove((unit >>> grown) + 1);
        }
        for (int shrunk = order - 1; shrunk >= newOrder; shrunk--) {
            free[shrunk].add((unit >>> shrunk) + 1);
        }
        liveOrders[unit] = (byte) newOrder;
        noteLargest();
        return true;
    }

    /** Whether a block is the lower half at each order on the way, and the upper one is free. */
    private boolean canGrow(int unit, int order, int newOrder) {
        if (newOrder > maxOrder) {
            return false;
        }
        for (int grown = order; grown < newOrder; grown++) {
            int block = unit >>> grown;
            if ((block & 1) != 0 || !free[grown].contains(block + 1)) {
                return false;
            }
        }
        return true;
    }

    /** The length of the live block that starts at an address. */
    public synchronized long lengthOf(long address) {
        return bytesOf(liveOrders[liveUnit(address)]);
    }

    /** What was last kept for the live block at an address by {@link #keepView}, or null. */
    public synchronized @Nullable Object view(long address) {
        return views == null ? null : views[liveUnit(address)];
    }

    /** Keeps the object that stands for a live block. */
    public synchronized void keepView(long address, Object view) {
        @Nullable Object[] known = views;
        if (known == null) {
            known = new Object[liveOrders.length];
            views = known;
        }
        known[liveUnit(address)] = view;
    }

    /** The run that the chunk is. */
    public PageRun run() {
        return run;
    }

    /** Length of the run. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /** Makes sure that nothing is taken any more, if nothing is out; whether that is so. */
    public synchronized boolean retire() {
        if (liveBlocks > 0) {
            return false;
        }
        retired = true;
        largestFreeOrder = NONE;
        return true;
    }

    public synchronized long freeBytes() {
        return freeBytes;
    }

    public synchronized int liveBlocks() {
        return liveBlocks;
    }

    private int liveUnit(long address) {
        long offset = address - run.address();
        int unit = (int) (offset >>> unitShift);
        if ((long) unit << unitShift != offset || liveOrders[unit] == NOT_LIVE) {
            throw new IllegalStateException(
                    "address=0x%x (expected the start of a live block: freed twice?)"
                            .formatted(address));
        }
        return unit;
    }

    private void noteLargest() {
        int order = maxOrder;
        while (order >= 0 && free[order].count() == 0) {
            order--;
        }
        largestFreeOrder = order;
    }

    private long bytesOf(int order) {
        return 1L << (unitShift + order);
    }

    private long addressOf(int unit) {
        return run.address() + ((long) unit << unitShift);
    }

    /** Checks that blocks tile the chunk, and that no two free buddies are left unmerged. */
    public synchronized void verify() {
        int unit = 0;
        int live = 0;
        long freeSum = 0;
        int freeBlocks = 0;
        while (unit < liveOrders.length) {
            int order = liveOrders[unit];
            int freeOrder = freeOrderAt(unit);
            require((order == NOT_LIVE) != (freeOrder == NONE), "neither or both", unit);
            if (order == NOT_LIVE) {
                order = freeOrder;
                freeSum += bytesOf(order);
                freeBlocks++;
                boolean unmerged = order < maxOrder && free[order].contains((unit >>> order) ^ 1);
                require(!unmerged, "two free buddies", unit);
            } else {
                live++;
                for (int inner = unit + 1; inner < unit + (1 << order); inner++) {
                    require(liveOrders[inner] == NOT_LIVE, "a block within a block", inner);
                }
            }
            require((unit & ((1 << order) - 1)) == 0, "not aligned", unit);
            unit += 1 << order;
        }
        int counted = 0;
        for (FreeBits bits : free) {
            counted += bits.count();
        }
        require(counted == freeBlocks, "a free block within a block", unit);
        require(live == liveBlocks && freeSum == freeBytes, "wrong sums", unit);
    }

    private int freeOrderAt(int unit) {
        for (int order = maxOrder; order >= 0; order--) {
            if ((unit & ((1 << order) - 1)) == 0 && free[order].contains(unit >>> order)) {
                return order;
            }
        }
        return NONE;
    }

    private void require(boolean holds, String what, int unit) {
        if (!holds) {
            throw new IllegalStateException(
                    "chunk=0x%x unit=%d: %s".formatted(run.address(), unit, what));
        }
    }
}
