package io.plimsoll.plan.flink.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.plan.flink.option.FlinkVersion;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys are right, and what the others were meant to be. */
final class KeyCatalogueTest {

    private static final FlinkVersion NEWEST = FlinkVersion.NEWEST;

    private final KeyCatalogue catalogue = KeyCatalogue.standard();

    @ParameterizedTest
    @CsvSource({
        "taskmanager.memory.proces.size, taskmanager.memory.process.size",
        "taskmanager.memory.porcess.size, taskmanager.memory.process.size",
        "taskmanager.memory.process-size, taskmanager.memory.process.size",
        "taskmanager.memory.Process.Size, taskmanager.memory.process.size",
        "taskmanager.memory.managed.fracton, taskmanager.memory.managed.fraction",
        "taskmanager.memory.jvm.metaspace.size, taskmanager.memory.jvm-metaspace.size",
        "taskmanager.memory.jvm-overhead.maximum, taskmanager.memory.jvm-overhead.max",
        "taskmanager.memory.task.offheap.size, taskmanager.memory.task.off-heap.size",
        "taskmanager.memory.framework.offheap.size, taskmanager.memory.framework.off-heap.size",
        "taskmanger.memory.process.size, taskmanager.memory.process.size",
        "jobmanager.memory.offheap.size, jobmanager.memory.off-heap.size",
        "taskmanager.numberOfTaskSlot, taskmanager.numberOfTaskSlots",
        "taskmanager.numberoftaskslots, taskmanager.numberOfTaskSlots",
        "parallelism.defualt, parallelism.default",
        "state.backend.tpye, state.backend.type",
        "state.backnd, state.backend.type",
        "state.backend.rocksdb.memory.fixed-per-slots, state.backend.rocksdb.memory.fixed-per-slot"
    })
    void shouldNameTheNearestKeyFirst(String wrong, String meant) {
        assertThat(catalogue.judge(wrong, NEWEST))
                .isInstanceOfSatisfying(
                        KeyVerdict.Unknown.class,
                        unknown -> assertThat(unknown.nearest()).first().isEqualTo(meant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pipeline.max-parallelism",
                "state.backend.rocksdb.predefined-options",
                "high-availability.type",
                "kubernetes.cluster-id",
                "jobmanager.somebody.elses.plugin",
                "rest.port",
                "size"
            })
    void shouldSayNothing_ofKeysThatAreNoneOfItsBusiness(String key) {
        assertThat(catalogue.judge(key, NEWEST)).isInstanceOf(KeyVerdict.Foreign.class);
    }

    @Test
    void shouldProposeNothing_whereNothingIsNear() {
        assertThat(catalogue.judge("taskmanager.memory.yesterdays.weather", NEWEST))
                .isEqualTo(new KeyVerdict.Unknown(List.of()));
    }

    @Test
    void shouldProposeTheNameThatTheVersionReads() {
        assertThat(catalogue.judge("state.backnd", FlinkVersion.parse("1.16")))
                .isEqualTo(new KeyVerdict.Unknown(List.of("state.backend")));
    }

    @Test
    void shouldKnowInWhichVersionsAKeyIsRead() {
        assertThat(catalogue.judge("taskmanager.heap.size", FlinkVersion.parse("1.20")))
                .isInstanceOf(KeyVerdict.Read.class);
        assertThat(catalogue.judge("taskmanager.heap.size", NEWEST))
                .isInstanceOf(KeyVerdict.OfAnotherVersion.class);
        String starting = "taskmanager.memory.starting-segment-size";
        assertThat(catalogue.judge(starting, FlinkVersion.parse("1.20")))
                .isInstanceOfSatisfying(
                        KeyVerdict.OfAnotherVersion.class,
                        other ->
                                assertThat(other.key().versions())
                                        .isEqualTo("Flink 2.0 and later"));
    }

    @ParameterizedTest
    @CsvSource({
        "taskmanager.memory.network.size, taskmanager.memory.network.min",
        "taskmanager.memory.fraction, taskmanager.memory.managed.fraction",
        "taskmanager.memory.off-heap.size, taskmanager.memory.task.off-heap.size",
        "taskmanager.memory.shuffle.size, taskmanager.memory.network.min",
        "taskmanager.memory.shuffle.max, taskmanager.memory.network.max",
        "taskmanager.memory.managed.reserve-fraction, taskmanager.memory.managed.fraction"
    })
    void shouldSayWhatToWriteForInventedKeys(String key, String instead) {
        assertThat(catalogue.judge(key, NEWEST))
                .isInstanceOfSatisfying(
                        KeyVerdict.Invented.class,
                        invented -> assertThat(invented.instead()).contains(instead));
    }

    @Test
    void shouldReadTheEntriesOfAMap() {
        assertThat(catalogue.judge("taskmanager.memory.managed.consumer-weights.OPERATOR", NEWEST))
                .isInstanceOf(KeyVerdict.Read.class);
    }

    @Test
    void shouldFindEveryKeyOfTheNewestVersion_afterOneSlip() {
        Random random = new Random(1);
        for (KnownKey known : catalogue.readBy(NEWEST)) {
            if (known.newer() != null || known.key().length() < 16) {
                continue;
            }
            int at = 12 + random.nextInt(known.key().length() - 14);
            String slipped = known.key().substring(0, at) + known.key().substring(at + 1);
            if (catalogue.judge(slipped, NEWEST) instanceof KeyVerdict.Unknown(List<String> near)) {
                assertThat(near).as(slipped).contains(known.key());
            } else {
                assertThat(catalogue.find(slipped)).as(slipped).isNotNull();
            }
        }
    }
}
