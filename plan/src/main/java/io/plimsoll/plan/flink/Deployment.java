package io.plimsoll.plan.flink;

/** Who starts Flink's processes: it decides what retired options stand for. */
public enum Deployment {
    /** Flink's own scripts. */
    STANDALONE,
    /** Kubernetes or YARN: each process has a container of its own. */
    CONTAINER
}
