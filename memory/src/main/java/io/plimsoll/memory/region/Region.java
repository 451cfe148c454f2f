package io.plimsoll.memory.region;

/**
 * A block of off-heap memory, contiguous in addresses.
 *
 * @param address absolute address of the first byte
 * @param sizeBytes length in bytes
 */
public record Region(long address, long sizeBytes) {

    /** Address one past the last byte. */
    public long endAddress() {
        return address + sizeBytes;
    }
}
