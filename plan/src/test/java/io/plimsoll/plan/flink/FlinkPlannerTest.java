package io.plimsoll.plan.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.plan.Conflict;
import io.plimsoll.plan.Conflict.Category;
import io.plimsoll.plan.PlanOutcome;
import io.plimsoll.plan.PlanOutcome.Planned;
import io.plimsoll.plan.PlanOutcome.Refused;
import io.plimsoll.plan.flink.option.FlinkVersion;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures that were worked out by hand, and what refusals say. */
final class FlinkPlannerTest {

    private static final FlinkPlanner NEWEST = new FlinkPlanner(FlinkVersion.NEWEST);
    private static final FlinkPlanner OLDEST = new FlinkPlanner(FlinkVersion.OLDEST);

    @ParameterizedTest
    @CsvSource({
        "process.size=1728m, 536870920, 134217730, 402653174, 201326592, 1811939328",
        "process.size=4g, 1438814063, 359703515, 1530082070, 429496736, 4294967296",
        "flink.size=8g, 3435973888, 858993472, 4026531776, 984263354, 9842633402",
        "task.heap.size=1g managed.size=1g, 1073741824, 268435460, 1073741824, 328087785,"
                + " 3280877805",
        "managed.size=1g flink.size=4g network.min=128m network.max=256m, 1073741824, 268435456,"
                + " 2684354560, 507044758, 5070447510",
        "flink.size=3g process.size=4g, 1288490208, 322122552, 1342177256, 805306368, 4294967296"
    })
    void shouldMatchFiguresWorkedOutByHand(
            String options,
            long managed,
            long network,
            long taskHeap,
            long overhead,
            long process) {
        TaskManagerMemory memory = planned(NEWEST.taskManager(options("taskmanager", options)));

        assertThat(memory.size("managed").bytes()).isEqualTo(managed);
        assertThat(memory.size("network").bytes()).isEqualTo(network);
        assertThat(memory.size("task heap").bytes()).isEqualTo(taskHeap);
        assertThat(memory.size("JVM overhead").bytes()).isEqualTo(overhead);
        assertThat(memory.plan().total().bytes()).isEqualTo(process);
    }

    @ParameterizedTest
    @CsvSource({
        "'', NOTHING_CONFIGURED",
        "process.size=900m, PARTS_EXCEED_FLINK",
        "process.size=400m, JVM_EXCEEDS_PROCESS",
        "task.heap.size=1g managed.size=1g process.size=4g, OVERHEAD_OUT_OF_RANGE",
        "task.heap.size=1g managed.size=1g flink.size=2304m, NETWORK_OUT_OF_RANGE",
        "flink.size=4g process.size=4g, FLINK_EXCEEDS_PROCESS",
        "process.size=4g managed.fraction=1.0, INCONSISTENT_RANGE",
        "process.size=4g network.min=1g network.max=512m, INCONSISTENT_RANGE",
        "process.size=4gib, UNREADABLE_VALUE",
        "flink.size=9223372036854775807b, TOO_LARGE"
    })
    void shouldRefuseATaskManager_andNameWhatIsAtOdds(String options, Category category) {
        Map<String, String> configuration = options("taskmanager", options);

        Conflict conflict = refused(NEWEST.taskManager(configuration));

        assertThat(conflict.category()).isEqualTo(category);
        if (category != Category.NOTHING_CONFIGURED) {
            assertThat(conflict.options()).containsAnyElementsOf(configuration.keySet());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', NOTHING_CONFIGURED",
        "flink.size=128m, OFF_HEAP_FILLS_FLINK",
        "heap.size=2g flink.size=1g, HEAP_EXCEEDS_FLINK",
        "heap.size=1g off-heap.size=1g flink.size=3g, PARTS_DIFFER_FROM_FLINK",
        "process.size=1g enable-jvm-direct-memory-limit=yes, UNREADABLE_VALUE"
    })
    void shouldRefuseAJobManager_andNameWhatIsAtOdds(String options, Category category) {
        Conflict conflict = refused(NEWEST.jobManager(options("jobmanager", options)));

        assertThat(conflict.category()).isEqualTo(category);
    }

    @Test
    void shouldSayWhichSizesExceedWhich() {
        Conflict conflict =
                refused(NEWEST.taskManager(options("taskmanager", "process.size=900m")));

        assertThat(conflict.message())
                .contains("framework heap 128m")
                .contains("network 64m")
                .contains("452m that taskmanager.memory.process.size=900m leaves for Flink");
    }

    @Test
    void shouldSayWhereANumberComesFrom() {
        TaskManagerMemory memory =
                planned(NEWEST.taskManager(options("taskmanager", "process.size=1728m")));

        assertThat(memory.plan().parts())
                .filteredOn(part -> part.name().equals("JVM overhead"))
                .singleElement()
                .satisfies(part ->
                        assertThat(part.reason())
                                .contains("0.1 of taskmanager.memory.process.size")
                                .contains("raised to the minimum 192m"));
    }

    @Test
    void shouldTakeTheRetiredHeapForFlinksMemory_orInAContainerForTheProcess() {
        Map<String, String> retired = Map.of("taskmanager.heap.size", "4g");

        TaskManagerMemory standalone = planned(OLDEST.taskManager(retired));
        TaskManagerMemory container =
                planned(
                        new FlinkPlanner(FlinkVersion.OLDEST, Deployment.CONTAINER)
                                .taskManager(retired));

        assertThat(standalone.plan().total().bytes()).isGreaterThan(4L << 30);
        assertThat(container.plan().total().bytes()).isEqualTo(4L << 30);
        assertThat(standalone.plan().notes())
                .contains(
                        "taskmanager.heap.size is retired: it is read as"
                                + " taskmanager.memory.flink.size");
    }

    @Test
    void shouldSayThatARetiredOptionHasNoEffect_sinceTwoPointZero() {
        Map<String, String> options =
                Map.of("jobmanager.heap.size", "4g", "jobmanager.memory.process.size", "1600m");

        JobManagerMemory memory = planned(NEWEST.jobManager(options));

        assertThat(memory.plan().notes())
                .contains(
                        "jobmanager.heap.size has no effect (expected jobmanager.memory.heap.size)");
    }

    @Test
    void shouldSayWhichOptionsHaveNoEffect() {
        TaskManagerMemory memory =
                planned(
                        NEWEST.taskManager(
                                options(
                                        "taskmanager",
                                        "process.size=4g managed.size=1g managed.fraction=0.7")));

        assertThat(memory.plan().notes())
                .containsExactly(
                        "taskmanager.memory.managed.fraction=0.7 has no effect:"
                                + " taskmanager.memory.managed.size is set");
    }

    /** {@code key=value} pairs, whose keys stand behind the role's prefix. */
    static Map<String, String> options(String role, String pairs) {
        Map<String, String> options = new HashMap<>();
        for (String pair : pairs.split(" ")) {
            if (!pair.isEmpty()) {
                String[] keyValue = pair.split("=", 2);
                options.put(role + ".memory." + keyValue[0], keyValue[1]);
            }
        }
        return options;
    }

    private static <M> M planned(PlanOutcome<M> outcome) {
        assertThat(outcome).isInstanceOf(Planned.class);
        return ((Planned<M>) outcome).plan();
    }

    private static <M> Conflict refused(PlanOutcome<M> outcome) {
        assertThat(outcome).isInstanceOf(Refused.class);
        return ((Refused<M>) outcome).conflict();
    }
}
