package io.plimsoll.spill.codec;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * The codecs of one thread, each made when first used.
 *
 * <p>Thread rule: one thread; what is static, any.
 */
public final class BlockCodecs {

    /*
     * What the libraries take by themselves, outside any arena of ours, for a block of 32 KiB and
     * for one of 1 MiB: LZ4 keeps a hash table of 16 KiB (LZ4_sizeofState). Snappy takes, for the
     * time of a call, a table of at most 64 KiB and copies of one fragment of 64 KiB. Zstd takes, for
     * the time of a call, 177 KiB and 570 KiB at level 1 (ZSTD_estimateCCtxSize), 94 KiB to unpack.
     * In Java the tables are about as large, and on the heap.
     */

    private static final long SNAPPY_FRAGMENT_BYTES = 64 << 10;
    private static final long ZSTD_TABLE_BYTES = 96 << 10;

    /** Zstd's sequences and literals, for each byte of a block of 128 KiB at most. */
    private static final long ZSTD_BYTES_PER_BYTE = 4;

    private static final long ZSTD_BLOCK_BYTES = 128 << 10;
    private static final long LZ4_STATE_BYTES = 17 << 10;

    private final Map<Codec, BlockCodec> made = new EnumMap<>(Codec.class);

    /** Creates none yet. */
    public BlockCodecs() {}

    /**
     * Whether {@code codec} can be used in this process; loads its library on the first call, which
     * takes up to 100 ms. Always, for {@link Codec#NONE}.
     */
    public static boolean isAvailable(Codec codec) {
        return codec == Codec.NONE || CodecLibrary.of(codec) != CodecLibrary.MISSING;
    }

    /**
     * The most bytes that {@code rawBytes} can take when packed, by any codec: Snappy's bound,
     * which is above those of LZ4 (a 255th and 16) and Zstd (a 256th and, below 128 KiB, 64).
     */
    public static int boundBytes(int rawBytes) {
        return 64 + rawBytes + rawBytes / 6;
    }

    /** The most memory that {@code codecs} of one thread take by themselves. */
    public static long stateBytesMax(Collection<Codec> codecs, int blockBytes) {
        long kept = codecs.contains(Codec.LZ4) ? LZ4_STATE_BYTES : 0;
        long duringCall = 0;
        for (Codec codec : codecs) {
            duringCall = Math.max(duringCall, callBytesMax(codec, blockBytes));
        }
        return kept + duringCall;
    }

    private static long callBytesMax(Codec codec, int blockBytes) {
        return switch (codec) {
            case NONE, LZ4 -> 0;
            case SNAPPY -> {
                int fragment = (int) Math.min(blockBytes, SNAPPY_FRAGMENT_BYTES);
                yield SNAPPY_FRAGMENT_BYTES + fragment + boundBytes(fragment);
            }
            case ZSTD_FAST, ZSTD ->
                    ZSTD_TABLE_BYTES + ZSTD_BYTES_PER_BYTE * Math.min(blockBytes, ZSTD_BLOCK_BYTES);
        };
    }

    /**
     * The thread's own codec.
     *
     * @throws IllegalStateException if it is not available here
     */
    public BlockCodec get(Codec codec) {
        BlockCodec known = made.get(codec);
        if (known == null) {
            CodecLibrary library = CodecLibrary.of(codec);
            if (library == CodecLibrary.MISSING) {
                throw new IllegalStateException("codec=" + codec + " is not available here");
            }
            known = library.open(codec);
            made.put(codec, known);
        }
        return known;
    }
}
