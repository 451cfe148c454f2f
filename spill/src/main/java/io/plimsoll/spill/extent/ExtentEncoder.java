package io.plimsoll.spill.extent;

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

    /** Creates an encoder on {@code scratch}. */
    public ExtentEncoder(ExtentScratch scratch) {
        this.scratch = scratch;
    }

    /**
     * Prepares the payload of an extent: views on the pages or, with LZ4, on compressed copies.
     *
     * @return the length of the extent on disk, header included
     */
    public long prepare(PageBatch batch, int tableSlots, int codec) {
        if (header.tableSlots() != tableSlots) {
            header = new ExtentHeader(tableSlots);
        }
        header.codec = codec;
        header.pageCount = batch.count();
        header.rawBytes = batch.rawBytes();
        header.storedBytes = 0;
        CRC32C crc = scratch.crc;
        crc.reset();
        for (int i = 0; i < batch.count(); i++) {
            int used = batch.usedBytes(i);
            ByteBuffer plain = batch.page(i).wrap(0, used);
            ByteBuffer stored = codec == ExtentLayout.CODEC_LZ4 ? compressed(plain, i) : plain;
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

    private ByteBuffer compressed(ByteBuffer plain, int index) {
        int used = plain.remaining();
        MemorySegment slot = scratch.payloadSlot(index);
        int bytes = used == 0 ? 0 : scratch.lz4().compress(MemorySegment.ofBuffer(plain), slot);
        return bytes < used - used / WORTHWHILE_SHARE
                ? slot.asSlice(0, bytes).asByteBuffer()
                : plain;
    }
}
