package io.plimsoll.spill.extent;

import io.plimsoll.spill.codec.BlockCodec;
import io.plimsoll.spill.codec.Codec;
import io.plimsoll.spill.codec.MalformedBlockException;
import io.plimsoll.spill.file.SpillFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Reads extents back: the payload of one together with the header of the next in one system call,
 * uncompressed pages straight into the memory they are wanted in.
 *
 * <p>Thread rule: the thread of its scratch.
 */
public final class ExtentDecoder {

    private final ExtentScratch scratch;
    private long unpackNanos;

    /** Creates a decoder on {@code scratch}. */
    public ExtentDecoder(ExtentScratch scratch) {
        this.scratch = scratch;
    }

    /** Reads the header at the file's position. */
    public void readHeader(SpillFile file, ExtentHeader header, ExtentPlace place)
            throws IOException {
        ByteBuffer buffer = scratch.header(header.tableSlots());
        scratch.buffers[0] = buffer;
        readFully(file, 1);
        decodeHeader(header, place);
    }

    /**
     * Reads the payload at the file's position into the pages of {@code batch}, which holds as many
     * as {@code header} says, and checks it. If {@code headerFollows}, the next header is read
     * along with it, for {@link #decodeHeader}.
     */
    public void readPayload(
            SpillFile file, ExtentHeader header, PageBatch batch, boolean headerFollows)
            throws IOException {
        int pages = header.pageCount;
        for (int i = 0; i < pages; i++) {
            scratch.buffers[i] =
                    isPlain(header, i)
                            ? batch.page(i).wrap(0, header.usedBytes[i])
                            : scratch.payloadSlot(i)
                                    .asSlice(0, header.pageStoredBytes[i])
                                    .asByteBuffer();
        }
        if (headerFollows) {
            scratch.buffers[pages] = scratch.header(header.tableSlots());
        }
        readFully(file, headerFollows ? pages + 1 : pages);
        checkPayload(header);
        unpackNanos = 0;
        if (header.storedBytes < header.rawBytes) {
            long start = System.nanoTime();
            decompress(header, batch);
            unpackNanos = System.nanoTime() - start;
        }
    }

    /** How long the payload read last took to unpack. */
    public long unpackNanos() {
        return unpackNanos;
    }

    /** Takes the fields of the header that {@link #readPayload} read along. */
    public void decodeHeader(ExtentHeader header, ExtentPlace place) throws ExtentDamagedException {
        ByteBuffer buffer = scratch.header;
        int expected = ExtentLayout.headerBytes(header.tableSlots());
        if (buffer.position() < expected) {
            throw new ExtentDamagedException(
                    "file is truncated: header bytes="
                            + buffer.position()
                            + " (expected "
                            + expected
                            + ")");
        }
        header.decode(buffer, scratch.crc, place);
    }

    private static boolean isPlain(ExtentHeader header, int page) {
        return header.pageStoredBytes[page] == header.usedBytes[page];
    }

    private void decompress(ExtentHeader header, PageBatch batch) throws ExtentDamagedException {
        if (header.format == Codec.NONE.format()) {
            throw new ExtentDamagedException("stored bytes are less than used bytes, codec=NONE");
        }
        BlockCodec codec = scratch.codecs().get(Codec.ofFormat(header.format));
        for (int page = 0; page < header.pageCount; page++) {
            if (isPlain(header, page)) {
                continue;
            }
            MemorySegment source =
                    scratch.payloadSlot(page).asSlice(0, header.pageStoredBytes[page]);
            ByteBuffer target = batch.page(page).wrap(0, header.usedBytes[page]);
            try {
                codec.decompress(source, MemorySegment.ofBuffer(target));
            } catch (MalformedBlockException e) {
                throw new ExtentDamagedException("page=" + page + ": " + e.getMessage(), e);
            }
        }
    }

    /** Fills the first {@code count} buffers, or as much of them as the file holds. */
    private void readFully(SpillFile file, int count) throws IOException {
        int first = 0;
        while (first < count) {
            if (!scratch.buffers[first].hasRemaining()) {
                first++;
            } else if (file.read(scratch.buffers, first, count - first) < 0) {
                return;
            }
        }
    }

    private void checkPayload(ExtentHeader header) throws ExtentDamagedException {
        CRC32C crc = scratch.crc;
        crc.reset();
        long found = 0;
        for (int i = 0; i < header.pageCount; i++) {
            ByteBuffer buffer = scratch.buffers[i];
            found += buffer.position();
            crc.update(buffer.flip());
        }
        if (found != header.storedBytes) {
            throw new ExtentDamagedException(
                    "file is truncated: payload bytes="
                            + found
                            + " (expected "
                            + header.storedBytes
                            + ")");
        }
        if ((int) crc.getValue() != header.payloadCrc) {
            throw new ExtentDamagedException(
                    "payload checksum=%x (expected %x)"
                            .formatted((int) crc.getValue(), header.payloadCrc));
        }
    }
}
