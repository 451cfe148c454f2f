package io.plimsoll.memory.allocator.slab;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.allocator.run.PageRun;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A run of pages cut into blocks of one size, or handed out as a single large block.
 *
 * <p>Which blocks are free says a bitmap on the heap, not a list through the blocks: writing into a
 * freed block harms no free block's bookkeeping, and a block freed twice is seen at once. Only
 * blocks freed by a thread that is not the slab's owner are linked through their first bytes, until
 * the owner collects them: see {@code docs/layouts.md}.
 *
 * <p><b>Threads:</b> the slab's owner is whoever owns its heap: a thread, or the holder of the
 * heap's lock. Others call {@link #freeRemotely} only. Fields without a note are the owner's.
 */
public final class Slab {

    /** Stands for "no block". */
    public static final long NONE = 0;

    /** What a block begins with while it waits for its owner: a link and a mark. */
    public static final int LINK_BYTES = 2 * Long.BYTES;

    /** Where the slab is in its heap. */
    enum Place {
        /** In no heap. */
        NOWHERE,
        /** The one that its class takes blocks from. */
        CURRENT,
        /** On its class' list of slabs with free blocks. */
        PARTIAL,
        /** No block is free. */
        FULL,
        /** Something is wrong with its blocks: never used again. */
        QUARANTINED,
        /** One large block. */
        LARGE
    }

    /** Offsets times {@link #inverse} are quotients with that many fractional bits. */
    private static final int INVERSE_SHIFT = 40;

