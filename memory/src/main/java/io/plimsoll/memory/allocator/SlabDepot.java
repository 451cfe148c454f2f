package io.plimsoll.memory.allocator;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All slabs of an allocator: gets runs of pages for them, knows them by address, and keeps some
 * empty ones at hand, which any thread may take and which go first when memory is short.
 *
 * <p><b>Threads:</b> any thread may call any method; all changes are guarded by the depot's lock.
 * It is held while a run is taken from or given back to the pool.
 */
final class SlabDepot implements SlabSource {

    private final PageRuns runs;
    private final SizeClasses classes;
    private final RunMap<Slab> slabs;
    private final long retainBytes;
    private final long secret;

    /** Empty slabs by the class that they were last cut for, linked through {@link Slab#next}. */
    private final @Nullable Slab[] empty;

    private long emptyBytes;
    private long reservedBytes;
    private boolean closed;

    /** Only ever grows; volatile. */
    private volatile int shortages;

    SlabDepot(
            PageRuns runs, SizeClasses classes, RunMap<Slab> slabs, long retainBytes, long secret) {
        this.runs = runs;
        this.classes = classes;
        this.slabs = slabs;
        this.retainBytes = retainBytes;
        this.secret = secret;
        this.empty = new Slab[classes.count()];
    }

    @Override
    public synchronized @Nullable Slab take(BlockHeap heap, int sizeClass) {
        Slab slab = takeEmpty(sizeClass);
        if (slab == null) {
            slab = grow(classes.slabPages(sizeClass), classes.minSlabPages(sizeClass));
        }
        if (slab != null) {
            int blockBytes = classes.blockBytes(sizeClass);
            slab.cut(heap, sizeClass, blockBytes, runs.pageSizeBytes());
        }
        return slab;
    }

    /** Takes an empty slab that was cut for the same class, or else one of as many pages. */
    private @Nullable Slab takeEmpty(int sizeClass) {
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
        if (slab == null && releaseEmpty(0) > 0) {
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
        if (run == null) {
            return null;
        }
        reservedBytes += (long) pages * runs.pageSizeBytes();
        Slab slab = new Slab(run, secret);
        slabs.put(run, slab);
        return slab;
    }

    @Override
    public synchronized void give(Slab slab) {
        slab.heap = null;
        if (emptyBytes + bytesOf(slab) > retainBytes || closed) {
            release(slab);
        } else {
            slab.next = empty[slab.sizeClass];
            empty[slab.sizeClass] = slab;
            emptyBytes += bytesOf(slab);
        }
    }

    /** Makes a run of its own for one large block. */
    synchronized @Nullable Slab takeLarge(int pages) {
        Slab slab = newSlab(pages);
        if (slab == null && releaseEmpty(0) > 0) {
            slab = newSlab(pages);
        }
        if (slab != null) {
            slab.makeLarge(runs.pageSizeBytes());
        }
        return slab;
    }

    /** Gives back the run of a large block. */
    synchronized void giveLarge(Slab slab, long block) {
        slab.indexOf(block);
        if (slab.place != Slab.Place.LARGE) {
            throw Slab.freedTwice(block);
        }
        slab.place = Slab.Place.NOWHERE;
        slab.used = 0;
        release(slab);
    }

    /** Notes that memory was short, so that heaps give away what they have at hand. */
    synchronized void noteShortage() {
        shortages++;
    }

    @Override
    public int shortages() {
        return shortages;
    }

    /** Gives empty slabs back to the pool until at most that many bytes are left; returns bytes. */
    synchronized long releaseEmpty(long keepBytes) {
        long before = emptyBytes;
        for (int sizeClass = empty.length - 1; sizeClass >= 0; sizeClass--) {
            Slab slab = empty[sizeClass];
            while (slab != null && emptyBytes > keepBytes) {
                Slab next = slab.next;
                emptyBytes -= bytesOf(slab);
                release(slab);
                slab = next;
            }
            empty[sizeClass] = slab;
        }
        return before - emptyBytes;
    }

    /** Gives everything back, whatever is still in use, and refuses to grow from now on. */
    synchronized void close() {
        closed = true;
        slabs.forEach(slab -> runs.give(slab.run));
        slabs.clear();
        Arrays.fill(empty, null);
        emptyBytes = 0;
        reservedBytes = 0;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Bytes of runs taken from the pool. */
    synchronized long reservedBytes() {
        return reservedBytes;
    }

    /** Bytes of slabs at hand. */
    synchronized long emptyBytes() {
        return emptyBytes;
    }

    private void release(Slab slab) {
        slab.next = null;
        slabs.put(slab.run, null);
        reservedBytes -= bytesOf(slab);
        runs.give(slab.run);
    }

    private long bytesOf(Slab slab) {
        return (long) slab.run.pages() * runs.pageSizeBytes();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the allocator has been closed (expected an open one)");
        }
    }
}
