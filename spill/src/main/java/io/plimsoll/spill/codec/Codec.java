package io.plimsoll.spill.codec;

/**
 * How bytes can be packed, as {@link BlockCodecs} does it: the formats, and of Zstd the effort too.
 *
 * <p>Of Zstd's levels only two are here. Measured on pages of 32 KiB of words, nanoseconds a byte
 * to pack and what is left: LZ4 2.2 and 62 %, level -5 2.4 and 72 %, level 1 4.5 and 42 %, level 3
 * 5.2 and 41 %. More effort than level 1 gains next to nothing from a page and takes three times
 * the memory; the levels between lose to LZ4.
 */
public enum Codec {
    /** As they are. */
    NONE(0, 0),
    /** LZ4 blocks. */
    LZ4(1, 0),
    /** Snappy, without framing. */
    SNAPPY(2, 0),
    /** Zstd at level -5: nearly as fast as the others, and it packs what LZ4 finds nothing in. */
    ZSTD_FAST(3, -5),
    /** Zstd at level 1. */
    ZSTD(3, 1);

    private final int format;
    private final int level;

    Codec(int format, int level) {
        this.format = format;
        this.level = level;
    }

    /** What unpacks it: two codecs of one format differ in effort only. The number on disk. */
    public int format() {
        return format;
    }

    int level() {
        return level;
    }

    /** The highest number of a format. */
    public static int formatMax() {
        return ZSTD.format;
    }

    /** One that unpacks {@code format}, 0 to {@link #formatMax}. */
    public static Codec ofFormat(int format) {
        return switch (format) {
            case 0 -> NONE;
            case 1 -> LZ4;
            case 2 -> SNAPPY;
            case 3 -> ZSTD;
            default ->
                    throw new IllegalArgumentException(
                            "format=" + format + " (expected 0 to " + formatMax() + ")");
        };
    }
}
