package io.plimsoll.benchmarks.memory.leases;

import io.plimsoll.memory.leak.LeakDetection;

/** All is followed. */
public class PlimsollAdvancedLeases extends FollowedLeases {

    /** Makes a manager. */
    public PlimsollAdvancedLeases() {
        super(LeakDetection.ADVANCED);
    }
}
