package io.plimsoll.spill;

/** How extents are stored. */
public enum SpillCodec {
    /** As they are. */
    NONE,
    /**
     * Compressed page by page with LZ4; pages that do not shrink stay as they are. Like {@link
     * #NONE} where LZ4 cannot be loaded.
     */
    LZ4,
    /**
     * Whichever of the two costs less time for a raw byte, writing and reading back together.
     * Measured on the extents themselves, again and again: page-cache writes are often so fast that
     * compression never pays, a slow disk makes it pay.
     */
    ADAPTIVE
}
