package io.plimsoll.plan.profile;

import io.plimsoll.plan.ByteSize;

/**
 * How many network buffers a TaskManager needs for a job.
 *
 * <p>Source: what Flink's shuffle announces for pipelined edges. Each end of an all-to-all edge has
 * a channel to each task of the other end, a number of buffers for each channel, and some that
 * float: so a slot needs {@code edges * 2 * (parallelism * perChannel + floating)}.
 *
 * @param slots of the TaskManager
 * @param workload the job
 * @param perChannel buffers of each channel
 * @param floating buffers of each gate or partition that float
 * @param segment the size of each
 */
public record NetworkBuffers(
        int slots, Workload workload, int perChannel, int floating, ByteSize segment) {

    /** Buffers of a batch job's sorting partition, at least: {@code sort-shuffle.min-buffers}. */
    static final int SORTING = 512;

    static final int PER_CHANNEL = 2;
    static final int FLOATING = 8;

    /** Returns how many buffers a job needs whose edges are pipelined. */
    public long pipelined() {
        long end = (long) workload.parallelism() * perChannel + floating;
        return Math.multiplyExact((long) slots * workload.allToAllEdges(), 2 * end);
    }

    /**
     * Returns how many a batch job needs: an edge is written, and another read, at a time. A gate
     * has at most a thousand.
     */
    public long sorted() {
        long gate = Math.min(1000, (long) workload.parallelism() * perChannel + 1);
        return slots * (SORTING + Math.max(floating, gate));
    }

    /** Returns the size of so many buffers. */
    public ByteSize size(long buffers) {
        return new ByteSize(Math.multiplyExact(buffers, segment.bytes()));
    }
}
