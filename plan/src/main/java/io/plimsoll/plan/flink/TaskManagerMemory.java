package io.plimsoll.plan.flink;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.MemoryPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The memory of a TaskManager.
 *
 * @param plan its parts
 * @param cores what it offers of the processor
 * @param slots how many tasks' pipelines share it
 */
public record TaskManagerMemory(MemoryPlan plan, double cores, int slots) implements FlinkMemory {

    /** Returns the maximum of direct memory: both off-heap parts and the network. */
    public ByteSize directMemory() {
        return size(TaskManagerRules.FRAMEWORK_OFF_HEAP)
                .plus(size(TaskManagerRules.TASK_OFF_HEAP))
                .plus(size(TaskManagerRules.NETWORK));
    }

    /** Returns the heap: of the framework and of tasks. */
    public ByteSize heap() {
        return size(TaskManagerRules.FRAMEWORK_HEAP).plus(size(TaskManagerRules.TASK_HEAP));
    }

    @Override
    public List<String> jvmArguments() {
        return List.of(
                "-Xmx" + heap().bytes(),
                "-Xms" + heap().bytes(),
                "-XX:MaxDirectMemorySize=" + directMemory().bytes(),
                "-XX:MaxMetaspaceSize=" + size(JvmRules.METASPACE).bytes());
    }

    @Override
    public Map<String, String> dynamicOptions() {
        FlinkOptions.TaskManager keys = FlinkOptions.TaskManager.of(FlinkVersion.NEWEST);
        Map<String, String> options = new LinkedHashMap<>();
        options.put(keys.cores().key(), String.valueOf(cores));
        put(options, keys.frameworkHeap(), TaskManagerRules.FRAMEWORK_HEAP);
        put(options, keys.frameworkOffHeap(), TaskManagerRules.FRAMEWORK_OFF_HEAP);
        put(options, keys.taskHeap(), TaskManagerRules.TASK_HEAP);
        put(options, keys.taskOffHeap(), TaskManagerRules.TASK_OFF_HEAP);
        put(options, keys.networkMin(), TaskManagerRules.NETWORK);
        put(options, keys.networkMax(), TaskManagerRules.NETWORK);
        put(options, keys.managedSize(), TaskManagerRules.MANAGED);
        put(options, keys.jvm().metaspace(), JvmRules.METASPACE);
        put(options, keys.jvm().overheadMin(), JvmRules.OVERHEAD);
        put(options, keys.jvm().overheadMax(), JvmRules.OVERHEAD);
        options.put(keys.slots().key(), String.valueOf(slots));
        return options;
    }

    private void put(Map<String, String> options, FlinkOption option, String part) {
        options.put(option.key(), size(part).bytes() + "b");
    }
}
