package io.plimsoll.plan.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.plan.PlanOutcome;
import io.plimsoll.plan.PlanOutcome.Planned;
import io.plimsoll.plan.flink.option.FlinkVersion;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random configurations go through Flink's own derivation and through ours. */
final class FlinkDifferentialTest {

    /** For each release and role; {@code -Dplan.configurations} asks for more. */
    private static final int CONFIGURATIONS = Integer.getInteger("plan.configurations", 8_000);

    private static final long SEED = Long.getLong("plan.seed", 1);

    @ParameterizedTest
    @ValueSource(strings = {"1.14", "1.20", "2.3"})
    void shouldDeriveWhatFlinkDerives_forATaskManager(String release) throws Exception {
        try (FlinkRelease flink = FlinkRelease.of(FlinkVersion.parse(release))) {
            FlinkPlanner planner = new FlinkPlanner(flink.version);
            Random random = new Random(SEED);
            int planned = 0;
            for (int i = 0; i < CONFIGURATIONS; i++) {
                Map<String, String> options = RandomOptions.taskManager(random);
                Map<String, String> flinks = flink.taskManager(options);
                PlanOutcome<TaskManagerMemory> ours = planner.taskManager(options);
                assertThat(described(ours)).as("%s %s", options, ours).isEqualTo(flinks);
                planned += flinks == null ? 0 : 1;
            }
            assertBothHappened(planned);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.14", "1.20", "2.3"})
    void shouldDeriveWhatFlinkDerives_forAJobManager(String release) throws Exception {
        try (FlinkRelease flink = FlinkRelease.of(FlinkVersion.parse(release))) {
            FlinkPlanner planner = new FlinkPlanner(flink.version);
            Random random = new Random(SEED);
            int planned = 0;
            for (int i = 0; i < CONFIGURATIONS; i++) {
                Map<String, String> options = RandomOptions.jobManager(random);
                Map<String, String> flinks = flink.jobManager(options);
                PlanOutcome<JobManagerMemory> ours = planner.jobManager(options);
                assertThat(described(ours)).as("%s %s", options, ours).isEqualTo(flinks);
                planned += flinks == null ? 0 : 1;
            }
            assertBothHappened(planned);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.14", "1.20", "2.3"})
    void shouldDeriveWhatFlinkDerives_forATaskManagerInAnotherJvm(String release) throws Exception {
        try (FlinkRelease flink = FlinkRelease.of(FlinkVersion.parse(release))) {
            FlinkPlanner planner = new FlinkPlanner(flink.version);
            Random random = new Random(SEED);
            int planned = 0;
            for (int i = 0; i < CONFIGURATIONS; i++) {
                Map<String, String> options = RandomOptions.taskManager(random);
                Map<String, Object> flinks = flink.local(options);
                PlanOutcome<LocalMemory> ours = planner.local(options);
                assertThat(local(ours)).as("%s %s", options, ours).isEqualTo(flinks);
                planned += flinks == null ? 0 : 1;
            }
            assertThat(planned).as("both happen").isBetween(1, CONFIGURATIONS - 1);
        }
    }

    private static void assertBothHappened(int planned) {
        assertThat(planned).as("both happen").isBetween(CONFIGURATIONS / 50, CONFIGURATIONS / 2);
    }

    private static @Nullable Map<String, String> described(
            PlanOutcome<? extends FlinkMemory> outcome) {
        if (!(outcome instanceof Planned<? extends FlinkMemory>(FlinkMemory memory))) {
            return null;
        }
        Map<String, String> described = new TreeMap<>(memory.dynamicOptions());
        described.put("jvm", String.join(" ", memory.jvmArguments()));
        return described;
    }

    private static @Nullable Map<String, Object> local(PlanOutcome<LocalMemory> outcome) {
        if (!(outcome instanceof Planned<LocalMemory>(LocalMemory memory))) {
            return null;
        }
        Map<String, Object> found = new TreeMap<>();
        found.put("getTaskHeapSize", memory.size("task heap").bytes());
        found.put("getTaskOffHeapSize", memory.size("task off-heap").bytes());
        found.put("getNetworkMemSize", memory.size("network").bytes());
        found.put("getManagedMemorySize", memory.size("managed").bytes());
        found.put("getCpuCores", memory.cores());
        return found;
    }
}
