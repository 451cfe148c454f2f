package io.plimsoll.doctor.rule;

import java.util.Set;

/** The names of values that come from a configuration rather than from an input. */
public final class StatedNames {

    /** The version of Flink: 1.20, say. */
    public static final String FLINK_VERSION = "flinkVersion";

    /** The smallest change after which the configuration starts. */
    public static final String NEAREST = "nearestConfiguration";

    /** What the names of a TaskManager's planned parts begin with. */
    public static final String PART_PREFIX = "flink.";

    /** All of them. */
    static final Set<String> ALL =
            Set.of(
                    FLINK_VERSION,
                    NEAREST,
                    "flink.process",
                    "flink.total",
                    "flink.frameworkHeap",
                    "flink.frameworkOffHeap",
                    "flink.taskHeap",
                    "flink.taskOffHeap",
                    "flink.managed",
                    "flink.network",
                    "flink.metaspace",
                    "flink.overhead",
                    "flink.heap",
                    "flink.direct",
                    "flink.slots",
                    "flink.managedPerSlot");

    private StatedNames() {}
}
