package io.plimsoll.spill.extent;

import io.plimsoll.spill.choice.PackTrial;
import io.plimsoll.spill.codec.BlockCodec;
import io.plimsoll.spill.codec.BlockCodecs;
import io.plimsoll.spill.codec.Codec;
import io.plimsoll.spill.codec.MalformedBlockException;
import io.plimsoll.spill.file.SpillFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Turns a batch of pages into an extent and writes it with one system call.
 *
 * <p>Thread rule: the thread of its scratch.
 */
public final class ExtentEncoder {

    /**
     * A page must shrink by at least an eighth to be stored compressed: less does not pay for
     * unpacking it.
     */
    private static final int WORTHWHILE_SHARE = 8;

    private final ExtentScratch scratch;
    private ExtentHeader header = new ExtentHeader(0);
    private int bufferCount;
    private long packNanos;
    private int sampled;

    /** Creates an encoder on {@code scratch}. */
    public ExtentEncoder(ExtentScratch scratch) {
        this.scratch = scratch;
    }

    /**
     * Prepares the payload of an extent: views on the pages or, with a codec, on compressed copies.
     *
     * @return the length of the extent on disk, header included
     */
    public long prepare(PageBatch batch, int tableSlots, Codec codec) {
        if (header.tableSlots() != tableSlots) {
            header = new ExtentHeader(tableSlots);
        }
        header.format = codec.format();
        header.rank = batch.rank();
        header.pageCount = batch.count();
        header.rawBytes = batch.rawBytes();
        header.storedBytes = 0;
        packNanos = 0;
        BlockCodec packing = codec == Codec.NONE ? null : scratch.codecs().get(codec);
        CRC32C crc = scratch.crc;
        crc.reset();
        for (int i = 0; i < batch.count(); i++) {
            int used = batch.usedBytes(i);
            ByteBuffer plain = batch.page(i).wrap(0, used);
            ByteBuffer stored = packing == null ? plain : compressed(packing, plain, i);
            header.usedBytes[i] = used;
            header.pageStoredBytes[i] = stored.remaining();
            header.storedBytes += stored.remaining();
            scratch.buffers[i + 1] = stored;
            crc.update(stored);
        }
        header.payloadCrc = (int) crc.getValue();
        bufferCount = batch.count() + 1;
        return ExtentLayout.headerBytes(tableSlots) + header.storedBytes;
    }

    /** How long the pages of the extent prepared last took to pack. */
    public long packNanos() {
        return packNanos;
    }

    /** The page that {@link #tryOut} would take: another one each time, as pages differ. */
    public int samplePage(PageBatch batch) {
        return sampled % batch.count();
    }

    /**
     * Packs and unpacks a page of {@code batch} aside, to see what {@code codec} would make of it.
     * Before {@link #prepare}, whose memory it uses.
     */
    public PackTrial tryOut(PageBatch batch, Codec codec) {
        int page = samplePage(batch);
        sampled++;
        long start = System.nanoTime();
        if (!BlockCodecs.isAvailable(codec)) {
            return new PackTrial(false, System.nanoTime() - start, 0, 0, 0, 0);
        }
        BlockCodec packing = scratch.codecs().get(codec);
        int used = batch.usedBytes(page);
        MemorySegment source = MemorySegment.ofBuffer(batch.page(page).wrap(0, used));
        MemorySegment packed = scratch.payloadSlot(0);
        MemorySegment unpacked = scratch.payloadSlot(1).asSlice(0, used);
        long ready = System.nanoTime();
        int bytes = packing.compress(source, packed);
        long between = System.nanoTime();
        try {
            packing.decompress(packed.asSlice(0, bytes), unpacked);
        } catch (MalformedBlockException e) {
            throw new IllegalStateException("codec=" + codec + " cannot read what it wrote", e);
        }
        long end = System.nanoTime();
        return new PackTrial(
                true,
                ready - start,
                used,
                isWorthwhile(bytes, used) ? bytes : used,
                between - ready,
                end - between);
    }

    /** Writes the extent prepared last; may be repeated with another file after a failure. */
    public void write(SpillFile file, long fileId, int extent) throws IOException {
        ByteBuffer headerBuffer = scratch.header(header.tableSlots());
        header.encode(headerBuffer, scratch.crc, fileId, extent);
        scratch.buffers[0] = headerBuffer;
        for (int i = 0; i < bufferCount; i++) {
            scratch.buffers[i].rewind();
        }
        int first = 0;
        while (first < bufferCount) {
            if (file.write(scratch.buffers, first, bufferCount - first) <= 0) {
                throw new IOException("a write made no progress");
            }
            while (first < bufferCount && !scratch.buffers[first].hasRemaining()) {
                first++;
            }
        }
    }

    private ByteBuffer compressed(BlockCodec codec, ByteBuffer plain, int index) {
        int used = plain.remaining();
        if (used == 0) {
            return plain;
        }
        long start = System.nanoTime();
        MemorySegment slot = scratch.payloadSlot(index);
        int bytes = codec.compress(MemorySegment.ofBuffer(plain), slot);
        packNanos += System.nanoTime() - start;
        return isWorthwhile(bytes, used) ? slot.asSlice(0, bytes).asByteBuffer() : plain;
    }

    private static boolean isWorthwhile(int bytes, int used) {
        return bytes < used - used / WORTHWHILE_SHARE;
    }
}
