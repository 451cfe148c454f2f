package io.plimsoll.plan.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.Conflict;
import io.plimsoll.plan.Conflict.Category;
import io.plimsoll.plan.MemoryPart;
import io.plimsoll.plan.PlanOutcome.Planned;
import io.plimsoll.plan.PlanOutcome.Refused;
import io.plimsoll.plan.remedy.Remedy;
import io.plimsoll.plan.remedy.RemedySearch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JvmPlannerTest {

    @Property
    void shouldNeverPlanAboveTheLimit_norLeaveOutAnything(
            @ForAll @LongRange(min = 0, max = 1L << 42) long sizeBytes,
            @ForAll @IntRange(max = 100_000) int classes,
            @ForAll @IntRange(min = 1, max = 5_000) int threads,
            @ForAll @IntRange(min = 1, max = 256) int cores,
            @ForAll Collector collector) {
        Map<String, String> options =
                Map.of(
                        "size", sizeBytes + "b",
                        "classes", String.valueOf(classes),
                        "threads", String.valueOf(threads),
                        "cores", String.valueOf(cores),
                        "collector", collector.toString());

        switch (JvmPlanner.plan(options)) {
            case Planned<JvmMemory>(JvmMemory memory) -> {
                assertThat(memory.plan().total().bytes()).isEqualTo(sizeBytes);
                assertThat(bytes(memory, "heap"))
                        .isGreaterThanOrEqualTo(32 << 20)
                        .matches(heap -> heap % (2 << 20) == 0);
            }
            case Refused<JvmMemory>(Conflict conflict) -> {
                assertThat(conflict.category()).isEqualTo(Category.JVM_EXCEEDS_PROCESS);
                List<Remedy> remedies = new RemedySearch(JvmPlanner::plan).find(options);
                assertThat(remedies)
                        .isNotEmpty()
                        .allSatisfy(remedy ->
                                assertThat(JvmPlanner.plan(remedy.applied(options)))
                                        .isInstanceOf(Planned.class));
            }
        }
    }

    /** More heap would take more than there is: the heap is the largest that fits. */
    @Property(tries = 200)
    void shouldGiveTheHeapAllThatIsLeft(
            @ForAll @LongRange(min = 1L << 30, max = 1L << 40) long sizeBytes,
            @ForAll Collector collector) {
        Map<String, String> options = new HashMap<>();
        options.put("size", sizeBytes + "b");
        options.put("collector", collector.toString());
        JvmMemory memory = planned(options);

        options.put("heap", bytes(memory, "heap") + (32 << 20) + "b");

        assertThat(JvmPlanner.plan(options)).isInstanceOf(Refused.class);
    }

    @Test
    void shouldPassEachBoundOn() {
        JvmMemory memory =
                planned(
                        Map.of(
                                "size", "1g",
                                "threads", "50",
                                "stack", "512k",
                                "direct", "100m",
                                "heap", "300m",
                                "collector", "zgc",
                                "java-version", "21"));

        assertThat(memory.jvmArguments())
                .containsExactly(
                        "-XX:+UseZGC",
                        "-XX:+ZGenerational",
                        "-Xmx300m",
                        "-Xss512k",
                        "-XX:MaxMetaspaceSize=" + new ByteSize(bytes(memory, "metaspace")).exact(),
                        "-XX:ReservedCodeCacheSize="
                                + new ByteSize(bytes(memory, "code cache")).exact(),
                        "-XX:MaxDirectMemorySize=100m");
        assertThat(bytes(memory, "stacks")).isEqualTo(50L * 512 << 10);
    }

    @Test
    void shouldPlanManagedMemory_andTellItsManager() {
        Map<String, String> options = Map.of("size", "2g", "managed", "1g");
        JvmMemory memory = planned(options);

        assertThat(bytes(memory, "managed")).isEqualTo(1 << 30);
        assertThat(memory.plan().total().bytes()).isEqualTo(2L << 30);
        assertThat(memory.jvmArguments())
                .endsWith(
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dplimsoll.plan.managedBytes=1073741824",
                        "-Dplimsoll.plan.residentBytes=" + ((2L << 30) - bytes(memory, "kernel")));
        assertThat(planned(Map.of("size", "2g")).jvmArguments())
                .noneMatch(argument -> argument.startsWith("-D"));
        assertThat(new RemedySearch(JvmPlanner::plan).find(Map.of("size", "1g", "managed", "1g")))
                .anySatisfy(remedy ->
                        assertThat(remedy.changes().getFirst().option()).isEqualTo("managed"));
    }

    @Test
    void shouldSayWhatTakesTheMemory_andTheSmallestProcess() {
        Map<String, String> options = Map.of("size", "256m");

        assertThat(JvmPlanner.plan(options)).isInstanceOf(Refused.class);
        Conflict conflict = ((Refused<JvmMemory>) JvmPlanner.plan(options)).conflict();
        assertThat(conflict.message())
                .contains("metaspace ")
                .contains("stacks 100m")
                .endsWith(" more than size=256m");
        Remedy size =
                new RemedySearch(JvmPlanner::plan)
                        .find(options).stream()
                                .filter(r -> r.changes().getFirst().option().equals("size"))
                                .findFirst()
                                .orElseThrow();
        long bytes = ByteSize.parse(size.changes().getFirst().to()).bytes();
        assertThat(JvmPlanner.plan(Map.of("size", bytes + "b"))).isInstanceOf(Planned.class);
        assertThat(JvmPlanner.plan(Map.of("size", bytes - (1 << 20) + "b")))
                .isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "classes, -1, expected a whole number from 0",
        "threads, 0, expected a whole number from 1",
        "collector, cms, 'expected one of serial, parallel, g1, zgc, shenandoah'",
        "direct, 0b, expected 1m or more",
        "stack, 64k, expected 256k or more",
        "heap, 1m, expected 32m or more",
        "managed, half, expected a size such as 64m or 1g",
        "native, lots, expected a size such as 64m or 1g"
    })
    void shouldNameTheValueAndWhatWouldBeRight(String key, String value, String expected) {
        Map<String, String> options = Map.of("size", "4g", key, value);

        Conflict conflict = ((Refused<JvmMemory>) JvmPlanner.plan(options)).conflict();

        assertThat(conflict.message()).contains(key, expected);
        assertThat(new RemedySearch(JvmPlanner::plan).find(options)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"4g, 1, serial", "400m, 4, serial", "1g, 4, g1", "8g, 4, g1"})
    void shouldAdviseACollector(String size, String cores, String collector) {
        assertThat(
                        planned(
                                        Map.of(
                                                "size", size, "cores", cores, "threads", "20",
                                                "classes", "3000"))
                                .plan()
                                .notes())
                .anySatisfy(note -> assertThat(note).startsWith("collector: " + collector + ","));
    }

    private static long bytes(JvmMemory memory, String part) {
        return memory.plan().parts().stream()
                .filter(p -> p.name().equals(part))
                .map(MemoryPart::size)
                .findFirst()
                .orElseThrow()
                .bytes();
    }

    private static JvmMemory planned(Map<String, String> options) {
        return ((Planned<JvmMemory>) JvmPlanner.plan(options)).plan();
    }
}
