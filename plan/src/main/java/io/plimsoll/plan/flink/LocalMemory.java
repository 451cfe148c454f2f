package io.plimsoll.plan.flink;

import io.plimsoll.plan.MemoryPlan;
import java.util.List;
import java.util.Map;

/**
 * The memory of a TaskManager inside another JVM: budgets that Flink keeps, none of which limits
 * the process.
 *
 * @param plan its parts
 * @param cores what it offers of the processor
 */
public record LocalMemory(MemoryPlan plan, double cores) implements FlinkMemory {

    @Override
    public List<String> jvmArguments() {
        return List.of();
    }

    @Override
    public Map<String, String> dynamicOptions() {
        return Map.of();
    }
}
