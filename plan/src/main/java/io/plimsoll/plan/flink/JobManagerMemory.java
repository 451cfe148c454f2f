package io.plimsoll.plan.flink;

import io.plimsoll.plan.MemoryPlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The memory of a JobManager.
 *
 * @param plan its parts
 * @param limitsDirectMemory whether the JVM is told the maximum of direct memory
 * @param dynamicOptions the options that fix every size
 */
public record JobManagerMemory(
        MemoryPlan plan, boolean limitsDirectMemory, Map<String, String> dynamicOptions)
        implements FlinkMemory {

    /** Keeps a copy of the map, in its order. */
    public JobManagerMemory {
        dynamicOptions = Collections.unmodifiableMap(new LinkedHashMap<>(dynamicOptions));
    }

    @Override
    public List<String> jvmArguments() {
        long heapBytes = size(JobManagerRules.HEAP).bytes();
        List<String> arguments = new ArrayList<>();
        arguments.add("-Xmx" + heapBytes);
        arguments.add("-Xms" + heapBytes);
        if (limitsDirectMemory) {
            arguments.add("-XX:MaxDirectMemorySize=" + size(JobManagerRules.OFF_HEAP).bytes());
        }
        arguments.add("-XX:MaxMetaspaceSize=" + size(JvmRules.METASPACE).bytes());
        return List.copyOf(arguments);
    }
}
