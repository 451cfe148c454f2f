package io.plimsoll.doctor.jvm;

/**
 * What a JVM counts of its buffers.
 *
 * @param directBytes the memory of direct buffers
 * @param directCount how many there are
 * @param mappedBytes the addresses of mapped ones
 * @param mappedCount how many there are
 */
public record BufferPools(long directBytes, long directCount, long mappedBytes, long mappedCount) {}
