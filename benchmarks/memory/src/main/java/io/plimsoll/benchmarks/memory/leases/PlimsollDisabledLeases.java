package io.plimsoll.benchmarks.memory.leases;

import io.plimsoll.memory.leak.LeakDetection;

/** Nothing is followed. */
public class PlimsollDisabledLeases extends FollowedLeases {

    /** Makes a manager. */
    public PlimsollDisabledLeases() {
        super(LeakDetection.DISABLED);
    }
}
