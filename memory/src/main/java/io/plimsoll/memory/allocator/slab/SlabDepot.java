package io.plimsoll.memory.allocator.slab;

import io.plimsoll.memory.allocator.run.FinalReturn;
import io.plimsoll.memory.allocator.run.PageRun;
import io.plimsoll.memory.allocator.run.PageRuns;
import io.plimsoll.memory.allocator.run.RunMap;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All slabs of an allocator: gets runs of pages for them, knows them by address, and keeps some
 * empty ones at hand, which any thread may take and which go first when memory is short.
 *
 * <p><b>Threads:</b> any thread may call any method; what the slabs at hand and the sums are is
 * guarded by the depot's lock. It is never held while the pool is called: to give memory back may
 * run whatever waits for it.
 */
public final class SlabDepot implements SlabSource {

    private final PageRuns runs;
    private final SizeClasses classes;
    private final RunMap<Slab> slabs;
    private final long retainBytes;

    /** Empty slabs by the class that they were last cut for, linked through {@link Slab#next}. */
    private final @Nullable Slab[] empty; // guarded by this

    private long emptyBytes; // guarded by this
    private long reservedBytes; // guarded by this
    private boolean closed; // guarded by this

    /** Damage that nobody was told of yet; changed under the lock, volatile. */
    private volatile @Nullable IllegalStateException damage;

    /** Only ever grows; volatile. */
    private volatile int shortages;

    public SlabDepot(PageRuns runs, SizeClasses classes, RunMap<Slab> slabs, long retainBytes) {
        this.runs = runs;
        this.classes = classes;
        this.slabs = slabs;
        this.retainBytes = retainBytes;
        this.empty = new Slab[classes.count()];
    }

    @Override
    public @Nullable Slab take(BlockHeap heap, int sizeClass) {
        Slab slab = takeEmpty(sizeClass);
        if (slab == null) {
            slab = grow(classes.slabPages(sizeClass), classes.minSlabPages(sizeClass));
        }
        if (slab != null) {
            cut(slab, heap, sizeClass);
        }
        return slab;
    }

    private void cut(Slab slab, BlockHeap heap, int sizeClass) {
        boolean done = false;
        try {
            slab.cut(heap, sizeClass, classes.blockBytes(sizeClass), runs.pageSizeBytes());
            done = true;
        } finally {
            if (!done) {
                // there was no room for its bitmap: it is half cut
                release(slab);
            }
        }
    }

    /** Takes an empty slab that was cut for the same class, or else one of as many pages. */
    private synchronized @Nullable Slab takeEmpty(int sizeClass) {
        int found = sizeClass;
        int pages = classes.slabPages(sizeClass);
        for (int other = 0; empty[found] == null && other < empty.length; other++) {
            Slab slab = empty[other];
            found = slab != null && slab.run.pages() == pages ? other : sizeClass;
        }
        Slab slab = empty[found];
        if (slab != null) {
            empty[found] = slab.next;
            slab.next = null;
            emptyBytes -= bytesOf(slab);
        }
        return slab;
    }

    /** Makes a slab of as many pages as are to be had. */
    private @Nullable Slab grow(int pages, int minPages) {
        Slab slab = newSlab(pages);
        if (slab == null && releaseEmpty(Long.MAX_VALUE) > 0) {
            slab = newSlab(pages);
        }
        for (int fewer = pages - 1; slab == null && fewer >= minPages; fewer--) {
            slab = newSlab(fewer);
        }
        return slab;
    }

    private @Nullable Slab newSlab(int pages) {
        requireOpen();
        PageRun run = runs.take(pages);
        return run == null ? null : enter(run);
    }

    private Slab enter(PageRun run) {
        boolean done = false;
        try {
            Slab slab = new Slab(run);
            slabs.put(run, slab);
            addReserved(bytesOf(slab));
            done = true;
            return slab;
        } finally {
            if (!done) {
                runs.give(run);
            }
        }
    }

    @Override
    public void give(Slab slab) {
        slab.heap = null;
        if (!retain(slab)) {
            release(slab);
        }
    }

    private synchronized boolean retain(Slab slab) {
        if (emptyBytes + bytesOf(slab) > retainBytes || closed) {
            return false;
        }
        slab.next = empty[slab.sizeClass];
        empty[slab.sizeClass] = slab;
        emptyBytes += bytesOf(slab);
        return true;
    }

