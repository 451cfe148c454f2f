package io.plimsoll.memory.allocator.slab;

/**
 * The sizes of blocks that slabs are cut into: multiples of 16 up to 128, then eight for each
 * doubling, so that a request above 128 bytes wastes at most a ninth of its block. Four would waste
 * a fifth, and do so where it hurts: programs ask for a power of two and a little more.
 *
 * <pre>
 *   16 32 ... 112 128 | 144 160 176 ... 256 | 288 320 ... 512 | ... | 4 pages
 * </pre>
 *
 * <p>A slab has as many pages, one to eight, as it takes to leave at most a sixteenth over and to
 * hold four blocks; of larger blocks than a page, to leave at most a twelfth. A larger block is
 * worth a trip to the depot, and a slab of its own is never half used.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class SizeClasses {

    /** Every block's size and address is a multiple of this. */
    public static final int QUANTUM_BYTES = 16;

    /** The most pages that a slab has. */
    static final int MAX_SLAB_PAGES = 8;

    private static final int QUANTUM_SHIFT = 4;

    /** Up to here the classes are a quantum apart. */
    private static final int LINEAR_BYTES = 128;

    private static final int LINEAR_SHIFT = 7;
    private static final int LINEAR_CLASSES = LINEAR_BYTES / QUANTUM_BYTES;

    /** Classes for each doubling, as a power of two. */
    private static final int STEP_SHIFT = 3;

    private static final int STEP_MASK = (1 << STEP_SHIFT) - 1;

    /** Larger blocks are runs of whole pages: five pages or more waste at most a fifth. */
    private static final int MAX_BLOCK_PAGES = 4;

    private static final int WANTED_BLOCKS = 4;
    private static final int WANTED_WASTE_SHIFT = 4;

    private final int pageSizeBytes;
    private final int maxBlockBytes;
    private final int[] blockBytes;
    private final int[] slabPages;

    public SizeClasses(int pageSizeBytes) {
        this.pageSizeBytes = pageSizeBytes;
        this.maxBlockBytes = MAX_BLOCK_PAGES * pageSizeBytes;
        int count = indexOf(maxBlockBytes) + 1;
        this.blockBytes = new int[count];
        this.slabPages = new int[count];
        for (int index = 0; index < count; index++) {
            blockBytes[index] = computeBlockBytes(index);
            slabPages[index] = chooseSlabPages(blockBytes[index]);
        }
    }

    /** How many classes there are. */
    public int count() {
        return blockBytes.length;
    }

    /** The largest block that slabs are cut into. */
    public int maxBlockBytes() {
        return maxBlockBytes;
    }

    /** The size of a class' blocks. */
    public int blockBytes(int index) {
        return blockBytes[index];
    }

    /** The pages that a slab of a class should have. */
    public int slabPages(int index) {
        return slabPages[index];
    }

    /** The fewest pages that hold one block of a class. */
    public int minSlabPages(int index) {
        return Math.ceilDiv(blockBytes[index], pageSizeBytes);
    }

    /** The smallest class whose blocks hold that many bytes; from 1 to the largest block. */
    public static int indexOf(int bytes) {
        if (bytes <= LINEAR_BYTES) {
            return (bytes - 1) >> QUANTUM_SHIFT;
        }
        int last = bytes - 1;
        int log = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(last);
        int step = (last >>> (log - STEP_SHIFT)) & STEP_MASK;
        return LINEAR_CLASSES + ((log - LINEAR_SHIFT) << STEP_SHIFT) + step;
    }

    /**
     * The smallest class whose blocks hold that many bytes and lie at multiples of an alignment,
     * which is a power of two up to the page size; or {@link #count} if none is.
     */
    public int alignedIndexOf(int bytes, int alignment) {
        int index = indexOf(bytes);
        while (index < count() && (blockBytes[index] & (alignment - 1)) != 0) {
            index++;
        }
        return index;
    }

    private static int computeBlockBytes(int index) {
        if (index < LINEAR_CLASSES) {
            return (index + 1) << QUANTUM_SHIFT;
        }
        int log = LINEAR_SHIFT + ((index - LINEAR_CLASSES) >>> STEP_SHIFT);
        int step = (index - LINEAR_CLASSES) & STEP_MASK;
        return ((1 << STEP_SHIFT) + step + 1) << (log - STEP_SHIFT);
    }

    private int chooseSlabPages(int bytes) {
        int wantedBlocks = bytes <= pageSizeBytes ? WANTED_BLOCKS : 1;
        int best = Math.ceilDiv(bytes, pageSizeBytes);
        for (int pages = best; pages <= MAX_SLAB_PAGES; pages++) {
            long left = (long) pages * pageSizeBytes % bytes;
            long slabBytes = (long) pages * pageSizeBytes;
            boolean leavesLittle = left <= slabBytes >>> WANTED_WASTE_SHIFT;
            if (leavesLittle && slabBytes / bytes >= wantedBlocks) {
                return pages;
            }
            if (left * best < (long) best * pageSizeBytes % bytes * pages) {
                best = pages;
            }
        }
        return best;
    }
}
