package io.plimsoll.index.format;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The checksum of a block: over its kind of file, its offset, its kind, its length and its payload,
 * so that a sound block in the wrong place is found as well as a damaged one.
 *
 * <p>It is stored rotated and shifted, since a CRC over bytes that hold their own CRC tells nothing
 * of the bytes: the checksum of the whole file would depend on its length only.
 *
 * <p>Thread rule: one thread.
 */
final class BlockSeal {

    static final int MASK_SHIFT = 15;
    static final int MASK = 0xA282_EAD8;

    private final byte fileCode;
    private final CRC32C crc = new CRC32C();
    private final ByteBuffer place =
            ByteBuffer.allocate(Byte.BYTES + Long.BYTES + Byte.BYTES + Integer.BYTES)
                    .order(LITTLE_ENDIAN);

    BlockSeal(FileKind file) {
        this.fileCode = file.code();
    }

    int compute(long offset, byte blockKind, byte[] payload, int from, int length) {
        place.clear();
        place.put(fileCode).putLong(offset).put(blockKind).putInt(length).flip();
        crc.reset();
        crc.update(place);
        crc.update(payload, from, length);
        return Integer.rotateRight((int) crc.getValue(), MASK_SHIFT) + MASK;
    }
}
