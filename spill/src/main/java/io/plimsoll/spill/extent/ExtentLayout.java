package io.plimsoll.spill.extent;

/**
 * Where the fields of an extent lie. All numbers are little-endian and unsigned.
 *
 * <pre>
 * byte     0       2       4       6       8
 *          +-------+-------+-------+-------+
 *    0     | magic         | headerCrc     |
 *          +-------+-------+-------+-------+
 *    8     |version| codec | slots | pages |
 *          +-------+-------+-------+-------+
 *   16     | fileId                        |
 *          +-------+-------+-------+-------+
 *   24     | extent        | rawBytes      |
 *          +-------+-------+-------+-------+
 *   32     | storedBytes   | payloadCrc    |
 *          +-------+-------+-------+-------+
 *   40     | rank                          |
 *          +-------+-------+-------+-------+
 *   48     | used          | stored        |   page 0
 *          +-------+-------+-------+-------+
 *   56     | used          | stored        |   page 1
 *          +-------+-------+-------+-------+
 *          :  one slot for each page that  :
 *          :  an extent of the file may    :
 *          :  hold, unused ones zero       :
 *          +-------------------------------+
 *          :  stored bytes of page 0, 1 .. :
 *          +-------------------------------+
 * </pre>
 *
 * <p>The header's checksum covers everything in the header behind it, the page table and the
 * payload's checksum included; so both checksums together cover every byte. The page table has the
 * same number of slots throughout a file: the header's length is known before it is read. A page
 * whose stored bytes equal its used bytes is stored as it is, whatever the codec, which is a {@link
 * io.plimsoll.spill.codec.Codec#format}.
 */
public final class ExtentLayout {

    /** "PLX1" when read as bytes. */
    public static final int MAGIC = 'P' | 'L' << 8 | 'X' << 16 | '1' << 24;

    /** Goes up with each change of this layout. */
    public static final int VERSION = 2;

    /** The most pages of an extent: below the 1024 buffers that systems take in one call. */
    public static final int PAGES_MAX = 512;

    static final int MAGIC_OFFSET = 0;
    static final int HEADER_CRC_OFFSET = MAGIC_OFFSET + Integer.BYTES;
    static final int VERSION_OFFSET = HEADER_CRC_OFFSET + Integer.BYTES;
    static final int CODEC_OFFSET = VERSION_OFFSET + Short.BYTES;
    static final int SLOTS_OFFSET = CODEC_OFFSET + Short.BYTES;
    static final int PAGES_OFFSET = SLOTS_OFFSET + Short.BYTES;
    static final int FILE_ID_OFFSET = PAGES_OFFSET + Short.BYTES;
    static final int EXTENT_OFFSET = FILE_ID_OFFSET + Long.BYTES;
    static final int RAW_BYTES_OFFSET = EXTENT_OFFSET + Integer.BYTES;
    static final int STORED_BYTES_OFFSET = RAW_BYTES_OFFSET + Integer.BYTES;
    static final int PAYLOAD_CRC_OFFSET = STORED_BYTES_OFFSET + Integer.BYTES;
    static final int RANK_OFFSET = PAYLOAD_CRC_OFFSET + Integer.BYTES;
    static final int TABLE_OFFSET = RANK_OFFSET + Long.BYTES;

    static final int SLOT_USED_OFFSET = 0;
    static final int SLOT_STORED_OFFSET = SLOT_USED_OFFSET + Integer.BYTES;
    static final int SLOT_BYTES = SLOT_STORED_OFFSET + Integer.BYTES;

    private ExtentLayout() {}

    /** The length of a header whose page table has {@code tableSlots} entries. */
    public static int headerBytes(int tableSlots) {
        return TABLE_OFFSET + tableSlots * SLOT_BYTES;
    }
}
