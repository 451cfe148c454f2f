package io.plimsoll.plan.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.plan.PlanOutcome;
import io.plimsoll.plan.PlanOutcome.Planned;
import io.plimsoll.plan.flink.option.FlinkVersion;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
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
            int planned =
                    compare(
                            RandomOptions::taskManager,
                            flink::taskManager,
                            planner::taskManager,
                            FlinkDifferentialTest::described);
            assertBothHappened(planned);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.14", "1.20", "2.3"})
    void shouldDeriveWhatFlinkDerives_forAJobManager(String release) throws Exception {
        try (FlinkRelease flink = FlinkRelease.of(FlinkVersion.parse(release))) {
            FlinkPlanner planner = new FlinkPlanner(flink.version);
            int planned =
                    compare(
                            RandomOptions::jobManager,
                            flink::jobManager,
                            planner::jobManager,
                            FlinkDifferentialTest::described);
            assertBothHappened(planned);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.14", "1.20", "2.3"})
    void shouldDeriveWhatFlinkDerives_forATaskManagerInAnotherJvm(String release) throws Exception {
        try (FlinkRelease flink = FlinkRelease.of(FlinkVersion.parse(release))) {
            FlinkPlanner planner = new FlinkPlanner(flink.version);
            int planned =
                    compare(
                            RandomOptions::taskManager,
                            flink::local,
                            planner::local,
                            FlinkDifferentialTest::local);
            assertThat(planned).as("both happen").isBetween(1, CONFIGURATIONS - 1);
        }
    }

    /** What Flink derives from options; null if it refuses them. */
    private interface Flink<D> {
        @Nullable D derive(Map<String, String> options) throws Exception;
    }

    /** Compares both on random options, and says how often there was a plan. */
    private static <P, D> int compare(
            Function<Random, Map<String, String>> next,
            Flink<D> flink,
            Function<Map<String, String>, PlanOutcome<P>> planner,
            Function<PlanOutcome<P>, @Nullable D> described)
            throws Exception {
        Random random = new Random(SEED);
        int planned = 0;
        for (int i = 0; i < CONFIGURATIONS; i++) {
            Map<String, String> options = next.apply(random);
            D flinks = flink.derive(options);
            PlanOutcome<P> ours = planner.apply(options);
            assertThat(described.apply(ours)).as("%s %s", options, ours).isEqualTo(flinks);
            planned += flinks == null ? 0 : 1;
        }
        return planned;
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
