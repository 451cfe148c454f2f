package io.plimsoll.plan.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.Conflict;
import io.plimsoll.plan.Conflict.Category;
import io.plimsoll.plan.PlanOutcome.Planned;
import io.plimsoll.plan.PlanOutcome.Refused;
import io.plimsoll.plan.flink.FlinkPlanner;
import io.plimsoll.plan.flink.TaskManagerMemory;
import io.plimsoll.plan.flink.option.FlinkVersion;
import io.plimsoll.plan.remedy.Remedy;
import io.plimsoll.plan.remedy.RemedySearch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ProfilePlannerTest {

    private static final String PREFIX = "taskmanager.memory.";
    private static final String SLOTS = "taskmanager.numberOfTaskSlots";

    @Test
    void shouldLeaveNothingManaged_withStateOnTheHeap() {
        TaskManagerMemory memory =
                planned(Profile.HEAP_STATE, Workload.UNKNOWN, options("process.size=4g"));

        assertThat(memory.size("managed")).isEqualTo(ByteSize.ZERO);
        assertThat(memory.size("task heap").bytes()).isGreaterThan(2L << 30);
    }

    @Test
    void shouldNotReplaceWhatIsSet() {
        TaskManagerMemory memory =
                planned(
                        Profile.HEAP_STATE,
                        Workload.UNKNOWN,
                        options("process.size=4g managed.size=1g"));

        assertThat(memory.size("managed").bytes()).isEqualTo(1L << 30);
    }

    @Test
    void shouldMoveManagedMemoryOffTheHeap_forPlimsoll() {
        Map<String, String> options = options("process.size=4g");
        TaskManagerMemory before =
                ((Planned<TaskManagerMemory>)
                                new FlinkPlanner(FlinkVersion.NEWEST).taskManager(options))
                        .plan();

        TaskManagerMemory memory = planned(Profile.PLIMSOLL, Workload.UNKNOWN, options);

        assertThat(memory.size("task off-heap")).isEqualTo(before.size("managed"));
        assertThat(memory.size("managed")).isEqualTo(ByteSize.ZERO);
        assertThat(memory.size("task heap")).isEqualTo(before.size("task heap"));
    }

    /** RocksDB with 64m write buffers needs 28m for each slot: 8m / (7/8 * 2/3 * 1/2). */
    @ParameterizedTest
    @CsvSource({"28, true", "27, false"})
    void shouldRefuseASlotInWhichRocksDbOnlyFlushes(int mebibytes, boolean works) {
        Map<String, String> options =
                options("process.size=2g managed.size=" + 4 * mebibytes + "m");
        options.put(SLOTS, "4");

        var outcome = planner(Profile.ROCKSDB_STATE, Workload.UNKNOWN).plan(options);

        assertThat(outcome instanceof Planned).isEqualTo(works);
        if (outcome instanceof Refused<TaskManagerMemory>(Conflict conflict)) {
            assertThat(conflict.category()).isEqualTo(Category.STATE_STARVED);
            assertThat(conflict.message()).contains("is 27m for each slot of 4 (expected 28m");
            List<Remedy> remedies =
                    new RemedySearch(planner(Profile.ROCKSDB_STATE, Workload.UNKNOWN)::plan)
                            .find(options);
            assertThat(remedies)
                    .extracting(Remedy::toString)
                    .contains(
                            "set taskmanager.memory.managed.size: 110m (now 108m)",
                            "set taskmanager.numberOfTaskSlots: 3 (now 4)");
        }
    }

    @Test
    void shouldNotJudgeRocksDb_whenItsMemoryIsNotManaged() {
        Map<String, String> options = options("process.size=2g managed.size=1m");
        options.put("state.backend.rocksdb.memory.managed", "false");

        planned(Profile.ROCKSDB_STATE, Workload.UNKNOWN, options);
    }

    /** Two ends of 2 * 100 + 8 buffers of 32k, for each of 4 slots and 3 edges: 156m. */
    @Test
    void shouldGiveTheNetworkWhatTheJobNeeds_andNoMore() {
        Map<String, String> options = options("process.size=8g");
        options.put(SLOTS, "4");

        TaskManagerMemory memory = planned(Profile.CONTAINER, new Workload(100, 3), options);

        assertThat(memory.size("network")).isEqualTo(ByteSize.ofMebibytes(156));
    }

    @Test
    void shouldRefuseANetworkThatIsTooSmallForTheJob() {
        Map<String, String> options = options("process.size=8g network.max=100m");
        options.put(SLOTS, "4");

        ProfilePlanner planner = planner(Profile.CONTAINER, new Workload(100, 3));

        assertThat(planner.plan(options)).isInstanceOf(Refused.class);
        assertThat(new RemedySearch(planner::plan).find(options))
                .extracting(Remedy::toString)
                .contains("set taskmanager.memory.network.max: 156m (now 100m)");
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void shouldAdviseACollector(Profile profile) {
        Map<String, String> options = options("process.size=64g");
        options.put(SLOTS, "8");
        TaskManagerMemory memory = planned(profile, Workload.UNKNOWN, options);

        String collector =
                switch (profile) {
                    case BATCH -> "parallel";
                    case HEAP_STATE -> "zgc";
                    default -> "g1";
                };
        assertThat(ProfileAdvice.of(profile, memory, options))
                .hasSizeGreaterThan(1)
                .last()
                .asString()
                .startsWith("collector: " + collector + ", ")
                .contains("env.java.opts.taskmanager: -XX:+Use");
    }

    private static TaskManagerMemory planned(
            Profile profile, Workload workload, Map<String, String> options) {
        var outcome = planner(profile, workload).plan(options);
        assertThat(outcome).isInstanceOf(Planned.class);
        return ((Planned<TaskManagerMemory>) outcome).plan();
    }

    private static ProfilePlanner planner(Profile profile, Workload workload) {
        return new ProfilePlanner(profile, workload, FlinkVersion.NEWEST);
    }

    private static Map<String, String> options(String pairs) {
        Map<String, String> options = new HashMap<>();
        for (String pair : pairs.split(" ")) {
            String[] keyValue = pair.split("=", 2);
            options.put(PREFIX + keyValue[0], keyValue[1]);
        }
        return options;
    }
}
