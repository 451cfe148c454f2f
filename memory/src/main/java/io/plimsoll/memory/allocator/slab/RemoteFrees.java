package io.plimsoll.memory.allocator.slab;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What other threads than the owner have freed of up to 64 blocks of a slab, those of one word of
 * its bitmap: a bit each, until the owner collects them.
 *
 * <p>That other threads free beside the owner and not in its way is mimalloc's sharded list (D.
 * Leijen, B. Zorn, L. de Moura, 2019); that they tell the owner once for many blocks is snmalloc's
 * (P. Liétar and others, 2019). Here a bit stands for a block, not a link through it: so who frees
 * touches neither the block, which the owner then still has in its cache when it is next used, nor
 * the owner's own bitmap; the owner takes back 64 blocks as it takes back one; and of two such
 * threads that free one block the second learns of it.
 *
 * <p>Whoever adds the first block here tells the owner, who empties this only once it was told.
 * Until then that block counts as used: so its slab cannot be given away under the one who tells.
 *
 * <p><b>Threads:</b> any thread may add; the owner of the slab collects.
 */
final class RemoteFrees {

    private static final VarHandle BITS;

    static {
        try {
            BITS = MethodHandles.lookup().findVarHandle(RemoteFrees.class, "bits", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    final Slab slab;

    /** Which word of the slab's bitmap. */
    final int word;

    /** Link on the heap's list of what is to be collected: written by whoever pushes this. */
    @Nullable RemoteFrees nextPending;

    /** Set by compare-and-set, taken as a whole. */
    @SuppressWarnings("UnusedVariable") // through BITS
    private volatile long bits;

    RemoteFrees(Slab slab, int word) {
        this.slab = slab;
        this.word = word;
    }

    /**
     * Adds a block.
     *
     * @return whether it is the first: the caller then tells the owner
     * @throws IllegalStateException if it is here already
     */
    boolean add(int index) {
        long bit = 1L << index;
        long known;
        do {
            known = (long) BITS.getVolatile(this);
            if ((known & bit) != 0) {
                throw Slab.freedTwice(slab.addressOf(index));
            }
        } while (!BITS.compareAndSet(this, known, known | bit));
        return known == 0;
    }

    /** Whether a block is here, as far as this thread can know. */
    boolean contains(int index) {
        return ((long) BITS.getOpaque(this) & (1L << index)) != 0;
    }

    boolean isEmpty() {
        return (long) BITS.getOpaque(this) == 0;
    }

    /** Bytes of the blocks that are here. */
    long sizeBytes() {
        return (long) Long.bitCount((long) BITS.getOpaque(this)) * slab.blockBytes;
    }

    /** Takes all that is here. */
    long collect() {
        return (long) BITS.getAndSet(this, 0L);
    }
}
