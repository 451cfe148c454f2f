package io.plimsoll.spill.extent;

import io.airlift.compress.v3.lz4.Lz4NativeCompressor;
import io.airlift.compress.v3.lz4.Lz4NativeDecompressor;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;

/**
 * LZ4 blocks through aircompressor's native library, which is bound with java.lang.foreign and
 * needs no Unsafe.
 *
 * <p>Thread rule: one thread.
 */
final class Lz4 {

    /** The state of liblz4's compressor (LZ4_sizeofState), rounded up. */
    static final int STATE_BYTES = 32 << 10;

    private final Lz4NativeCompressor compressor = new Lz4NativeCompressor();
    private final Lz4NativeDecompressor decompressor = new Lz4NativeDecompressor();

    /**
     * Whether the native library can be used here; loads it on the first call, which takes some 100
     * ms.
     */
    static boolean isAvailable() {
        return Loading.AVAILABLE;
    }

    /** The most bytes that {@code rawBytes} can take when compressed (LZ4_COMPRESSBOUND). */
    static int boundBytes(int rawBytes) {
        return rawBytes + rawBytes / 255 + 16;
    }

    /**
     * Compresses all of {@code source}; {@code target} holds {@link #boundBytes} at least. Returns
     * the compressed length.
     */
    int compress(MemorySegment source, MemorySegment target) {
        return compressor.compress(source, target);
    }

    /**
     * Decompresses all of {@code source} into {@code target}.
     *
     * @throws ExtentDamagedException if the bytes are no LZ4 block of exactly the target's length
     */
    void decompress(MemorySegment source, MemorySegment target) throws ExtentDamagedException {
        int bytes;
        try {
            bytes = decompressor.decompress(source, target);
        } catch (RuntimeException e) {
            ExtentDamagedException damaged = new ExtentDamagedException("malformed LZ4 block");
            damaged.initCause(e);
            throw damaged;
        }
        if (bytes != target.byteSize()) {
            throw new ExtentDamagedException(
                    "LZ4 block bytes=" + bytes + " (expected " + target.byteSize() + ")");
        }
    }

    /**
     * Loads the library when first asked, once for the process, as the JVM does with the classes
     * bound to it.
     */
    private static final class Loading {

        static final boolean AVAILABLE = load();

        private static boolean load() {
            String reason =
                    "its native library does not support this platform or native access is denied";
            try {
                if (Lz4NativeCompressor.isEnabled() && Lz4NativeDecompressor.isEnabled()) {
                    return true;
                }
            } catch (LinkageError | RuntimeException e) {
                reason = e.toString();
            }
            System.getLogger(Lz4.class.getName())
                    .log(
                            Level.WARNING,
                            "spilling without compression: LZ4 cannot be loaded: " + reason);
            return false;
        }
    }
}
