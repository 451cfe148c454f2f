package io.plimsoll.plan.jvm;

import io.plimsoll.plan.MemoryPlan;
import java.util.List;

/**
 * The memory of a JVM.
 *
 * @param plan its parts: together they are the limit
 * @param jvmArguments what starts it with these bounds
 */
public record JvmMemory(MemoryPlan plan, List<String> jvmArguments) {

    /** Keeps a copy of the list. */
    public JvmMemory {
        jvmArguments = List.copyOf(jvmArguments);
    }
}
