package io.plimsoll.plan.flink.option;

import io.plimsoll.plan.ByteSize;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options that only older versions of Flink read: the heap's size, of a time when nothing else was
 * sized. Versions before 2.0 take it for another option, unless that is set; since 2.0 it has no
 * effect.
 *
 * @param heap the heap with a unit
 * @param heapMebibytes the heap in mebibytes, read if the other is not set
 * @param flink what they stand for where Flink's scripts start the process
 * @param container what they stand for where the process has a container of its own
 */
public record RetiredOptions(
        FlinkOption heap, FlinkOption heapMebibytes, String flink, String container) {

    /** Those of a TaskManager. */
    public static final RetiredOptions TASK_MANAGER =
            new RetiredOptions(
                    FlinkOption.size("taskmanager.heap.size", null),
                    FlinkOption.other("taskmanager.heap.mb", null),
                    "taskmanager.memory.flink.size",
                    "taskmanager.memory.process.size");

    /** Those of a JobManager. */
    public static final RetiredOptions JOB_MANAGER =
            new RetiredOptions(
                    FlinkOption.size("jobmanager.heap.size", null),
                    FlinkOption.other("jobmanager.heap.mb", null),
                    "jobmanager.memory.heap.size",
                    "jobmanager.memory.process.size");

    /** The last version that reads them is below this one. */
    private static final FlinkVersion GONE = new FlinkVersion(2, 0);

    /** Returns the keys of both. */
    public List<String> keys() {
        return List.of(heap.key(), heapMebibytes.key());
    }

    /** Returns whether a version reads them. */
    public static boolean areReadBy(FlinkVersion version) {
        return version.compareTo(GONE) < 0;
    }

    /** Returns the key that is read in place of another; null if none is set, or it is. */
    public @Nullable String keyInUse(Map<String, String> values, boolean inContainer) {
        if (values.containsKey(target(inContainer))) {
            return null;
        }
        return keys().stream().filter(values::containsKey).findFirst().orElse(null);
    }

    /**
     * Returns the configuration in which they are replaced by what they stand for.
     *
     * @throws ConflictException if a value can't be read
     */
    public Map<String, String> replaced(Map<String, String> values, boolean inContainer) {
        String key = keyInUse(values, inContainer);
        if (key == null) {
            return values;
        }
        OptionReader reader = new OptionReader(values);
        Map<String, String> replaced = new HashMap<>(values);
        replaced.put(target(inContainer), size(reader, key).bytes() + "b");
        return replaced;
    }

    /** Returns the key of the option that they stand for. */
    public String target(boolean inContainer) {
        return inContainer ? container : flink;
    }

    private ByteSize size(OptionReader reader, String key) {
        if (key.equals(heap.key())) {
            return reader.size(heap);
        }
        int mebibytes = reader.integer(heapMebibytes);
        if (mebibytes < 0) {
            throw reader.unreadable(heapMebibytes, "expected 0 or more");
        }
        return ByteSize.ofMebibytes(mebibytes);
    }
}
