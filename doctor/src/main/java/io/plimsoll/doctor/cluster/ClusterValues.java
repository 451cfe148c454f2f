package io.plimsoll.doctor.cluster;

import io.plimsoll.doctor.rule.StatedNames;
import io.plimsoll.doctor.rule.Values;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;

/** Values for advice that follow from how a cluster's TaskManagers were really started. */
public final class ClusterValues {

    private ClusterValues() {}

    /** Returns them; of several kinds of TaskManagers those of the smallest. */
    public static Values of(Cluster cluster) {
        Values values = new Values();
        Optional<TaskManager> smallest =
                cluster.taskManagers().stream()
                        .min(
                                Comparator.comparingLong(
                                        each -> each.part(TaskManager.PROCESS).orElse(0)));
        smallest.ifPresent(taskManager -> tell(taskManager, values));
        return values;
    }

    private static void tell(TaskManager taskManager, Values values) {
        taskManager.parts().forEach((name, bytes) -> put(values, name, bytes));
        put(values, "slots", taskManager.slots());
        limit(values, "heap", taskManager.use().limit(MemoryKind.HEAP));
        limit(values, "direct", taskManager.use().limit(MemoryKind.DIRECT));
        if (taskManager.slots() > 0) {
            taskManager
                    .part("managed")
                    .ifPresent(bytes -> put(values, "managedPerSlot", bytes / taskManager.slots()));
        }
    }

    private static void limit(Values values, String name, OptionalLong bytes) {
        bytes.ifPresent(known -> put(values, name, known));
    }

    private static void put(Values values, String name, long number) {
        values.put(StatedNames.PART_PREFIX + name, (double) number);
    }
}