    /** Makes a run of its own for one large block. */
    public @Nullable Slab takeLarge(int pages) {
        Slab slab = newSlab(pages);
        if (slab == null && releaseEmpty(Long.MAX_VALUE) > 0) {
            slab = newSlab(pages);
        }
        if (slab != null) {
            slab.makeLarge(runs.pageSizeBytes());
        }
        return slab;
    }

    /** Gives back the run of a large block. */
    public void giveLarge(Slab slab) {
        if (!endLarge(slab)) {
            throw Slab.freedTwice(slab.address());
        }
        release(slab);
    }

    private synchronized boolean endLarge(Slab slab) {
        requireOpen();
        if (slab.place != Slab.Place.LARGE) {
            return false;
        }
        slab.place = Slab.Place.NOWHERE;
        slab.clearUsed();
        return true;
    }

    @Override
    public synchronized void noteDamage(String what) {
        IllegalStateException found = new IllegalStateException(what);
        if (damage == null) {
            damage = found;
        } else {
            damage.addSuppressed(found);
        }
    }

    @Override
    public void tellDamage() {
        if (damage != null) {
            tellNotedDamage();
        }
    }

    private synchronized void tellNotedDamage() {
        IllegalStateException found = damage;
        damage = null;
        if (found != null) {
            throw found;
        }
    }

    /** Notes that memory was short, so that heaps give away what they have at hand. */
    public synchronized void noteShortage() {
        shortages++;
    }

    @Override
    public int shortages() {
        return shortages;
    }

    /** Gives empty slabs back to the pool, that many bytes if there are so many; returns bytes. */
    public long releaseEmpty(long targetBytes) {
        long releasedBytes = 0;
        while (releasedBytes < targetBytes) {
            Slab slab = takeAnyEmpty();
            if (slab == null) {
                break;
            }
            releasedBytes += bytesOf(slab);
            release(slab);
        }
        return releasedBytes;
    }

    /** Takes an empty slab, of the class with the largest blocks that has one. */
    private synchronized @Nullable Slab takeAnyEmpty() {
        for (int sizeClass = empty.length - 1; sizeClass >= 0; sizeClass--) {
            if (empty[sizeClass] != null) {
                return takeEmpty(sizeClass);
            }
        }
        return null;
    }

    /**
     * Gives everything back, whatever is still in use, and refuses to grow from now on. A run that
     * cannot be given back keeps none of the others; what it threw is thrown at the end.
     */
    public void close() {
        synchronized (this) {
            closed = true;
            Arrays.fill(empty, null);
            emptyBytes = 0;
        }
        FinalReturn all = new FinalReturn(runs);
        slabs.forEach(slab -> release(slab, all));
        slabs.clear();
        all.finish();
    }

    /** Whether a slab is empty and at hand. */
    @SuppressWarnings("ReferenceEquality") // a slab is itself
    synchronized boolean isAtHand(Slab slab) {
        Slab each = empty[slab.sizeClass];
        while (each != null && each != slab) {
            each = each.next;
        }
        return each == slab;
    }

    /** Bytes of runs taken from the pool. */
    public synchronized long reservedBytes() {
        return reservedBytes;
    }

    /** Bytes of slabs at hand. */
    public synchronized long emptyBytes() {
        return emptyBytes;
    }

    private void release(Slab slab) {
        if (strikeOff(slab)) {
            runs.give(slab.run);
        }
    }

    private void release(Slab slab, FinalReturn all) {
        if (strikeOff(slab)) {
            all.give(slab.run);
        }
    }

    /**
     * Strikes a slab off, and makes it refuse blocks that come back.
     *
     * @return whether it was there: of those who strike it off at once, one gives its run back
     */
    @SuppressWarnings("ReferenceEquality") // a slab is itself
    private synchronized boolean strikeOff(Slab slab) {
        if (slabs.find(slab.address) != slab) {
            return false;
        }
        slabs.put(slab.run, null);
        reservedBytes -= bytesOf(slab);
        slab.heap = null;
        slab.place = Slab.Place.NOWHERE;
        return true;
    }

    private long bytesOf(Slab slab) {
        return (long) slab.run.pages() * runs.pageSizeBytes();
    }

    private synchronized void addReserved(long bytes) {
        reservedBytes += bytes;
    }

    private synchronized void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the allocator has been closed (expected an open one)");
        }
    }
}
