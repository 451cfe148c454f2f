package io.plimsoll.operators.estimate;

/**
 * What an operator has used so far: what stands beside its {@link MemoryEstimate}.
 *
 * @param peakBytes the most memory that it had at a time, workspace included
 * @param spilledBytes what it wrote to disk, uncompressed
 * @param passes how often, at most, a record went to disk and back
 */
public record MemoryUse(long peakBytes, long spilledBytes, int passes) {}
