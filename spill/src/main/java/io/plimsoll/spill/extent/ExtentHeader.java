package io.plimsoll.spill.extent;

import io.plimsoll.spill.codec.Codec;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The fields of one extent's header, decoded. Reused from extent to extent.
 *
 * <p>Thread rule: one thread at a time.
 */
public final class ExtentHeader {

    int format;
    int pageCount;
    long rawBytes;
    long storedBytes;
    int payloadCrc;
    long rank;
    final int[] usedBytes;
    final int[] pageStoredBytes;

    /** Creates an empty header whose page table has {@code tableSlots} entries. */
    public ExtentHeader(int tableSlots) {
        this.usedBytes = new int[tableSlots];
        this.pageStoredBytes = new int[tableSlots];
    }

    /** The pages of the extent. */
    public int pageCount() {
        return pageCount;
    }

    /** The used bytes of the page at {@code index}. */
    public int usedBytes(int index) {
        return usedBytes[index];
    }

    /** The length of the payload on disk. */
    public long storedBytes() {
        return storedBytes;
    }

    /** How compressed pages are stored, see {@link Codec#format}. */
    public int format() {
        return format;
    }

    /** What the writer said of the last page. */
    public long rank() {
        return rank;
    }

    /** The used bytes of all pages. */
    public long rawBytes() {
        return rawBytes;
    }

    int tableSlots() {
        return usedBytes.length;
    }

    void encode(ByteBuffer header, CRC32C crc, long fileId, int extent) {
        header.putInt(ExtentLayout.MAGIC_OFFSET, ExtentLayout.MAGIC);
        header.putShort(ExtentLayout.VERSION_OFFSET, (short) ExtentLayout.VERSION);
        header.putShort(ExtentLayout.CODEC_OFFSET, (short) format);
        header.putShort(ExtentLayout.SLOTS_OFFSET, (short) tableSlots());
        header.putShort(ExtentLayout.PAGES_OFFSET, (short) pageCount);
        header.putLong(ExtentLayout.FILE_ID_OFFSET, fileId);
        header.putInt(ExtentLayout.EXTENT_OFFSET, extent);
        header.putInt(ExtentLayout.RAW_BYTES_OFFSET, (int) rawBytes);
        header.putInt(ExtentLayout.STORED_BYTES_OFFSET, (int) storedBytes);
        header.putInt(ExtentLayout.PAYLOAD_CRC_OFFSET, payloadCrc);
        header.putLong(ExtentLayout.RANK_OFFSET, rank);
        for (int slot = 0; slot < tableSlots(); slot++) {
            int offset = ExtentLayout.TABLE_OFFSET + slot * ExtentLayout.SLOT_BYTES;
            header.putInt(
                    offset + ExtentLayout.SLOT_USED_OFFSET, slot < pageCount ? usedBytes[slot] : 0);
            header.putInt(
                    offset + ExtentLayout.SLOT_STORED_OFFSET,
                    slot < pageCount ? pageStoredBytes[slot] : 0);
        }
        header.putInt(ExtentLayout.HEADER_CRC_OFFSET, headerCrc(header, crc));
    }

    /**
     * Takes the fields from {@code header}, whose checksum is checked first, then whether it is the
     * extent that is expected, then whether the fields fit each other.
     */
    void decode(ByteBuffer header, CRC32C crc, ExtentPlace place) throws ExtentDamagedException {
        expect("magic", header.getInt(ExtentLayout.MAGIC_OFFSET), ExtentLayout.MAGIC);
        expect(
                "header checksum",
                header.getInt(ExtentLayout.HEADER_CRC_OFFSET),
                headerCrc(header, crc));
        expect("version", header.getShort(ExtentLayout.VERSION_OFFSET), ExtentLayout.VERSION);
        expect("page table slots", header.getShort(ExtentLayout.SLOTS_OFFSET), tableSlots());
        expect("file id", header.getLong(ExtentLayout.FILE_ID_OFFSET), place.fileId());
        expect("extent number", header.getInt(ExtentLayout.EXTENT_OFFSET), place.extent());
        format = header.getShort(ExtentLayout.CODEC_OFFSET);
        pageCount = header.getShort(ExtentLayout.PAGES_OFFSET);
        rawBytes = Integer.toUnsignedLong(header.getInt(ExtentLayout.RAW_BYTES_OFFSET));
        storedBytes = Integer.toUnsignedLong(header.getInt(ExtentLayout.STORED_BYTES_OFFSET));
        payloadCrc = header.getInt(ExtentLayout.PAYLOAD_CRC_OFFSET);
        rank = header.getLong(ExtentLayout.RANK_OFFSET);
        expectRange("codec", format, 0, Codec.formatMax());
        expectRange("pages", pageCount, 1, place.pagesMax());
        expectRange("stored bytes", storedBytes, 0, place.payloadBytesMax());
        decodeTable(header, place.pageSizeBytes());
    }

    private void decodeTable(ByteBuffer header, int pageSizeBytes) throws ExtentDamagedException {
        long usedSum = 0;
        long storedSum = 0;
        for (int page = 0; page < pageCount; page++) {
            int offset = ExtentLayout.TABLE_OFFSET + page * ExtentLayout.SLOT_BYTES;
            usedBytes[page] = header.getInt(offset + ExtentLayout.SLOT_USED_OFFSET);
            pageStoredBytes[page] = header.getInt(offset + ExtentLayout.SLOT_STORED_OFFSET);
            expectRange("used bytes of page " + page, usedBytes[page], 0, pageSizeBytes);
            expectRange("stored bytes of page " + page, pageStoredBytes[page], 0, usedBytes[page]);
            usedSum += usedBytes[page];
            storedSum += pageStoredBytes[page];
        }
        expect("sum of used bytes", usedSum, rawBytes);
        expect("sum of stored bytes", storedSum, storedBytes);
    }

    private int headerCrc(ByteBuffer header, CRC32C crc) {
        int bytes = ExtentLayout.headerBytes(tableSlots());
        crc.reset();
        crc.update(header.duplicate().limit(bytes).position(ExtentLayout.VERSION_OFFSET));
        return (int) crc.getValue();
    }

    private static void expect(String what, long found, long expected)
            throws ExtentDamagedException {
        if (found != expected) {
            throw new ExtentDamagedException(
                    "%s=%x (expected %x)".formatted(what, found, expected));
        }
    }

    private static void expectRange(String what, long found, long min, long max)
            throws ExtentDamagedException {
        if (found < min || found > max) {
            throw new ExtentDamagedException(
                    "%s=%d (expected %d to %d)".formatted(what, found, min, max));
        }
    }
}
