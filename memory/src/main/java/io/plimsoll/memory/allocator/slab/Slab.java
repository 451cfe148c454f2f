package io.plimsoll.memory.allocator.slab;

import io.plimsoll.memory.allocator.run.PageRun;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A run of pages cut into blocks of one size, or handed out as a single large block.
 *
 * <p>Which blocks are free says a bitmap on the heap, not a list through the blocks: writing into a
 * freed block harms nobody's bookkeeping, and a block freed twice is seen at once. Those that a
 * thread frees which is not the slab's owner wait in {@link RemoteFrees} until the owner collects
 * them.
 *
 * <p><b>Threads:</b> the slab's owner is whoever owns its heap: a thread, or the holder of the
 * heap's lock. Who holds a block got what the slab says of its cut with it, so anybody may ask for
 * {@link #heap}, {@link #blockBytes} and where a block lies; of the bitmap others read only whether
 * their own block is free, and what they free goes to {@link #remoteFrees}. Fields without a note
 * are the owner's.
 */
public final class Slab {

    /** Stands for "no block". */
    public static final long NONE = 0;

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

    /*
     * What changes with every block lies in an array of longs, apart from the fields, which hardly
     * ever change and which all threads read: on cache lines that only the owner uses.
     *
     *    0         8      9      10              10 + words      + 8
     *   +---------+------+------+---------------+---------------+
     *   | unused  | used | hint | bits of free  | unused        |
     *   +---------+------+------+---------------+---------------+
     *
     * used: how many blocks are out. hint: no word before this one has a bit that is set.
     * bits: a set one is a free block; none beyond the capacity is ever set.
     */
    private static final int LINE = 8;
    private static final int USED = LINE;
    private static final int HINT = USED + 1;
    private static final int FREE = HINT + 1;

    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    final PageRun run;
    final long address;

    /** The owner's heap; written before the first block is handed out, null for large blocks. */
    @Nullable BlockHeap heap;

    Place place = Place.NOWHERE;
    int sizeClass;
    int blockBytes;
    int capacity;

    /** As the picture above says; replaced only while no block is out. */
    private long[] words = new long[FREE + 1 + LINE];

    /**
     * For each word of bits, what others have freed of its blocks; replaced with the words, and
     * when the run is cut while some was freed too late.
     */
    private RemoteFrees[] remote = {new RemoteFrees(this, 0)};

    private long inverse;

    @Nullable Slab previous;
    @Nullable Slab next;

    /** What stands for the blocks as they are cut now, if somebody wants objects. */
    private @Nullable Object views;

    Slab(PageRun run) {
        this.run = run;
        this.address = run.address();
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
            views = null;
            words = allFree(capacity);
            remote = newRemote();
        }
        sizeClass = newClass;
        words[USED] = 0;
        words[HINT] = 0;
        heap = owner;
        // who freed a block too late either has this see it, or sees the heap and tells it
        VarHandle.fullFence();
        if (!hasNoRemoteFrees()) {
            remote = newRemote();
        }
    }

    private RemoteFrees[] newRemote() {
        RemoteFrees[] fresh = new RemoteFrees[bitWords()];
        for (int word = 0; word < fresh.length; word++) {
            fresh[word] = new RemoteFrees(this, word);
        }
        return fresh;
    }

    private static long[] allFree(int blocks) {
        int bitWords = Math.ceilDiv(blocks, Long.SIZE);
        long[] words = new long[FREE + bitWords + LINE];
        Arrays.fill(words, FREE, FREE + bitWords, -1L);
        int last = blocks & (Long.SIZE - 1);
        if (last != 0) {
            words[FREE + bitWords - 1] = (1L << last) - 1;
        }
        return words;
    }

    /** Makes the run one block. */
    void makeLarge(int pageSizeBytes) {
        blockBytes = run.pages() * pageSizeBytes;
        capacity = 1;
        inverse = (1L << INVERSE_SHIFT) / blockBytes + 1;
        words[USED] = 1;
        place = Place.LARGE;
    }

    /** Takes a block of the word that the hint says, or returns {@link #NONE}. */
    long tryTake() {
        long[] own = words;
        int word = FREE + (int) own[HINT];
        long bits = own[word];
        if (bits == 0) {
            return NONE;
        }
        WORD.setOpaque(own, word, bits & (bits - 1));
        own[USED]++;
        int index = ((word - FREE) << 6) + Long.numberOfTrailingZeros(bits);
        return addressOf(index);
    }

    /** Moves the hint to the first word with a free block; whether there is one. */
    boolean findFree() {
        if (words[USED] == capacity) {
            return false;
        }
        int word = (int) words[HINT];
        while (words[FREE + word] == 0) {
            word++;
        }
        words[HINT] = word;
        return true;
    }

    /** How many blocks are out; others, who ask for their figures, see an older number. */
    int used() {
        return (int) words[USED];
    }

    /** Says that no block is out. */
    void clearUsed() {
        words[USED] = 0;
    }

    int hint() {
        return (int) words[HINT];
    }

    /** Number of words with bits of free blocks. */
    int bitWords() {
        return words.length - FREE - LINE;
    }

    /** Bits of free blocks. */
    long bits(int word) {
        return words[FREE + word];
    }

    /**
     * The index of the live block that starts at an address in this slab.
     *
     * @throws IllegalStateException if none does, as far as this thread can know
     */
    public int indexOfLive(long blockAddress) {
        int index = indexOf(blockAddress);
        if (!isLive(index)) {
            throw freedTwice(blockAddress);
        }
        return index;
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

    /** The first byte of a block. */
    long addressOf(int index) {
        return address + (long) index * blockBytes;
    }

    /** Marks a block as free. */
    void put(int index) {
        long[] own = words;
        int word = index >>> 6;
        long bit = 1L << index;
        long bits = own[FREE + word];
        if ((bits & bit) != 0) {
            throw freedTwice(addressOf(index));
        }
        WORD.setOpaque(own, FREE + word, bits | bit);
        if (word < own[HINT]) {
            own[HINT] = word;
        }
        own[USED]--;
    }

    /** Whether a block is in a user's hands, as far as this thread can know. */
    private boolean isLive(int index) {
        long bits = (long) WORD.getOpaque(words, FREE + (index >>> 6));
        return (bits & (1L << index)) == 0 && !remoteFrees(index).contains(index);
    }

    /** What others have freed of the blocks around one. */
    RemoteFrees remoteFrees(int index) {
        return remote[index >>> 6];
    }

    /** Whether this is where others free blocks as they are cut now. */
    boolean has(RemoteFrees some) {
        return some.word < remote.length && remote[some.word] == some;
    }

    /** Whether no block waits for its owner. */
    boolean hasNoRemoteFrees() {
        for (RemoteFrees some : remote) {
            if (!some.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Marks blocks as free that others have freed.
     *
     * @return whether all of them were out; if not, those that were are free now, and the slab must
     *     not be used again
     */
    boolean collect(RemoteFrees some) {
        long freed = some.collect();
        long[] own = words;
        int word = some.word;
        long bits = own[FREE + word];
        WORD.setOpaque(own, FREE + word, bits | freed);
        if (word < own[HINT]) {
            own[HINT] = word;
        }
        own[USED] -= Long.bitCount(freed & ~bits);
        return (freed & bits) == 0;
    }

    /** What was kept by {@link #keepViews} since the run was cut; null if nothing was. */
    public <V> @Nullable V views(Class<V> kind) {
        return kind.cast(views);
    }

    /**
     * Keeps what stands for the blocks as they are cut now: of one kind for all slabs of a user.
     */
    public void keepViews(Object kept) {
        views = kept;
    }

    /** Length of all blocks together. */
    long blocksBytes() {
        return (long) capacity * blockBytes;
    }

    /** Number of blocks. */
    public int capacity() {
        return capacity;
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
}