    private static final VarHandle REMOTE;
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    static {
        try {
            REMOTE = MethodHandles.lookup().findVarHandle(Slab.class, "remote", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    final PageRun run;
    final long address;

    /** Tells a block's bytes while it waits for its owner from those of its user. */
    private final long secret;

    /** The owner's heap; written before the first block is handed out, null for large blocks. */
    @Nullable BlockHeap heap;

    Place place = Place.NOWHERE;
    int sizeClass;
    int blockBytes;
    int capacity;

    /** Blocks handed out and not back yet; read by others for their figures. */
    int used;

    /** No word before this one has a free block. */
    int hint;

    /** A set bit is a free block; bits beyond the capacity are never set. Others read opaquely. */
    long[] free = {};

    private long inverse;

    /** Blocks freed by others: the index of the last one plus one, or 0; compare-and-set. */
    @SuppressWarnings("unused") // through REMOTE
    private volatile int remote;

    /** Links on the heap's list of slabs with remote frees: written by whoever pushes the slab. */
    @Nullable Slab nextPending;

    @Nullable Slab previous;
    @Nullable Slab next;

    /** The objects that stand for blocks, for those who want some; made at first need. */
    private @Nullable Object @Nullable [] views;

    Slab(PageRun run, long secret) {
        this.run = run;
        this.address = run.address();
        this.secret = secret;
    }

    /**
     * Cuts the run, of which no block is out, into blocks of a class. If they are those of before,
     * all their bits are set already.
     */
    void cut(@Nullable BlockHeap owner, int newClass, int newBlockBytes, int pageSizeBytes) {
        if (blockBytes != newBlockBytes) {
            long slabBytes = (long) run.pages() * pageSizeBytes;
            blockBytes = newBlockBytes;
            capacity = (int) (slabBytes / newBlockBytes);
            inverse = (1L << INVERSE_SHIFT) / newBlockBytes + 1;
            int words = Math.ceilDiv(capacity, Long.SIZE);
            free = free.length == words ? free : new long[words];
            views = null;
            Arrays.fill(free, -1L);
            int last = capacity & (Long.SIZE - 1);
            if (last != 0) {
                free[words - 1] = (1L << last) - 1;
            }
        }
        sizeClass = newClass;
        used = 0;
        hint = 0;
        heap = owner;
    }

    /** Makes the run one block. */
    void makeLarge(int pageSizeBytes) {
        blockBytes = run.pages() * pageSizeBytes;
        capacity = 1;
        inverse = (1L << INVERSE_SHIFT) / blockBytes + 1;
        free = new long[1];
        used = 1;
        place = Place.LARGE;
    }

    /** Takes the free block of lowest address; the caller knows that there is one. */
    long take() {
        int word = hint;
        long bits = free[word];
        return takeFrom(word, bits);
    }

    /** Takes the lowest block of a word that is not zero. */
    long takeFrom(int word, long bits) {
        WORD.setOpaque(free, word, bits & (bits - 1));
        used++;
        int index = (word << 6) + Long.numberOfTrailingZeros(bits);
        return address + (long) index * blockBytes;
    }

    /** Moves the hint to the first word with a free block; whether there is one. */
    boolean findFree() {
        if (used == capacity) {
            return false;
        }
        int word = hint;
        while (free[word] == 0) {
            word++;
        }
        hint = word;
        return true;
    }

    /** The index of the block that starts at an address in this slab. */
    public int indexOf(long blockAddress) {
        long offset = blockAddress - address;
        int index = (int) ((offset * inverse) >>> INVERSE_SHIFT);
        if ((long) index * blockBytes != offset || index >= capacity) {
            throw new IllegalStateException(
                    "address=0x%x (expected the start of a block of %d bytes)"
                            .formatted(blockAddress, blockBytes));
        }
        return index;
    }

    /** Marks a block as free. */
    void put(int index) {
        int word = index >>> 6;
        long bit = 1L << index;
        long bits = free[word];
        if ((bits & bit) != 0) {
            throw freedTwice(address + (long) index * blockBytes);
        }
        WORD.setOpaque(free, word, bits | bit);
        if (word < hint) {
            hint = word;
        }
        used--;
    }

    /** Whether a block is in a user's hands, as far as this thread can know. */
    public boolean isLive(int index) {
        long bits = (long) WORD.getOpaque(free, index >>> 6);
        return (bits & (1L << index)) == 0 && !isMarked(address + (long) index * blockBytes);
    }

    /** Whether a block carries the mark of those that wait for their owner. */
    boolean isMarked(long block) {
        return RawMemory.getLong(block + Long.BYTES) == markOf(block);
    }

    /**
     * Links a block for the owner to collect.
     *
     * @return whether it is the first: the caller then tells the owner
     */
    boolean freeRemotely(int index) {
        long block = address + (long) index * blockBytes;
        if (!isLive(index)) {
            throw freedTwice(block);
        }
        long mark = markOf(block);
        RawMemory.putLong(block + Long.BYTES, mark);
        int top;
        do {
            top = remote;
            RawMemory.putLong(block, top ^ mark);
        } while (!REMOTE.compareAndSet(this, top, index + 1));
        return top == 0;
    }

    /**
     * Marks all blocks as free that others have freed.
     *
     * @return whether their links and marks were as left; if not the slab must not be used again
     */
    boolean collect() {
        int top = (int) REMOTE.getAndSet(this, 0);
        while (top != 0) {
            int index = top - 1;
            long block = address + (long) index * blockBytes;
            long mark = markOf(block);
            long below = RawMemory.getLong(block) ^ mark;
            boolean isFree = (free[index >>> 6] & (1L << index)) != 0;
            if (isFree || !isMarked(block) || below < 0 || below > capacity) {
                return false;
            }
            RawMemory.putLong(block + Long.BYTES, 0);
            put(index);
            top = (int) below;
        }
        return true;
    }

    /** What was last kept for a block by {@link #keepView}, or null. */
    public @Nullable Object view(int index) {
        return views == null ? null : views[index];
    }

    /** Keeps the object that stands for a block. */
    public void keepView(int index, Object view) {
        @Nullable Object[] known = views;
        if (known == null) {
            known = new Object[capacity];
            views = known;
        }
        known[index] = view;
    }

    /** Address of the first byte. */
    public long address() {
        return address;
    }

    /** Length of every block. */
    public int blockBytes() {
        return blockBytes;
    }

    /** The owner's heap; null while the slab is in none, and for a large block. */
    public @Nullable BlockHeap heap() {
        return heap;
    }

    /** Says that a block is not live. */
    public static IllegalStateException freedTwice(long block) {
        return new IllegalStateException(
                "address=0x%x (expected a live block: freed twice?)".formatted(block));
    }

    /** Never equal for two blocks of one allocator, and not to be guessed. */
    private long markOf(long block) {
        return (block ^ secret) * 0x9E3779B97F4A7C15L;
    }
}
