package io.plimsoll.doctor.cluster;

import io.plimsoll.doctor.rest.Fields;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A TaskManager that is there.
 *
 * @param id its name: host, port and a few letters
 * @param slots how many slots it has
 * @param freeSlots how many of them have no task
 * @param parts the sizes of its parts as it was started, by the names of {@link #PARTS}
 * @param use what it uses of them
 */
public record TaskManager(
        String id, long slots, long freeSlots, Map<String, Long> parts, MemoryUse use) {

    /** A part that is what the container must have. */
    public static final String PROCESS = "process";

    private static final String FRAMEWORK_HEAP = "frameworkHeap";
    private static final String TASK_HEAP = "taskHeap";
    private static final String FRAMEWORK_OFF_HEAP = "frameworkOffHeap";
    private static final String TASK_OFF_HEAP = "taskOffHeap";
    private static final String NETWORK = "network";
    private static final String MANAGED = "managed";
    private static final String METASPACE = "metaspace";

    /** Parts by their names here, with those in Flink's answers. */
    private static final Map<String, String> PARTS =
            Map.of(
                    FRAMEWORK_HEAP,
                    "frameworkHeap",
                    TASK_HEAP,
                    "taskHeap",
                    FRAMEWORK_OFF_HEAP,
                    "frameworkOffHeap",
                    TASK_OFF_HEAP,
                    "taskOffHeap",
                    NETWORK,
                    "networkMemory",
                    MANAGED,
                    "managedMemory",
                    METASPACE,
                    "jvmMetaspace",
                    "overhead",
                    "jvmOverhead",
                    "total",
                    "totalFlinkMemory",
                    PROCESS,
                    "totalProcessMemory");

    /** Keeps a copy of the map, in the order of names. */
    public TaskManager {
        parts = Collections.unmodifiableMap(new TreeMap<>(parts));
    }

    /** Makes one of an element of the list of them. */
    static TaskManager of(Fields fields) {
        Map<String, Long> parts = new TreeMap<>();
        PARTS.forEach((name, answer) -> {
            OptionalLong bytes = fields.count("memoryConfiguration." + answer);
            // A cluster in one JVM says the largest number for what nothing bounds.
            if (bytes.isPresent() && bytes.getAsLong() < Long.MAX_VALUE >> 1) {
                parts.put(name, bytes.getAsLong());
            }
        });
        return new TaskManager(
                fields.text("id"),
                fields.count("slotsNumber").orElse(0),
                fields.count("freeSlots").orElse(0),
                parts,
                MemoryUse.UNKNOWN);
    }

    /** Returns the size of a part, if it is known. */
    public OptionalLong part(String name) {
        Long bytes = parts.get(name);
        return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes);
    }

    /** Returns the same with what it uses. */
    TaskManager using(MemoryUse figures) {
        return new TaskManager(id, slots, freeSlots, parts, figures.limitedBy(limits()));
    }

    /** The limits that follow from its parts. */
    private Map<MemoryKind, Long> limits() {
        Map<MemoryKind, Long> limits = new EnumMap<>(MemoryKind.class);
        sum(FRAMEWORK_HEAP, TASK_HEAP).ifPresent(bytes -> limits.put(MemoryKind.HEAP, bytes));
        sum(METASPACE).ifPresent(bytes -> limits.put(MemoryKind.METASPACE, bytes));
        sum(FRAMEWORK_OFF_HEAP, TASK_OFF_HEAP, NETWORK)
                .ifPresent(bytes -> limits.put(MemoryKind.DIRECT, bytes));
        sum(NETWORK).ifPresent(bytes -> limits.put(MemoryKind.NETWORK, bytes));
        sum(MANAGED).ifPresent(bytes -> limits.put(MemoryKind.MANAGED, bytes));
        return limits;
    }

    private OptionalLong sum(String... names) {
        long sum = 0;
        for (String name : names) {
            OptionalLong bytes = part(name);
            if (bytes.isEmpty()) {
                return OptionalLong.empty();
            }
            sum += bytes.getAsLong();
        }
        return OptionalLong.of(sum);
    }
}
