package io.plimsoll.plan.flink;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.MemoryPart;
import io.plimsoll.plan.MemoryPlan;
import java.util.List;
import java.util.Map;

/** The memory of one of Flink's processes, and what its start scripts pass on. */
public sealed interface FlinkMemory permits TaskManagerMemory, JobManagerMemory, LocalMemory {

    /** Returns the parts. */
    MemoryPlan plan();

    /** Returns the arguments that start the JVM, in the order in which Flink gives them. */
    List<String> jvmArguments();

    /** Returns the options that fix every size: {@code -D key=value} for Flink's entry point. */
    Map<String, String> dynamicOptions();

    /**
     * Returns the size of a part by its name.
     *
     * @throws IllegalArgumentException if there is no such part
     */
    default ByteSize size(String partName) {
        for (MemoryPart part : plan().parts()) {
            if (part.name().equals(partName)) {
                return part.size();
            }
        }
        throw new IllegalArgumentException(
                "part=%s (expected one of %s)"
                        .formatted(
                                partName, plan().parts().stream().map(MemoryPart::name).toList()));
    }
}
