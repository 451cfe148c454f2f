package io.plimsoll.operators.cache.entry;

import java.util.Arrays;

/**
 * The lengths that blocks have: multiples of 16, eight to a doubling, and from an eighth of a page
 * on those that divide a page evenly.
 */
public final class SizeClasses {

    /** Lengths are multiples of that, as addresses are. */
    public static final int GRAIN_BYTES = 16;

    private static final int STEPS_PER_DOUBLING = 8;

    /** More than a quarter of what is needed is too much waste: then it is divided. */
    private static final int WASTE_SHIFT = 2;

    /** So many bytes are not worth a piece more. */
    private static final int LITTLE_BYTES = 256;

    /** No piece begins with more bytes that are not its own. */
    private static final int WORST_HEADER_BYTES = 64;

    /** What fills no longest block is divided into that many at most. */
    private static final int MAX_TAIL_PIECES = 4;

    private final int[] blockBytes;

    /** The class by the number of grains, rounded up. */
    private final byte[] classByGrains;

    /** Computes the lengths for pages with so many bytes for blocks. */
    public SizeClasses(int usableBytes) {
        int[] found = new int[Byte.MAX_VALUE];
        int count = 0;
        int bytes = 3 * GRAIN_BYTES;
        for (; bytes <= usableBytes / STEPS_PER_DOUBLING; count++) {
            found[count] = bytes;
            int step = Integer.highestOneBit(bytes) / STEPS_PER_DOUBLING;
            bytes += Math.max(GRAIN_BYTES, step);
        }
        for (int parts = STEPS_PER_DOUBLING - 1; parts >= 1; parts--) {
            found[count++] = (usableBytes / parts) & -GRAIN_BYTES;
        }
        blockBytes = Arrays.copyOf(found, count);
        classByGrains = new byte[maxBlockBytes() / GRAIN_BYTES + 1];
        for (int grains = 0, at = 0; grains < classByGrains.length; grains++) {
            at += blockBytes[at] < grains * GRAIN_BYTES ? 1 : 0;
            classByGrains[grains] = (byte) at;
        }
    }

    /** How many classes there are. */
    public int count() {
        return blockBytes.length;
    }

    /** The length of the longest block. */
    public int maxBlockBytes() {
        return blockBytes[blockBytes.length - 1];
    }

    /** The length of the blocks of a class. */
    public int blockBytes(int sizeClass) {
        return blockBytes[sizeClass];
    }

    /** The class of the shortest blocks that have so many bytes, the longest block's at most. */
    public int classOf(int bytes) {
        return classByGrains[(bytes + GRAIN_BYTES - 1) / GRAIN_BYTES];
    }

    /** Whether a block has so many bytes and wastes few. */
    public boolean suits(long bytes) {
        return bytes <= maxBlockBytes()
                && blockBytes[classOf((int) bytes)] - bytes
                        <= Math.max(LITTLE_BYTES, bytes >> WASTE_SHIFT);
    }

    /**
     * The class of a block for the first piece of what is best divided: that of all bytes if it
     * suits them, else that of the longest blocks which they fill.
     */
    public int classOfPiece(long bytes) {
        if (suits(bytes)) {
            return classOf((int) bytes);
        }
        return bytes > maxBlockBytes() ? blockBytes.length - 1 : classOf((int) bytes) - 1;
    }

    /** No fewer than the pieces that so many bytes are divided into, headers included. */
    public int maxPieces(long bytes) {
        return Math.toIntExact(bytes / (maxBlockBytes() - WORST_HEADER_BYTES) + MAX_TAIL_PIECES);
    }
}
