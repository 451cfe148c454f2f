package io.plimsoll.plan.flink;

import io.plimsoll.plan.MemoryPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The memory of a JobManager.
 *
 * @param plan its parts
 * @param limitsDirectMemory whether the JVM is told the maximum of direct memory
 */
public record JobManagerMemory(MemoryPlan plan, boolean limitsDirectMemory)
        implements FlinkMemory {

    @Override
    public List<String> jvmArguments() {
        long heapBytes = size(JobManagerRules.HEAP).bytes();
        List<String> arguments = new ArrayList<>();
        arguments.add("-Xmx" + heapBytes);
        arguments.add("-Xms" + heapBytes);
        if (limitsDirectMemory) {
            arguments.add(
                    "-XX:MaxDirectMemorySize=" + size(JobManagerRules.OFF_HEAP).bytes());
        }
        arguments.add("-XX:MaxMetaspaceSize=" + size(JvmRules.METASPACE).bytes());
        return List.copyOf(arguments);
    }

    @Override
    public Map<String, String> dynamicOptions() {
        FlinkOptions.JobManager keys = FlinkOptions.JobManager.standard();
        Map<String, String> options = new LinkedHashMap<>();
        put(options, keys.heap(), JobManagerRules.HEAP);
        put(options, keys.offHeap(), JobManagerRules.OFF_HEAP);
        put(options, keys.jvm().metaspace(), JvmRules.METASPACE);
        put(options, keys.jvm().overheadMin(), JvmRules.OVERHEAD);
        put(options, keys.jvm().overheadMax(), JvmRules.OVERHEAD);
        return options;
    }

    private void put(Map<String, String> options, FlinkOption option, String part) {
        options.put(option.key(), size(part).bytes() + "b");
    }
}
