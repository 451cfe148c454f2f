package io.plimsoll.plan.profile;

import io.plimsoll.plan.ByteSize;
import java.util.Map;

/** Options that profiles read; what is wrong with one is for Flink to say, here defaults hold. */
final class ProfileOptions {

    static final String SLOTS = "taskmanager.numberOfTaskSlots";
    static final String NETWORK_MIN = "taskmanager.memory.network.min";
    static final String NETWORK_MAX = "taskmanager.memory.network.max";
    static final String MANAGED_SIZE = "taskmanager.memory.managed.size";
    static final String MANAGED_FRACTION = "taskmanager.memory.managed.fraction";
    static final String TASK_OFF_HEAP = "taskmanager.memory.task.off-heap.size";
    static final String PROCESS_SIZE = "taskmanager.memory.process.size";

    static final String FLINK_SIZE = "taskmanager.memory.flink.size";

    private final Map<String, String> values;

    ProfileOptions(Map<String, String> values) {
        this.values = values;
    }

    boolean isSet(String key) {
        return values.containsKey(key);
    }

    String text(String key, String otherwise) {
        return values.getOrDefault(key, otherwise);
    }

    ByteSize size(String key, String otherwise) {
        try {
            return ByteSize.parse(text(key, otherwise));
        } catch (IllegalArgumentException unreadable) {
            return ByteSize.parse(otherwise);
        }
    }

    int count(String key, int otherwise) {
        try {
            return Math.max(1, Integer.parseInt(text(key, String.valueOf(otherwise))));
        } catch (NumberFormatException unreadable) {
            return otherwise;
        }
    }

    double fraction(String key, double otherwise) {
        try {
            double value = Double.parseDouble(text(key, String.valueOf(otherwise)));
            return value > 0 && value < 1 ? value : otherwise;
        } catch (NumberFormatException unreadable) {
            return otherwise;
        }
    }

    int slots() {
        return count(SLOTS, 1);
    }

    NetworkBuffers buffers(Workload workload) {
        return new NetworkBuffers(
                slots(),
                workload,
                count("taskmanager.network.memory.buffers-per-channel", NetworkBuffers.PER_CHANNEL),
                count(
                        "taskmanager.network.memory.floating-buffers-per-gate",
                        NetworkBuffers.FLOATING),
                size("taskmanager.memory.segment-size", "32k"));
    }

    RocksDbMemory rocksDb(ByteSize managedPerSlot) {
        return new RocksDbMemory(
                managedPerSlot,
                fraction("state.backend.rocksdb.memory.write-buffer-ratio", 0.5),
                fraction("state.backend.rocksdb.memory.high-prio-pool-ratio", 0.1),
                size("state.backend.rocksdb.writebuffer.size", "64m"));
    }
}
