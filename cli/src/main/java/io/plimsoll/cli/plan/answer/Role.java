package io.plimsoll.cli.plan.answer;

/** The kinds of process that can be planned. */
public enum Role {
    /** Flink's workers. */
    TASKMANAGER("taskmanager"),
    /** Flink's master. */
    JOBMANAGER("jobmanager"),
    /** Any application's. */
    JVM("jvm");

    private final String label;

    Role(String label) {
        this.label = label;
    }

    /** Returns the option that sets the whole process's size; of a JVM it is {@code size}. */
    public String sizeKey() {
        return this == JVM ? "size" : label + ".memory.process.size";
    }

    @Override
    public String toString() {
        return label;
    }
}
