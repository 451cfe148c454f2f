package io.plimsoll.index.format;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The checksum of a block: over its kind of file, its offset, its kind, its length and its payload,
 * so that a sound block in the wrong place is found as well as a damaged one.
 *
 * <p>Thread rule: one thread.
 */
final class BlockSeal {

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
        return (int) crc.getValue();
    }
}
