package io.plimsoll.plan.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.plan.flink.key.KeyCatalogue;
import io.plimsoll.plan.flink.key.KnownKey;
import io.plimsoll.plan.flink.option.FlinkVersion;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys that are known here are those that Flink's classes of options define. */
final class FlinkKeysTest {

    private static final List<String> CLASSES =
            List.of("TaskManagerOptions", "JobManagerOptions", "NettyShuffleEnvironmentOptions");

    @ParameterizedTest
    @ValueSource(strings = {"1.14", "1.20", "2.3"})
    void shouldKnowEachKeyOfItsProcesses_andNoOther(String release) throws Exception {
        try (FlinkRelease flink = FlinkRelease.of(FlinkVersion.parse(release))) {
            Set<String> defined = new TreeSet<>();
            for (String name : CLASSES) {
                defined.addAll(keysOf(flink.load("org.apache.flink.configuration." + name)));
            }
            Set<String> known =
                    KeyCatalogue.standard().readBy(flink.version).stream()
                            .map(KnownKey::key)
                            .filter(key ->
                                    isOfAProcess(key) && !key.equals("jobmanager.web.address"))
                            .collect(Collectors.toCollection(TreeSet::new));
            defined.removeIf(key -> !isOfAProcess(key) || key.contains("<"));
            assertThat(known).containsAll(defined);
            known.removeAll(defined);
            // Of options that are defined elsewhere.
            known.removeIf(key -> !key.contains(".memory."));
            assertThat(known).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.14", "1.20", "2.3"})
    void shouldKnowWhoReadsTheOptionsByWhichJobsAreJudged(String release) throws Exception {
        try (FlinkRelease flink = FlinkRelease.of(FlinkVersion.parse(release))) {
            Set<String> defined = new TreeSet<>();
            for (String name : List.of("CoreOptions", "StateBackendOptions")) {
                defined.addAll(keysOf(flink.load("org.apache.flink.configuration." + name)));
            }
            Set<String> judged =
                    Set.of("parallelism.default", "state.backend", "state.backend.type");
            defined.retainAll(judged);
            Set<String> known =
                    KeyCatalogue.standard().readBy(flink.version).stream()
                            .map(KnownKey::key)
                            .filter(judged::contains)
                            .collect(Collectors.toCollection(TreeSet::new));
            assertThat(known).isEqualTo(defined);
        }
    }

    private static boolean isOfAProcess(String key) {
        return key.startsWith("taskmanager.") || key.startsWith("jobmanager.");
    }

    private static Set<String> keysOf(Class<?> options) throws ReflectiveOperationException {
        Set<String> keys = new TreeSet<>();
        for (Field field : options.getDeclaredFields()) {
            if (!field.getType().getSimpleName().equals("ConfigOption")) {
                continue;
            }
            field.setAccessible(true);
            Object option = field.get(null);
            keys.add(String.valueOf(option.getClass().getMethod("key").invoke(option)));
            Object older = option.getClass().getMethod("fallbackKeys").invoke(option);
            for (Object key : (Iterable<?>) older) {
                keys.add(String.valueOf(key.getClass().getMethod("getKey").invoke(key)));
            }
        }
        return keys;
    }
}
