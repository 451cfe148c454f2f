package io.plimsoll.doctor.finding;

/** Where a change is made. */
public enum Target {
    /** Flink's configuration. */
    FLINK,
    /** Spark's configuration. */
    SPARK,
    /** The arguments of a JVM, or its program. */
    JVM,
    /** A Kubernetes manifest, or the node. */
    K8S
}
