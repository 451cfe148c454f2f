package io.plimsoll.plan.flink;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.MemoryPart;
import io.plimsoll.plan.MemoryPlan;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The memory of a TaskManager.
 *
 * @param plan its parts
 * @param cores what it offers of the processor
 * @param slots how many tasks' pipelines share it
 * @param dynamicOptions the options that fix every size
 */
public record TaskManagerMemory(
        MemoryPlan plan, double cores, int slots, Map<String, String> dynamicOptions)
        implements FlinkMemory {

    /** Keeps a copy of the map, in its order. */
    public TaskManagerMemory {
        dynamicOptions = Collections.unmodifiableMap(new LinkedHashMap<>(dynamicOptions));
    }

    /** Returns the maximum of direct memory: both off-heap parts and the network. */
    public ByteSize directMemory() {
        return size(TaskManagerRules.FRAMEWORK_OFF_HEAP)
                .plus(size(TaskManagerRules.TASK_OFF_HEAP))
                .plus(size(NetworkRules.NETWORK));
    }

    /** Returns the heap: of the framework and of tasks. */
    public ByteSize heap() {
        return size(TaskManagerRules.FRAMEWORK_HEAP).plus(size(TaskManagerRules.TASK_HEAP));
    }

    /** Returns the parts that slots share, each part's share of one slot. */
    public List<MemoryPart> slot() {
        return Stream.of(
                        TaskManagerRules.TASK_HEAP,
                        TaskManagerRules.TASK_OFF_HEAP,
                        TaskManagerRules.MANAGED,
                        NetworkRules.NETWORK)
                .map(name ->
                        new MemoryPart(
                                name,
                                new ByteSize(size(name).bytes() / Math.max(1, slots)),
                                "",
                                "%s / %d slots".formatted(size(name), slots)))
                .toList();
    }

    @Override
    public List<String> jvmArguments() {
        return List.of(
                "-Xmx" + heap().bytes(),
                "-Xms" + heap().bytes(),
                "-XX:MaxDirectMemorySize=" + directMemory().bytes(),
                "-XX:MaxMetaspaceSize=" + size(JvmRules.METASPACE).bytes());
    }
}
