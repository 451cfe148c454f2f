package io.plimsoll.memory.allocator.slab;

import io.plimsoll.memory.allocator.run.PageRun;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Slabs of all classes that serve one thread, or whoever holds the lock: for each class the slab
 * that blocks come from now, and a list of others with free blocks.
 *
 * <p>A block that its owner frees goes back into its slab at once. One that another thread frees is
 * noted in {@link RemoteFrees}; the first one there puts these on this heap's list of pending ones,
 * which the owner works off when a slab is used up. Nowhere else are they emptied, so a slab cannot
 * be given away while another thread still holds on to it.
 *
 * <p><b>Threads:</b> every method needs ownership but {@link #freeRemotely} and the lock's. The
 * heap of a thread that has ended belongs to the holder of the registry's lock ({@link
 * ThreadHeaps}).
 */
public final class BlockHeap {

    /** Stands in for a slab where a class has none yet: always full. */
    private static final Slab NONE = none();

    private static final VarHandle PENDING;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            PENDING = lookup.findVarHandle(BlockHeap.class, "pending", RemoteFrees.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /**
     * The thread that owns this heap; null for one that is shared or whose thread has ended.
     * Written under the registry's lock: by the new owner itself, or cleared by anybody once the
     * thread has ended. Only a thread that wrote itself finds itself here, so it is read plainly.
     */
    @Nullable Thread owner;

    private final boolean shared;

    private final SlabSource source;
    private final Slab[] current;
    private final @Nullable Slab[] partial;

    /** Shortages of memory that empty slabs were given away for. */
    private int shortagesSeen;

    /** What others have freed: pushed by compare-and-set, taken as a whole. */
    @SuppressWarnings("unused") // through PENDING
    private volatile @Nullable RemoteFrees pending;

    /**
     * Of a shared heap: says who owns it. A lock that parks: its holder may be unmounted while it
     * gives memory back to the pool, and virtual threads that spin, yielding, could keep it so for
     * ever.
     */
    private final ReentrantLock lock = new ReentrantLock();

    BlockHeap(SlabSource source, int classes, boolean shared) {
        this.shared = shared;
        this.source = source;
        this.current = new Slab[classes];
        this.partial = new Slab[classes];
        Arrays.fill(current, NONE);
    }

    private static Slab none() {
        return new Slab(new PageRun(0, 0, null));
    }

    /** Whether the heap belongs to a thread. */
    @SuppressWarnings("ReferenceEquality") // a thread is itself
    public boolean isOwnedBy(Thread thread) {
        return owner == thread;
    }

    /** Whether the owner is whoever holds the lock. */
    public boolean isShared() {
        return shared;
    }

    /**
     * Takes a block of a class, or returns {@link Slab#NONE}: a shared heap does so already if it
     * would have to get a slab, which is done under no lock.
     */
    public long take(int sizeClass) {
        long block = current[sizeClass].tryTake();
        return block != Slab.NONE ? block : refillAndTake(sizeClass);
    }

    /** The slab that blocks of a class come from: that of the block taken last. */
    public Slab current(int sizeClass) {
        return current[sizeClass];
    }

    private long refillAndTake(int sizeClass) {
        Slab slab = current[sizeClass];
        if (slab.findFree()) {
            return slab.tryTake();
        }
        Slab next = replace(sizeClass, slab);
        if (next == null && !shared) {
            next = source.take(this, sizeClass);
        }
        return next == null ? Slab.NONE : takeFrom(next);
    }

    /**
     * Takes a block of a slab that was got for this heap, before anything else happens: what goes
     * back to the pool when the slab becomes the current one may be asked for by this thread, which
     * then gives away what is empty here.
     */
    long takeFrom(Slab slab) {
        long block = slab.tryTake();
        makeCurrent(slab);
        return block;
    }

    /**
     * Finds another slab for a class whose current one is full, or null. It is on no list then.
     *
     * @throws IllegalStateException if damage was found, here or elsewhere, and not yet told
     */
    private @Nullable Slab replace(int sizeClass, Slab full) {
        current[sizeClass] = NONE;
        retire(full);
        collectPending();
        int shortages = source.shortages();
        if (shortages != shortagesSeen) {
            shortagesSeen = shortages;
            trim();
        }
        source.tellDamage();
        Slab slab = partial[sizeClass];
        if (slab != null) {
            unlink(slab);
            slab.findFree();
        }
        return slab;
    }

    private void makeCurrent(Slab slab) {
        // if somebody allocated from this heap while the slab was got, there is one already
        Slab meanwhile = current[slab.sizeClass];
        slab.place = Slab.Place.CURRENT;
        current[slab.sizeClass] = slab;
        retire(meanwhile);
    }

    /** Puts a slab away that is no longer the current one of its class. */
    private void retire(Slab slab) {
        if (slab != NONE) {
            slab.place = Slab.Place.FULL;
            if (slab.used() < slab.capacity) {
                settle(slab);
            }
        }
    }

    /**
     * Takes a block back that its owner frees.
     *
     * @throws IllegalStateException if it is free
     */
    public void put(Slab slab, int index) {
        slab.put(index);
        if (slab.used() == 0 || slab.place == Slab.Place.FULL) {
            settle(slab);
        }
    }

    /** Moves a slab to where it belongs after blocks came back. */
    private void settle(Slab slab) {
        switch (slab.place) {
            case FULL, PARTIAL -> {
                if (slab.used() == 0) {
                    if (slab.place == Slab.Place.PARTIAL) {
                        unlink(slab);
                    }
                    giveAway(slab);
                } else if (slab.place == Slab.Place.FULL) {
                    link(slab);
                }
            }
            case CURRENT, QUARANTINED, NOWHERE, LARGE -> {
                // stays
            }
        }
    }

    /** Gives a slab to the source that has no block out and is on no list. */
    private void giveAway(Slab slab) {
        slab.place = Slab.Place.NOWHERE;
        if (slab.hasNoRemoteFrees()) {
            source.give(slab);
        } else {
            quarantine(slab);
        }
    }

    /**
     * Takes a block back from a thread that is not the owner; any thread may call it.
     *
     * @throws IllegalStateException if another such thread has freed it, and the owner has not yet
     *     collected it
     */
    public void freeRemotely(Slab slab, int index) {
        RemoteFrees freed = slab.remoteFrees(index);
        if (freed.add(index)) {
            push(freed);
        }
    }

    private void push(RemoteFrees freed) {
        RemoteFrees top;
        do {
            top = pending;
            freed.nextPending = top;
        } while (!PENDING.compareAndSet(this, top, freed));
    }

    /**
     * Takes back what others have freed. Slabs that they damaged go out of use and are noted. If
     * that ends early, since memory could not be given back, the rest stays pending.
     */
    void collectPending() {
        if (pending == null) {
            return;
        }
        RemoteFrees freed = (RemoteFrees) PENDING.getAndSet(this, null);
        try {
            while (freed != null) {
                RemoteFrees first = freed;
                // read first: once collected, it may be pushed again
                freed = first.nextPending;
                first.nextPending = null;
                collect(first);
            }
        } finally {
            while (freed != null) {
                RemoteFrees next = freed.nextPending;
                push(freed);
                freed = next;
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // a heap is itself
    private void collect(RemoteFrees freed) {
        Slab slab = freed.slab;
        BlockHeap owning = slab.heap;
        if (owning != this || !slab.has(freed)) {
            if (owning != null && owning != this) {
                // others count on its owner's being told
                owning.push(freed);
            }
            source.noteDamage(
                    "slab=0x%x (expected each block freed once: one was freed after its slab had"
                                    .formatted(slab.address)
                            + " been given back)");
        } else if (slab.place == Slab.Place.QUARANTINED) {
            slab.collect(freed);
        } else if (slab.collect(freed)) {
            settle(slab);
        } else {
            quarantine(slab);
        }
    }

    private void quarantine(Slab slab) {
        if (slab.place == Slab.Place.PARTIAL) {
            unlink(slab);
        } else if (slab.place == Slab.Place.CURRENT) {
            current[slab.sizeClass] = NONE;
        }
        slab.place = Slab.Place.QUARANTINED;
        source.noteDamage(
                "slab=0x%x of blocks of %d bytes (expected each freed once: two threads freed one"
                                .formatted(slab.address, slab.blockBytes)
                        + " at the same time); it is out of use");
    }

    /** Gives away every slab that has no block out. */
    public void trim() {
        collectPending();
        for (int sizeClass = 0; sizeClass < current.length; sizeClass++) {
            Slab slab = current[sizeClass];
            if (slab.used() == 0 && slab != NONE) {
                current[sizeClass] = NONE;
                giveAway(slab);
            }
        }
    }

    /**
     * How many bytes {@link #trim} would give away, about: more if slabs stay in use that others
     * have freed blocks of.
     */
    long idleBytes() {
        long bytes = 0;
        for (Slab slab : current) {
            bytes += slab.used() == 0 ? slab.blocksBytes() : 0;
        }
        for (RemoteFrees freed = pending; freed != null; freed = freed.nextPending) {
            bytes += freed.sizeBytes();
        }
        return bytes;
    }

    /** Whether blocks come from a slab, now or once its turn comes. */
    @SuppressWarnings("ReferenceEquality") // a slab is itself
    boolean serves(Slab slab) {
        Slab each = partial[slab.sizeClass];
        while (each != null && each != slab) {
            each = each.next;
        }
        return each == slab || current[slab.sizeClass] == slab;
    }

    /** Lets go of all slabs, because somebody else has taken them. */
    void forget() {
        Arrays.fill(current, NONE);
        Arrays.fill(partial, null);
    }

    private void link(Slab slab) {
        Slab first = partial[slab.sizeClass];
        slab.previous = null;
        slab.next = first;
        if (first != null) {
            first.previous = slab;
        }
        partial[slab.sizeClass] = slab;
        slab.place = Slab.Place.PARTIAL;
    }

    private void unlink(Slab slab) {
        if (slab.previous == null) {
            partial[slab.sizeClass] = slab.next;
        } else {
            slab.previous.next = slab.next;
        }
        if (slab.next != null) {
            slab.next.previous = slab.previous;
        }
        slab.previous = null;
        slab.next = null;
    }

    /** Becomes the owner of a shared heap unless somebody is. */
    public boolean tryLock() {
        return lock.tryLock();
    }

    /** Becomes the owner of a shared heap, waiting for those before. */
    void lock() {
        lock.lock();
    }

    public void unlock() {
        lock.unlock();
    }
}
