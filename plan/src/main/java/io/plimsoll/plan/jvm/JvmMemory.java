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

    /** The system property that tells Plimsoll's memory manager its budget in bytes. */
    public static final String MANAGED_PROPERTY = "plimsoll.plan.managedBytes";

    /** The system property that tells it how many bytes of the process may be resident. */
    public static final String RESIDENT_PROPERTY = "plimsoll.plan.residentBytes";

    /** Keeps a copy of the list. */
    public JvmMemory {
        jvmArguments = List.copyOf(jvmArguments);
    }
}
