package io.plimsoll.plan.flink;

import static io.plimsoll.plan.flink.FlinkOption.required;
import static io.plimsoll.plan.flink.FlinkOption.withDefault;

/** The memory options of one version of Flink, with its defaults. */
final class FlinkOptions {

    /** Since this version the network's maximum is unlimited unless set. */
    private static final FlinkVersion UNLIMITED_NETWORK = new FlinkVersion(1, 17);

    final TaskManager taskManager;
    final JobManager jobManager;

    FlinkOptions(FlinkVersion version) {
        this.taskManager = TaskManager.of(version);
        this.jobManager = JobManager.standard();
    }

    /** The options of the JVM's part, which both roles have. */
    record Jvm(
            FlinkOption metaspace,
            FlinkOption overheadMin,
            FlinkOption overheadMax,
            FlinkOption overheadFraction) {

        static Jvm of(String prefix) {
            return new Jvm(
                    withDefault(prefix + "jvm-metaspace.size", "256m"),
                    withDefault(prefix + "jvm-overhead.min", "192m"),
                    withDefault(prefix + "jvm-overhead.max", "1g"),
                    withDefault(prefix + "jvm-overhead.fraction", "0.1"));
        }
    }

    /** The options of a TaskManager. */
    record TaskManager(
            FlinkOption process,
            FlinkOption flink,
            FlinkOption frameworkHeap,
            FlinkOption frameworkOffHeap,
            FlinkOption taskHeap,
            FlinkOption taskOffHeap,
            FlinkOption managedSize,
            FlinkOption managedFraction,
            FlinkOption networkMin,
            FlinkOption networkMax,
            FlinkOption networkFraction,
            Jvm jvm,
            FlinkOption slots,
            FlinkOption cores) {

        private static final String PREFIX = "taskmanager.memory.";
        private static final String OLD_NETWORK = "taskmanager.network.memory.";

        static TaskManager of(FlinkVersion version) {
            boolean unlimited = version.compareTo(UNLIMITED_NETWORK) >= 0;
            return new TaskManager(
                    required(PREFIX + "process.size"),
                    required(PREFIX + "flink.size"),
                    withDefault(PREFIX + "framework.heap.size", "128m"),
                    withDefault(PREFIX + "framework.off-heap.size", "128m"),
                    required(PREFIX + "task.heap.size"),
                    withDefault(PREFIX + "task.off-heap.size", "0b"),
                    required(PREFIX + "managed.size", PREFIX + "size"),
                    withDefault(PREFIX + "managed.fraction", "0.4"),
                    withDefault(PREFIX + "network.min", "64m", OLD_NETWORK + "min"),
                    withDefault(
                            PREFIX + "network.max",
                            unlimited ? Long.MAX_VALUE + "b" : "1g",
                            OLD_NETWORK + "max"),
                    withDefault(PREFIX + "network.fraction", "0.1", OLD_NETWORK + "fraction"),
                    Jvm.of(PREFIX),
                    withDefault("taskmanager.numberOfTaskSlots", "1"),
                    required("taskmanager.cpu.cores"));
        }
    }

    /** The options of a JobManager. */
    record JobManager(
            FlinkOption process,
            FlinkOption flink,
            FlinkOption heap,
            FlinkOption offHeap,
            FlinkOption limitDirect,
            Jvm jvm) {

        private static final String PREFIX = "jobmanager.memory.";

        static JobManager standard() {
            return new JobManager(
                    required(PREFIX + "process.size"),
                    required(PREFIX + "flink.size"),
                    required(PREFIX + "heap.size"),
                    withDefault(PREFIX + "off-heap.size", "128m"),
                    withDefault(PREFIX + "enable-jvm-direct-memory-limit", "false"),
                    Jvm.of(PREFIX));
        }
    }
}
