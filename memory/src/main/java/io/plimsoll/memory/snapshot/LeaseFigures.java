package io.plimsoll.memory.snapshot;

import io.plimsoll.memory.leak.AgeHistogram;
import io.plimsoll.memory.leak.LeakDetection;

/**
 * What is known of the leases that are out.
 *
 * @param level how closely they are followed
 * @param followed leases that are followed now
 * @param bytes their bytes; if only a sample is followed, about those of all leases. Blocks lie in
 *     pages and do not count
 * @param ages how old they are
 */
public record LeaseFigures(LeakDetection level, long followed, long bytes, AgeHistogram ages) {

    /** Whether a sample stands for all leases. */
    public boolean isEstimated() {
        return level == LeakDetection.SIMPLE;
    }
}
