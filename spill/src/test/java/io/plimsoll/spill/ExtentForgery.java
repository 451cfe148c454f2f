package io.plimsoll.spill;

import io.plimsoll.spill.extent.ExtentLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Changes of one header field with the header's checksum made right again. Offsets are written out:
 * a test of the layout, not with it.
 */
enum ExtentForgery {
    MAGIC("magic", header -> header.putInt(0, 0x12345678)),
    VERSION("version", header -> header.putShort(8, (short) 1)),
    CODEC("codec", header -> header.putShort(10, (short) 9)),
    SLOTS("page table slots", header -> header.putShort(12, (short) 5)),
    NO_PAGES("pages", header -> header.putShort(14, (short) 0)),
    TOO_MANY_PAGES("pages", header -> header.putShort(14, (short) 5)),
    NEGATIVE_PAGES("pages", header -> header.putShort(14, (short) -1)),
    FEWER_PAGES("sum of used bytes", header -> header.putShort(14, (short) 3)),
    FILE_ID("file id", header -> header.putLong(16, header.getLong(16) + 1)),
    EXTENT("extent number", header -> header.putInt(24, 1)),
    RAW_BYTES("sum of used bytes", header -> header.putInt(28, header.getInt(28) + 1)),
    STORED_BYTES("sum of stored bytes", header -> header.putInt(32, header.getInt(32) - 1)),
    STORED_BYTES_BEYOND_FILE("stored bytes", header -> header.putInt(32, Integer.MAX_VALUE)),
    PAYLOAD_CRC("payload checksum", header -> header.putInt(36, header.getInt(36) + 1)),
    PAGE_USED_TOO_LARGE("used bytes of page 0", header -> header.putInt(48, 1 << 20)),
    PAGE_USED_NEGATIVE("used bytes of page 1", header -> header.putInt(56, -1)),
    PAGE_STORED_TOO_LARGE("stored bytes of page 0", header -> header.putInt(52, 1 << 19)),
    PAGE_STORED_NEGATIVE("stored bytes of page 0", header -> header.putInt(52, -1));

    private final String expected;
    private final Consumer<ByteBuffer> change;

    ExtentForgery(String expected, Consumer<ByteBuffer> change) {
        this.expected = expected;
        this.change = change;
    }

    /** What the refusal must name. */
    String expected() {
        return expected;
    }

    /** Changes the first extent of {@code file}. */
    byte[] applyTo(byte[] file, int tableSlots) {
        return forged(file, tableSlots, change);
    }

    /** The first page, which is compressed, claims to hold one byte less. */
    static byte[] withPageOfFewerUsedBytes(byte[] file, int tableSlots) {
        return forged(
                file,
                tableSlots,
                header -> {
                    header.putInt(28, header.getInt(28) - 1);
                    header.putInt(48, header.getInt(48) - 1);
                });
    }

    private static byte[] forged(byte[] file, int tableSlots, Consumer<ByteBuffer> change) {
        ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        change.accept(header);
        CRC32C crc = new CRC32C();
        crc.update(file, 8, ExtentLayout.headerBytes(tableSlots) - 8);
        header.putInt(4, (int) crc.getValue());
        return file;
    }
}
