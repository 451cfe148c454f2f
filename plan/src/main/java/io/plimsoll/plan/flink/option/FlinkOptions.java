package io.plimsoll.plan.flink.option;

import java.util.List;

/**
 * The options of one version of Flink that decide how its processes' memory is divided.
 *
 * @param taskManager those of a TaskManager
 * @param jobManager those of a JobManager
 */
public record FlinkOptions(TaskManager taskManager, JobManager jobManager) {

    /** Returns the options of a version, with its defaults. */
    public static FlinkOptions of(FlinkVersion version) {
        return new FlinkOptions(TaskManager.of(version), JobManager.standard());
    }

    /**
     * The options of the JVM's part, which both roles have.
     *
     * @param metaspace class metadata
     * @param overheadMin the least of all else that the JVM takes
     * @param overheadMax the most of it
     * @param overheadFraction which part of the process it is
     */
    public record Jvm(
            FlinkOption metaspace,
            FlinkOption overheadMin,
            FlinkOption overheadMax,
            FlinkOption overheadFraction) {

        static Jvm of(String prefix) {
            return new Jvm(
                    FlinkOption.size(prefix + "jvm-metaspace.size", "256m"),
                    FlinkOption.size(prefix + "jvm-overhead.min", "192m"),
                    FlinkOption.size(prefix + "jvm-overhead.max", "1g"),
                    FlinkOption.fraction(prefix + "jvm-overhead.fraction", "0.1"));
        }
    }

    /**
     * The options of the network's buffers.
     *
     * @param min the least
     * @param max the most
     * @param fraction which part of Flink's memory they are
     * @param buffers their number, which versions before 2.0 read if none of the others is set
     * @param segment the size of each
     */
    public record Network(
            FlinkOption min,
            FlinkOption max,
            FlinkOption fraction,
            FlinkOption buffers,
            FlinkOption segment) {

        private static final String PREFIX = "taskmanager.memory.network.";
        private static final String OLD_PREFIX = "taskmanager.network.memory.";

        static Network of(FlinkVersion version) {
            String max = version.isAtLeast(1, 17) ? Long.MAX_VALUE + "b" : "1g";
            return new Network(
                    FlinkOption.size(PREFIX + "min", "64m", OLD_PREFIX + "min"),
                    FlinkOption.size(PREFIX + "max", max, OLD_PREFIX + "max"),
                    FlinkOption.fraction(PREFIX + "fraction", "0.1", OLD_PREFIX + "fraction"),
                    FlinkOption.other("taskmanager.network.numberOfBuffers", null),
                    FlinkOption.size("taskmanager.memory.segment-size", "32k"));
        }
    }

    /**
     * The options of a TaskManager.
     *
     * @param process all of the process
     * @param flink all but metaspace and overhead
     * @param frameworkHeap heap of Flink's own
     * @param frameworkOffHeap off-heap memory of Flink's own
     * @param taskHeap heap of tasks
     * @param taskOffHeap off-heap memory of tasks
     * @param managedSize managed memory
     * @param managedFraction which part of Flink's memory is managed
     * @param network the network's buffers
     * @param jvm the JVM's part
     * @param slots how many tasks' pipelines share the process
     * @param cores what the process offers of the processor
     * @param resources names of external resources
     */
    public record TaskManager(
            FlinkOption process,
            FlinkOption flink,
            FlinkOption frameworkHeap,
            FlinkOption frameworkOffHeap,
            FlinkOption taskHeap,
            FlinkOption taskOffHeap,
            FlinkOption managedSize,
            FlinkOption managedFraction,
            Network network,
            Jvm jvm,
            FlinkOption slots,
            FlinkOption cores,
            FlinkOption resources) {

        private static final String PREFIX = "taskmanager.memory.";

        static TaskManager of(FlinkVersion version) {
            return new TaskManager(
                    FlinkOption.size(PREFIX + "process.size", null),
                    FlinkOption.size(PREFIX + "flink.size", null),
                    FlinkOption.size(PREFIX + "framework.heap.size", "128m"),
                    FlinkOption.size(PREFIX + "framework.off-heap.size", "128m"),
                    FlinkOption.size(PREFIX + "task.heap.size", null),
                    FlinkOption.size(PREFIX + "task.off-heap.size", "0b"),
                    FlinkOption.size(PREFIX + "managed.size", null, PREFIX + "size"),
                    FlinkOption.fraction(PREFIX + "managed.fraction", "0.4"),
                    Network.of(version),
                    Jvm.of(PREFIX),
                    FlinkOption.count("taskmanager.numberOfTaskSlots", "1"),
                    FlinkOption.other("taskmanager.cpu.cores", null),
                    FlinkOption.other("external-resources", null));
        }

        /** Returns the parts of which Flink's memory consists but the network, in their order. */
        public List<FlinkOption> parts() {
            return List.of(frameworkHeap, frameworkOffHeap, taskHeap, taskOffHeap, managedSize);
        }
    }

    /**
     * The options of a JobManager.
     *
     * @param process all of the process
     * @param flink all but metaspace and overhead
     * @param heap the heap
     * @param offHeap all else that Flink takes
     * @param limitDirect whether the JVM is told the maximum of direct memory
     * @param jvm the JVM's part
     */
    public record JobManager(
            FlinkOption process,
            FlinkOption flink,
            FlinkOption heap,
            FlinkOption offHeap,
            FlinkOption limitDirect,
            Jvm jvm) {

        private static final String PREFIX = "jobmanager.memory.";

        static JobManager standard() {
            return new JobManager(
                    FlinkOption.size(PREFIX + "process.size", null),
                    FlinkOption.size(PREFIX + "flink.size", null),
                    FlinkOption.size(PREFIX + "heap.size", null),
                    FlinkOption.size(PREFIX + "off-heap.size", "128m"),
                    FlinkOption.other(PREFIX + "enable-jvm-direct-memory-limit", "false"),
                    Jvm.of(PREFIX));
        }
    }
}
