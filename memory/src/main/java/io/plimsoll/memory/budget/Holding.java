package io.plimsoll.memory.budget;

/**
 * What one pool has out.
 *
 * @param pool the pool
 * @param pages pages taken and not given back
 * @param pageBytes bytes of those pages
 * @param reservedBytes bytes reserved and not given back
 */
public record Holding(PoolNode pool, long pages, long pageBytes, long reservedBytes) {}
