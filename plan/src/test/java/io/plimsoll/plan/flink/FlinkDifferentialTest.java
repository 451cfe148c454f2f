package io.plimsoll.plan.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.plan.PlanOutcome;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random configurations go through Flink's own derivation and through ours. */
final class FlinkDifferentialTest {

    private static final int CONFIGURATIONS = 20_000;

    private static final List<String> SIZES =
            List.of(
                    "0", "1b", "64m", "127m", "128m", "129m", "192m", "200mb", "256m", "300m",
                    "448m", "512m", "600 MB", "768m", "900m", "1g", "1gb", "1280m", "1600m",
                    "1728m", "2g", "2304m", "3g", "4g", "8g", "100g", "3 t", "1073741823",
                    "1811939329b", "9223372036854775807", "9223372036854775807b");
    private static final List<String> BAD_SIZES =
            List.of("", "-1m", "1.5g", "m", "1x", "12 34", "9223372036854775808", "8388608t");
    private static final List<String> FRACTIONS =
            List.of("0", "0.1", "0.4", "0.33333", "0.5", "0.999", "1e-3", "0.9999999");
    private static final List<String> BAD_FRACTIONS = List.of("1", "1.5", "-0.1", "NaN", "x", "");

    private static final FlinkPlanner PLANNER = new FlinkPlanner(FlinkVersion.NEWEST);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldDeriveWhatFlinkDerives_forATaskManager(long seed) {
        Random random = new Random(seed);
        int planned = 0;
        for (int i = 0; i < CONFIGURATIONS; i++) {
            Map<String, String> options = taskManagerOptions(random);
            Map<String, String> flinks = flinksTaskManager(options);
            PlanOutcome<TaskManagerMemory> ours = PLANNER.taskManager(options);
            assertThat(described(ours)).as("%s %s", options, ours).isEqualTo(flinks);
            planned += flinks == null ? 0 : 1;
        }
        assertThat(planned).as("both happen").isBetween(CONFIGURATIONS / 50, CONFIGURATIONS / 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldDeriveWhatFlinkDerives_forAJobManager(long seed) {
        Random random = new Random(seed);
        int planned = 0;
        for (int i = 0; i < CONFIGURATIONS; i++) {
            Map<String, String> options = jobManagerOptions(random);
            Map<String, String> flinks = flinksJobManager(options);
            PlanOutcome<JobManagerMemory> ours = PLANNER.jobManager(options);
            assertThat(described(ours)).as("%s %s", options, ours).isEqualTo(flinks);
            planned += flinks == null ? 0 : 1;
        }
        assertThat(planned).as("both happen").isBetween(CONFIGURATIONS / 50, CONFIGURATIONS / 2);
    }

    private static Map<String, String> taskManagerOptions(Random random) {
        Map<String, String> options = new LinkedHashMap<>();
        String prefix = "taskmanager.memory.";
        size(random, options, 50, prefix + "process.size");
        size(random, options, 25, prefix + "flink.size");
        size(random, options, 10, prefix + "framework.heap.size");
        size(random, options, 10, prefix + "framework.off-heap.size");
        size(random, options, 25, prefix + "task.heap.size");
        size(random, options, 10, prefix + "task.off-heap.size");
        size(random, options, 25, prefix + "managed.size");
        size(random, options, 3, prefix + "size");
        fraction(random, options, 10, prefix + "managed.fraction");
        size(random, options, 8, prefix + "network.min");
        size(random, options, 8, prefix + "network.max");
        size(random, options, 3, "taskmanager.network.memory.max");
        fraction(random, options, 10, prefix + "network.fraction");
        jvmOptions(random, options, prefix);
        if (random.nextInt(10) == 0) {
            options.put("taskmanager.numberOfTaskSlots", String.valueOf(random.nextInt(9) - 1));
        }
        if (random.nextInt(20) == 0) {
            options.put("taskmanager.cpu.cores", pick(random, List.of("2", "0.5", "0", "-1", "x")));
        }
        return options;
    }

    private static Map<String, String> jobManagerOptions(Random random) {
        Map<String, String> options = new LinkedHashMap<>();
        String prefix = "jobmanager.memory.";
        size(random, options, 50, prefix + "process.size");
        size(random, options, 30, prefix + "flink.size");
        size(random, options, 30, prefix + "heap.size");
        size(random, options, 20, prefix + "off-heap.size");
        jvmOptions(random, options, prefix);
        if (random.nextInt(10) == 0) {
            options.put(prefix + "enable-jvm-direct-memory-limit", "true");
        }
        return options;
    }

    private static void jvmOptions(Random random, Map<String, String> options, String prefix) {
        size(random, options, 10, prefix + "jvm-metaspace.size");
        size(random, options, 8, prefix + "jvm-overhead.min");
        size(random, options, 8, prefix + "jvm-overhead.max");
        fraction(random, options, 10, prefix + "jvm-overhead.fraction");
    }

    private static void size(Random random, Map<String, String> options, int percent, String key) {
        if (random.nextInt(100) < percent) {
            options.put(key, pick(random, random.nextInt(60) == 0 ? BAD_SIZES : SIZES));
        }
    }

    private static void fraction(
            Random random, Map<String, String> options, int percent, String key) {
        if (random.nextInt(100) < percent) {
            options.put(key, pick(random, random.nextInt(20) == 0 ? BAD_FRACTIONS : FRACTIONS));
        }
    }

    private static <T> T pick(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static @Nullable Map<String, String> described(
            PlanOutcome<? extends FlinkMemory> outcome) {
        if (!(outcome instanceof PlanOutcome.Planned<? extends FlinkMemory>(FlinkMemory memory))) {
            return null;
        }
        Map<String, String> described = new TreeMap<>(memory.dynamicOptions());
        described.put("jvm", String.join(" ", memory.jvmArguments()));
        return described;
    }

    private static @Nullable Map<String, String> flinksTaskManager(Map<String, String> options) {
        try {
            var spec = TaskExecutorProcessUtils.processSpecFromConfig(configuration(options));
            return described(
                    ProcessMemoryUtils.generateJvmParametersStr(spec),
                    TaskExecutorProcessUtils.generateDynamicConfigsStr(spec));
        } catch (RuntimeException refused) {
            return null;
        }
    }

    private static @Nullable Map<String, String> flinksJobManager(Map<String, String> options) {
        try {
            Configuration configuration = configuration(options);
            JobManagerProcessSpec spec =
                    JobManagerProcessUtils.processSpecFromConfig(configuration);
            return described(
                    JobManagerProcessUtils.generateJvmParametersStr(spec, configuration),
                    JobManagerProcessUtils.generateDynamicConfigsStr(spec));
        } catch (RuntimeException refused) {
            return null;
        }
    }

    private static Configuration configuration(Map<String, String> options) {
        return Configuration.fromMap(new HashMap<>(options));
    }

    private static Map<String, String> described(String jvmArguments, String dynamicOptions) {
        Map<String, String> described = new TreeMap<>();
        for (String option : dynamicOptions.split("-D ")) {
            if (!option.isBlank() && !option.contains("external-resources")) {
                String[] pair = option.trim().split("=", 2);
                described.put(pair[0], pair[1]);
            }
        }
        described.put("jvm", jvmArguments);
        return described;
    }
}
