package io.plimsoll.spill.codec;

import io.airlift.compress.v3.lz4.Lz4JavaCompressor;
import io.airlift.compress.v3.lz4.Lz4JavaDecompressor;
import io.airlift.compress.v3.lz4.Lz4NativeCompressor;
import io.airlift.compress.v3.lz4.Lz4NativeDecompressor;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import io.airlift.compress.v3.snappy.SnappyNativeCompressor;
import io.airlift.compress.v3.snappy.SnappyNativeDecompressor;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import io.airlift.compress.v3.zstd.ZstdNativeCompressor;
import io.airlift.compress.v3.zstd.ZstdNativeDecompressor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Where a format's codecs come from here: aircompressor's native library, which is bound with
 * java.lang.foreign; else its Java code, which needs Unsafe; else nowhere. Found out once for the
 * process, when first asked, as the JVM binds the library once; takes up to 100 ms.
 *
 * <p>Thread rule: any thread.
 */
enum CodecLibrary {
    NATIVE,
    JAVA,
    MISSING;

    private static final Logger LOG = System.getLogger(CodecLibrary.class.getName());

    /** Where LZ4's come from, and so on: each loaded by the first who asks for it. */
    static CodecLibrary of(Codec codec) {
        return switch (codec) {
            case NONE -> MISSING;
            case LZ4 -> OfLz4.LIBRARY;
            case SNAPPY -> OfSnappy.LIBRARY;
            case ZSTD_FAST, ZSTD -> OfZstd.LIBRARY;
        };
    }

    /** A codec from here; this is not MISSING. */
    BlockCodec open(Codec codec) {
        boolean nativeCode = this == NATIVE;
        return switch (codec) {
            case LZ4 ->
                    nativeCode
                            ? new LibraryCodec(
                                    codec, new Lz4NativeCompressor(), new Lz4NativeDecompressor())
                            : new LibraryCodec(
                                    codec, new Lz4JavaCompressor(), new Lz4JavaDecompressor());
            case SNAPPY ->
                    nativeCode
                            ? new LibraryCodec(
                                    codec,
                                    new SnappyNativeCompressor(),
                                    new SnappyNativeDecompressor())
                            : new LibraryCodec(
                                    codec,
                                    new SnappyJavaCompressor(),
                                    new SnappyJavaDecompressor());
            case ZSTD_FAST, ZSTD ->
                    nativeCode
                            ? new LibraryCodec(
                                    codec,
                                    new ZstdNativeCompressor(codec.level()),
                                    new ZstdNativeDecompressor())
                            : new LibraryCodec(
                                    codec, new ZstdJavaCompressor(), new ZstdJavaDecompressor());
            case NONE -> throw new IllegalArgumentException("codec=NONE (expected another)");
        };
    }

    private static CodecLibrary find(Codec codec, BooleanSupplier nativeEnabled) {
        String reason = "its native library does not support this platform";
        try {
            if (nativeEnabled.getAsBoolean() && works(() -> NATIVE.open(codec))) {
                return NATIVE;
            }
        } catch (LinkageError | RuntimeException e) {
            reason = e.toString();
        }
        String nativeReason = reason;
        try {
            if (works(() -> JAVA.open(codec))) {
                LOG.log(
                        Level.INFO,
                        () -> codec + " is packed by Java code, more slowly: " + nativeReason);
                return JAVA;
            }
        } catch (LinkageError | RuntimeException e) {
            reason += "; its Java code: " + e;
        }
        String reasons = reason;
        LOG.log(Level.WARNING, () -> "spilling without " + codec + ": " + reasons);
        return MISSING;
    }

    /** Whether native access, or Unsafe, is granted shows at the first call only. */
    private static boolean works(Supplier<BlockCodec> opened) {
        BlockCodec codec = opened.get();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment plain = arena.allocate(64);
            MemorySegment packed = arena.allocate(BlockCodecs.boundBytes(64));
            int bytes = codec.compress(plain, packed);
            plain.fill((byte) 1);
            codec.decompress(packed.asSlice(0, bytes), plain);
            return plain.get(java.lang.foreign.ValueLayout.JAVA_BYTE, 0) == 0;
        } catch (MalformedBlockException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class OfLz4 {
        static final CodecLibrary LIBRARY =
                find(
                        Codec.LZ4,
                        () -> Lz4NativeCompressor.isEnabled() && Lz4NativeDecompressor.isEnabled());
    }

    private static final class OfSnappy {
        static final CodecLibrary LIBRARY =
                find(
                        Codec.SNAPPY,
                        () ->
                                SnappyNativeCompressor.isEnabled()
                                        && SnappyNativeDecompressor.isEnabled());
    }

    private static final class OfZstd {
        static final CodecLibrary LIBRARY =
                find(
                        Codec.ZSTD,
                        () ->
                                ZstdNativeCompressor.isEnabled()
                                        && ZstdNativeDecompressor.isEnabled());
    }
}
