package io.plimsoll.spill;

/**
 * How extents are stored: page by page, and pages that do not shrink by an eighth as they are. A
 * codec that cannot be had here is like {@link #NONE}, with one warning in the log.
 */
public enum SpillCodec {
    /** As they are. */
    NONE,
    /** Compressed with LZ4: little time, most data shrink to one or two thirds. */
    LZ4,
    /** Compressed with Snappy: much like LZ4. */
    SNAPPY,
    /** Compressed with Zstd at level 1: twice LZ4's time, a third less on disk. */
    ZSTD,
    /**
     * Whichever of them costs least time for a raw byte, writing and reading back together, Zstd at
     * level -5 included. Measured on the extents themselves, again and again, for each run: writes
     * into the page cache are often so fast that compression never pays, a slow disk makes it pay.
     * With extents too small for the memory of the others, LZ4 alone.
     */
    ADAPTIVE
}
