package io.plimsoll.operators.sort;

/**
 * How large records may get.
 *
 * @param maxRecordBytes above this a record is refused: half of the memory, so that what surrounds
 *     it always has room
 * @param largeRecordBytes above this a record grows only while no other does: all writers' records
 *     below it fit together into a small part of the memory
 */
record SortLimits(long maxRecordBytes, long largeRecordBytes) {

    static SortLimits of(long memoryBytes, int writers) {
        return new SortLimits(memoryBytes / 2, memoryBytes / (8L * writers));
    }
}
