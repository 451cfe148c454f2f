package io.plimsoll.plan;

import java.util.List;

/**
 * Why there can be no plan: which options are at odds, and what each rule computed.
 *
 * @param category which rule is broken
 * @param message what is wrong, with the numbers
 * @param levers the options that are at odds, and which way each would have to move
 */
public record Conflict(Category category, String message, List<Lever> levers) {

    /** Keeps a copy of the list. */
    public Conflict {
        levers = List.copyOf(levers);
    }

    /** Returns the keys of the options that are at odds. */
    public List<String> options() {
        return levers.stream().map(Lever::option).distinct().toList();
    }

    /** The rules that a configuration can break. */
    public enum Category {
        /** No size is given from which the others follow. */
        NOTHING_CONFIGURED,
        /** The parts of Flink's memory exceed it. */
        PARTS_EXCEED_FLINK,
        /** What is left for the network is out of its range. */
        NETWORK_OUT_OF_RANGE,
        /** Metaspace and overhead alone exceed the process. */
        JVM_EXCEEDS_PROCESS,
        /** Flink's memory and the metaspace exceed the process. */
        FLINK_EXCEEDS_PROCESS,
        /** What is left for the JVM's overhead is out of its range. */
        OVERHEAD_OUT_OF_RANGE,
        /** A value can't be read as what its option takes. */
        UNREADABLE_VALUE,
        /** A fraction is not in [0, 1), or a minimum exceeds its maximum. */
        INCONSISTENT_RANGE,
        /** The JobManager's heap and off-heap memory are not Flink's memory. */
        PARTS_DIFFER_FROM_FLINK,
        /** The JobManager's heap exceeds Flink's memory. */
        HEAP_EXCEEDS_FLINK,
        /** The JobManager's off-heap memory leaves no heap. */
        OFF_HEAP_FILLS_FLINK,
        /** A state backend gets less memory than it works with. */
        STATE_STARVED,
        /** The number of cores is not positive. */
        CORES_NOT_POSITIVE,
        /** Sizes add up to more than a long can hold. */
        TOO_LARGE
    }
}
