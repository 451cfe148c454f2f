package io.plimsoll.plan.profile;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.Conflict;
import io.plimsoll.plan.Conflict.Category;
import io.plimsoll.plan.Lever;
import io.plimsoll.plan.Lever.Direction;
import io.plimsoll.plan.Lever.Kind;
import io.plimsoll.plan.PlanOutcome;
import io.plimsoll.plan.flink.Deployment;
import io.plimsoll.plan.flink.FlinkPlanner;
import io.plimsoll.plan.flink.TaskManagerMemory;
import io.plimsoll.plan.flink.option.FlinkVersion;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plans a TaskManager for a profile: options that are not set get what the profile recommends, and
 * a plan with which the profile can't work is refused.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class ProfilePlanner {

    private static final String FIXED_PER_SLOT = "state.backend.rocksdb.memory.fixed-per-slot";
    private static final String MANAGED_BY_FLINK = "state.backend.rocksdb.memory.managed";

    private final Profile profile;
    private final Workload workload;
    private final FlinkPlanner flink;

    /** Creates a planner for a profile, a job, and a version of Flink. */
    public ProfilePlanner(Profile profile, Workload workload, FlinkVersion version) {
        this.profile = profile;
        this.workload = workload;
        this.flink =
                new FlinkPlanner(
                        version,
                        profile == Profile.CONTAINER
                                ? Deployment.CONTAINER
                                : Deployment.STANDALONE);
    }

    /** Returns what the profile would set, by key, of what is not set. */
    public Map<String, String> additions(Map<String, String> configuration) {
        ProfileOptions options = new ProfileOptions(configuration);
        Map<String, String> additions = new LinkedHashMap<>();
        boolean managedIsFree =
                !options.isSet(ProfileOptions.MANAGED_SIZE)
                        && !options.isSet(ProfileOptions.MANAGED_FRACTION);
        if (profile == Profile.HEAP_STATE && managedIsFree) {
            additions.put(ProfileOptions.MANAGED_SIZE, "0b");
        }
        if (profile == Profile.PLIMSOLL
                && managedIsFree
                && !options.isSet(ProfileOptions.TASK_OFF_HEAP)) {
            addTaskOffHeap(configuration, additions);
        }
        addNetwork(options, additions);
        return additions;
    }

    /** The memory that Flink would manage is what Plimsoll's pages get: it lies off the heap. */
    private void addTaskOffHeap(Map<String, String> configuration, Map<String, String> additions) {
        if (flink.taskManager(configuration)
                instanceof PlanOutcome.Planned<TaskManagerMemory>(TaskManagerMemory memory)) {
            additions.put(ProfileOptions.MANAGED_SIZE, "0b");
            additions.put(ProfileOptions.TASK_OFF_HEAP, memory.size("managed").bytes() + "b");
        }
    }

    private void addNetwork(ProfileOptions options, Map<String, String> additions) {
        if (workload.parallelism() == 0) {
            return;
        }
        ByteSize needed = network(options);
        if (!options.isSet(ProfileOptions.NETWORK_MIN)
                && needed.compareTo(options.size(ProfileOptions.NETWORK_MIN, "64m")) > 0) {
            additions.put(ProfileOptions.NETWORK_MIN, needed.exact());
            if (!options.isSet(ProfileOptions.NETWORK_MAX)) {
                additions.put(ProfileOptions.NETWORK_MAX, needed.exact());
            }
        }
    }

    private ByteSize network(ProfileOptions options) {
        NetworkBuffers buffers = options.buffers(workload);
        return buffers.size(profile == Profile.BATCH ? buffers.sorted() : buffers.pipelined());
    }

    /** Plans from options by their keys; options that are not set get what the profile says. */
    public PlanOutcome<TaskManagerMemory> plan(Map<String, String> configuration) {
        Map<String, String> all = new HashMap<>(configuration);
        additions(configuration).forEach(all::putIfAbsent);
        PlanOutcome<TaskManagerMemory> outcome = flink.taskManager(all);
        if (!(outcome
                instanceof PlanOutcome.Planned<TaskManagerMemory>(TaskManagerMemory memory))) {
            return outcome;
        }
        ProfileOptions options = new ProfileOptions(all);
        Conflict starved = starved(memory, options);
        return starved == null ? outcome : new PlanOutcome.Refused<>(starved);
    }

    private @Nullable Conflict starved(TaskManagerMemory memory, ProfileOptions options) {
        if (workload.parallelism() > 0 && memory.size("network").compareTo(network(options)) < 0) {
            return networkStarved(memory, options);
        }
        boolean rocksDb = profile == Profile.ROCKSDB_STATE && usesManaged(options);
        RocksDbMemory slot = rocksDb(memory, options);
        return rocksDb && !slot.works() ? rocksDbStarved(memory, options, slot) : null;
    }

    /** Returns how RocksDB divides the managed memory of a slot. */
    public RocksDbMemory rocksDb(TaskManagerMemory memory, Map<String, String> configuration) {
        return rocksDb(memory, new ProfileOptions(configuration));
    }

    private static RocksDbMemory rocksDb(TaskManagerMemory memory, ProfileOptions options) {
        long slotBytes = memory.size("managed").bytes() / Math.max(1, memory.slots());
        return options.rocksDb(new ByteSize(slotBytes));
    }

    private static boolean usesManaged(ProfileOptions options) {
        return !options.isSet(FIXED_PER_SLOT)
                && !options.text(MANAGED_BY_FLINK, "true").equalsIgnoreCase("false");
    }

    private Conflict networkStarved(TaskManagerMemory memory, ProfileOptions options) {
        NetworkBuffers buffers = options.buffers(workload);
        return new Conflict(
                Category.NETWORK_OUT_OF_RANGE,
                "network: %s (expected %s at least: slots %d, parallelism %d, %d all-to-all edges,"
                                .formatted(
                                        memory.size("network"),
                                        network(options),
                                        memory.slots(),
                                        workload.parallelism(),
                                        workload.allToAllEdges())
                        + " buffers of %s)".formatted(buffers.segment()),
                List.of(
                        lever(options, ProfileOptions.NETWORK_MIN, Kind.SIZE, Direction.RAISE),
                        lever(options, ProfileOptions.NETWORK_MAX, Kind.SIZE, Direction.RAISE),
                        lever(options, ProfileOptions.SLOTS, Kind.COUNT, Direction.LOWER)));
    }

    private static Conflict rocksDbStarved(
            TaskManagerMemory memory, ProfileOptions options, RocksDbMemory slot) {
        return new Conflict(
                Category.STATE_STARVED,
                ("managed memory of %s is %s for each slot of %d (expected %s at least): RocksDB's"
                                + " write buffers are flushed at %s, which a block of %s exceeds")
                        .formatted(
                                memory.size("managed"),
                                slot.managed(),
                                memory.slots(),
                                slot.least(),
                                slot.flushedAt(),
                                slot.arenaBlock()),
                List.of(
                        options.isSet(ProfileOptions.MANAGED_SIZE)
                                ? lever(
                                        options,
                                        ProfileOptions.MANAGED_SIZE,
                                        Kind.SIZE,
                                        Direction.RAISE)
                                : lever(
                                        options,
                                        ProfileOptions.MANAGED_FRACTION,
                                        Kind.FRACTION,
                                        Direction.RAISE),
                        lever(
                                options,
                                options.isSet(ProfileOptions.FLINK_SIZE)
                                        ? ProfileOptions.FLINK_SIZE
                                        : ProfileOptions.PROCESS_SIZE,
                                Kind.SIZE,
                                Direction.RAISE),
                        lever(options, ProfileOptions.SLOTS, Kind.COUNT, Direction.LOWER)));
    }

    private static Lever lever(ProfileOptions options, String key, Kind kind, Direction direction) {
        String otherwise =
                switch (key) {
                    case ProfileOptions.MANAGED_FRACTION -> "0.4";
                    case ProfileOptions.NETWORK_MIN -> "64m";
                    case ProfileOptions.SLOTS -> "1";
                    default -> null;
                };
        String now = options.isSet(key) ? options.text(key, "") : otherwise;
        return new Lever(key, kind, direction, now);
    }
}
