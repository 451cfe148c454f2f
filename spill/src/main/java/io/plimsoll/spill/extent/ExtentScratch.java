package io.plimsoll.spill.extent;

import io.plimsoll.spill.codec.BlockCodecs;
import io.plimsoll.spill.codec.Codec;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What one I/O thread needs besides the pages: a header, the buffers of one system call and, once
 * something is compressed, room for the compressed payload. Its most bytes are known beforehand,
 * see {@link #bytesMax}.
 *
 * <p>Thread rule: used by one I/O thread.
 */
public final class ExtentScratch implements AutoCloseable {

    final CRC32C crc = new CRC32C();
    final ByteBuffer header;
    final ByteBuffer[] buffers;
    private final Arena arena = Arena.ofShared();
    private final int tableSlotsMax;
    private final int pageSizeBytes;
    private @Nullable MemorySegment payload;
    private final BlockCodecs codecs = new BlockCodecs();

    /**
     * Creates scratch space for extents of up to {@code tableSlotsMax} pages of {@code
     * pageSizeBytes}.
     */
    public ExtentScratch(int tableSlotsMax, int pageSizeBytes) {
        this.tableSlotsMax = tableSlotsMax;
        this.pageSizeBytes = pageSizeBytes;
        this.buffers = new ByteBuffer[tableSlotsMax + 1];
        this.header =
                arena.allocate(ExtentLayout.headerBytes(tableSlotsMax), Long.BYTES)
                        .asByteBuffer()
                        .order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The most native memory that one scratch takes, that of the libraries of {@code codecs}
     * included.
     */
    public static long bytesMax(int tableSlotsMax, int pageSizeBytes, Collection<Codec> codecs) {
        long payloadBytes =
                !codecs.isEmpty()
                        ? slots(tableSlotsMax) * BlockCodecs.boundBytes(pageSizeBytes)
                                + BlockCodecs.stateBytesMax(codecs, pageSizeBytes)
                        : 0;
        return ExtentLayout.headerBytes(tableSlotsMax) + payloadBytes;
    }

    /**
     * A header buffer of exactly the length for {@code tableSlots}, to be read or written from its
     * start.
     */
    ByteBuffer header(int tableSlots) {
        return header.clear().limit(ExtentLayout.headerBytes(tableSlots));
    }

    /** Room for the compressed page at {@code index}: as long as the worst case needs. */
    MemorySegment payloadSlot(int index) {
        if (payload == null) {
            // Allocated late: most runs are never compressed, and zeroing makes the memory
            // resident.
            payload =
                    arena.allocate(
                            slots(tableSlotsMax) * BlockCodecs.boundBytes(pageSizeBytes),
                            Long.BYTES);
        }
        int bound = BlockCodecs.boundBytes(pageSizeBytes);
        return payload.asSlice((long) index * bound, bound);
    }

    BlockCodecs codecs() {
        return codecs;
    }

    /** Trying a codec out takes two: a page packed, and unpacked again. */
    private static long slots(int tableSlotsMax) {
        return Math.max(2, tableSlotsMax);
    }

    @Override
    public void close() {
        arena.close();
    }
}
