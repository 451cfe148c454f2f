package io.plimsoll.benchmarks.operators.plimsoll;

import io.plimsoll.benchmarks.operators.Assignment;
import io.plimsoll.operators.Job;

/** Jobs of one operator. */
public final class Jobs {

    private Jobs() {}

    /** Opens a job that an assignment says the memory and the folder of. */
    public static Job open(Assignment assignment) {
        return Job.builder()
                .memoryBytes(assignment.memoryBytes())
                .temporaryDirectories(assignment.temporaryFolder())
                .open();
    }
}
