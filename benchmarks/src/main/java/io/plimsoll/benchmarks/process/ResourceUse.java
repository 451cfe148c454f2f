package io.plimsoll.benchmarks.process;

import java.util.OptionalLong;

/**
 * What a process took. What can't be known is empty.
 *
 * @param wallNanos from before its start until after its end
 * @param cpuNanos in user and system mode, all threads together
 * @param peakResidentBytes the kernel's high-water mark of its resident set
 * @param writtenBytes what it gave the kernel to write to disk, as the kernel counts it; files in
 *     memory don't count
 */
public record ResourceUse(
        long wallNanos,
        OptionalLong cpuNanos,
        OptionalLong peakResidentBytes,
        OptionalLong writtenBytes) {

    ResourceUse withWallNanos(long nanos) {
        return new ResourceUse(nanos, cpuNanos, peakResidentBytes, writtenBytes);
    }
}
