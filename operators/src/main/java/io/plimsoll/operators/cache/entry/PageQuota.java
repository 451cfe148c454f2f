package io.plimsoll.operators.cache.entry;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.segment.MemorySegment;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The pages that a part of a cache may have: leased from a pool when they are needed, a quota at
 * most. Some that came free stay at hand.
 *
 * <p>A pool that has refused is not asked again at once, since a refusal costs it a look at every
 * pool that could have something hidden: the cache evicts instead, and asks again after some more
 * pages were wanted.
 *
 * <p>Not thread-safe.
 */
public final class PageQuota {

    /** After a refusal so many wishes are refused here. */
    private static final int WISHES_BETWEEN_ASKING = 64;

    /** That part of the quota stays at hand when it comes free. */
    private static final int SPARE_FRACTION = 32;

    private final MemoryPool pool;
    private final int quotaPages;
    private final ArrayDeque<MemorySegment> spare = new ArrayDeque<>();

    /** Pages leased, the spare ones included. */
    private int leased;

    private int wishesToRefuse;

    /** Creates a quota of which nothing is used. */
    public PageQuota(MemoryPool pool, int quotaPages) {
        this.pool = pool;
        this.quotaPages = quotaPages;
    }

    /** The size of a page. */
    public int pageBytes() {
        return pool.pageSizeBytes();
    }

    /** The most pages that there may be. */
    public int quotaPages() {
        return quotaPages;
    }

    /** The pages that are in use or at hand. */
    public int leasedPages() {
        return leased;
    }

    /** The pages at hand. */
    public int sparePages() {
        return spare.size();
    }

    /** Returns a page with any contents, or null if there is none to be had. */
    public @Nullable MemorySegment take() {
        MemorySegment page = spare.pollLast();
        return page != null ? page : lease();
    }

    /** Leases pages until so many are at hand; false if they are not to be had. */
    public boolean stock(int pages) {
        while (spare.size() < pages) {
            MemorySegment page = lease();
            if (page == null) {
                return false;
            }
            spare.addLast(page);
        }
        return true;
    }

    /** Takes a page back, to be at hand for the next use. */
    public void give(MemorySegment page) {
        spare.addLast(page);
    }

    /** Gives what is at hand beyond a small reserve back to the pool. */
    public void releaseSurplus() {
        release(spare.size() - quotaPages / SPARE_FRACTION);
    }

    /** Gives up to so many of the pages at hand back to the pool; returns how many. */
    public int release(int pages) {
        int released = 0;
        while (released < pages && !spare.isEmpty()) {
            pool.release(spare.pollLast());
            released++;
        }
        leased -= released;
        return released;
    }

    private @Nullable MemorySegment lease() {
        if (leased == quotaPages) {
            return null;
        }
        if (wishesToRefuse > 0) {
            wishesToRefuse--;
            return null;
        }
        MemorySegment page = pool.tryAllocatePage();
        if (page == null) {
            wishesToRefuse = WISHES_BETWEEN_ASKING;
            return null;
        }
        leased++;
        return page;
    }
}
