package io.plimsoll.benchmarks.memory.leases;

import io.plimsoll.memory.leak.LeakDetection;

/** The level that is usual. */
public class PlimsollLeases extends FollowedLeases {

    /** Makes a manager. */
    public PlimsollLeases() {
        super(LeakDetection.SIMPLE);
    }
}
