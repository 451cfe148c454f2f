package io.plimsoll.plan.profile;

import io.plimsoll.plan.ByteSize;

/**
 * How RocksDB divides a slot's managed memory, which all its states in that slot share.
 *
 * <p>Source: the formulas of Flink's RocksDB state backend. With {@code m} for the memory and
 * {@code r} for the ratio of write buffers, the block cache may hold {@code (3 - r) m / 3}, of
 * which the write buffers may take {@code 2 r m / 3}; half as much more they may exceed it by.
 * RocksDB allocates their memory in arena blocks of an eighth of a write buffer, and flushes at
 * seven eighths of what they may take: where a single block is more than that, it flushes all the
 * time.
 *
 * @param managed the slot's managed memory
 * @param writeBufferRatio the part that write buffers may take
 * @param highPriorityRatio the part of the cache that indexes and filters may take
 * @param writeBuffer the size of a write buffer
 */
public record RocksDbMemory(
        ByteSize managed, double writeBufferRatio, double highPriorityRatio, ByteSize writeBuffer) {

    private static final long PAGE_BYTES = 4096;
    private static final int BLOCKS_PER_BUFFER = 8;

    /** Returns the capacity of the block cache. */
    public ByteSize cache() {
        return new ByteSize((long) ((3 - writeBufferRatio) * managed.bytes() / 3));
    }

    /** Returns what write buffers may take of it. */
    public ByteSize writeBuffers() {
        return new ByteSize((long) (2 * managed.bytes() * writeBufferRatio / 3));
    }

    /** Returns what indexes and filters may take of it, before anything else is cached. */
    public ByteSize highPriority() {
        return cache().times(highPriorityRatio);
    }

    /** Returns the arena block in which RocksDB allocates write buffers. */
    public ByteSize arenaBlock() {
        long block = writeBuffer.bytes() / BLOCKS_PER_BUFFER;
        return new ByteSize(Math.ceilDiv(block, PAGE_BYTES) * PAGE_BYTES);
    }

    /** Returns how full write buffers may be before they are flushed. */
    public ByteSize flushedAt() {
        return new ByteSize(writeBuffers().bytes() / 8 * 7 + writeBuffers().bytes() % 8 * 7 / 8);
    }

    /** Returns whether a write buffer can hold more than nothing. */
    public boolean works() {
        return arenaBlock().compareTo(flushedAt()) <= 0;
    }

    /** Returns the least managed memory of a slot with which it works, in whole mebibytes. */
    public ByteSize least() {
        double least = arenaBlock().bytes() / (0.875 * 2 * writeBufferRatio / 3);
        return ByteSize.ofMebibytes((long) Math.ceil(least / (1 << 20)));
    }
}
