package io.plimsoll.plan.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.Lever.Kind;
import io.plimsoll.plan.PlanOutcome;
import io.plimsoll.plan.PlanOutcome.Planned;
import io.plimsoll.plan.flink.FlinkPlanner;
import io.plimsoll.plan.flink.option.FlinkVersion;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proposals are valid, and nothing nearer is. */
final class RemedySearchTest {

    private static final FlinkPlanner PLANNER = new FlinkPlanner(FlinkVersion.NEWEST);
    private static final String TASK_MANAGER = "taskmanager.memory.";
    private static final String JOB_MANAGER = "jobmanager.memory.";
    private static final long MEBIBYTE = 1 << 20;

    private static final List<String> SIZES =
            List.of(
                    "process.size",
                    "flink.size",
                    "task.heap.size",
                    "managed.size",
                    "framework.heap.size",
                    "framework.off-heap.size",
                    "task.off-heap.size",
                    "network.min",
                    "network.max",
                    "jvm-metaspace.size",
                    "jvm-overhead.min",
                    "jvm-overhead.max");
    private static final List<String> JOB_MANAGER_SIZES =
            List.of(
                    "process.size",
                    "flink.size",
                    "heap.size",
                    "off-heap.size",
                    "jvm-metaspace.size",
                    "jvm-overhead.min",
                    "jvm-overhead.max");

    @ParameterizedTest
    @CsvSource({
        "process.size=900m, process.size, 982m",
        "process.size=400m, process.size, 982m",
        "process.size=4g task.heap.size=1g managed.size=1g, process.size, 3840m",
        "flink.size=4g process.size=4g, process.size, 4544m",
        "'', process.size, 982m"
    })
    void shouldFindTheSmallestProcess(String options, String key, String expected) {
        List<Remedy> remedies = search(TASK_MANAGER).find(options(TASK_MANAGER, options));

        assertThat(remedies)
                .flatExtracting(Remedy::changes)
                .filteredOn(change -> change.option().equals(TASK_MANAGER + key))
                .extracting(Change::to)
                .contains(expected);
    }

    @Test
    void shouldFindARangeOfASingleByte() {
        // Overhead exactly 256m beside an odd number of bytes: one size of the process only.
        Map<String, String> options =
                options(
                        TASK_MANAGER,
                        "flink.size=1073741825b jvm-overhead.min=256m jvm-overhead.max=256m"
                                + " process.size=8g");

        assertThat(search(TASK_MANAGER).find(options))
                .flatExtracting(Remedy::changes)
                .contains(
                        new Change(TASK_MANAGER + "process.size", Kind.SIZE, "8g", "1610612737b"));
    }

    @Test
    void shouldProposeToWidenTheRangeThatIsMissed() {
        Map<String, String> options =
                options(
                        TASK_MANAGER,
                        "flink.size=4g task.heap.size=1g managed.size=1g network.max=256m");

        assertThat(search(TASK_MANAGER).find(options))
                .extracting(Remedy::toString)
                .contains("set taskmanager.memory.network.max: 1792m (now 256m)");
    }

    @Test
    void shouldProposeToRemoveOneTotal_whenBothAreSet() {
        List<Remedy> remedies =
                search(TASK_MANAGER).find(options(TASK_MANAGER, "flink.size=4g process.size=4g"));

        assertThat(remedies)
                .extracting(Remedy::toString)
                .contains(
                        "remove taskmanager.memory.flink.size (now 4g)",
                        "remove taskmanager.memory.process.size (now 4g)");
    }

    @Test
    void shouldProposeSeveralChanges_whenOneIsNotEnough() {
        Map<String, String> options =
                options(TASK_MANAGER, "process.size=900m network.fraction=1.5 managed.size=x");

        List<Remedy> remedies = search(TASK_MANAGER).find(options);

        assertThat(remedies).isNotEmpty();
        assertThat(remedies.getFirst().changes()).hasSizeGreaterThan(1);
        assertThat(hasPlan(TASK_MANAGER, remedies.getFirst().applied(options))).isTrue();
    }

    /** Four sizes would have to move by as much. */
    @Test
    void shouldRatherGiveThanTake() {
        Map<String, String> options = options(JOB_MANAGER, "process.size=500m");

        assertThat(search(JOB_MANAGER).find(options))
                .hasSizeGreaterThan(2)
                .first()
                .hasToString("set jobmanager.memory.process.size: 577m (now 500m)");
    }

    @Test
    void shouldProposeAWholeNumberOfSlots() {
        Map<String, String> options = options(TASK_MANAGER, "process.size=4g");
        options.put("taskmanager.numberOfTaskSlots", "-3");

        assertThat(search(TASK_MANAGER).find(options))
                .extracting(Remedy::toString)
                .contains("set taskmanager.numberOfTaskSlots: 1 (now -3)");
    }

    @Test
    void shouldProposeNothing_whenThereIsAPlan() {
        assertThat(search(TASK_MANAGER).find(options(TASK_MANAGER, "process.size=4g"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({TASK_MANAGER, JOB_MANAGER})
    void shouldProposeWhatWorks_andOneStepLessDoesNot(String role) {
        Random random = new Random(1);
        int proposed = 0;
        for (int i = 0; i < 200; i++) {
            Map<String, String> options = randomOptions(random, role);
            List<Remedy> remedies = search(role).find(options);
            for (Remedy remedy : remedies) {
                assertThat(hasPlan(role, remedy.applied(options)))
                        .as("%s %s", options, remedy)
                        .isTrue();
                if (remedy.changes().size() == 1) {
                    assertNothingNearerWorks(role, options, remedy.changes().getFirst());
                }
                proposed++;
            }
            assertThat(remedies.isEmpty()).as("%s", options).isEqualTo(hasPlan(role, options));
        }
        assertThat(proposed).isGreaterThan(200);
    }

    /** A process that works, of whole mebibytes up to 5 GiB, is found where there is one. */
    @Test
    void shouldFindTheProcessThatTryingAllOfThemFinds() {
        Random random = new Random(2);
        for (int i = 0; i < 8; i++) {
            Map<String, String> options = randomOptions(random, TASK_MANAGER);
            options.put(TASK_MANAGER + "process.size", random.nextInt(1500) + "m");
            if (hasPlan(TASK_MANAGER, options)) {
                continue;
            }
            long now = ByteSize.parse(options.get(TASK_MANAGER + "process.size")).bytes();
            for (long mebibytes = now / MEBIBYTE + 1; mebibytes < 5120; mebibytes++) {
                String tried = new ByteSize(mebibytes * MEBIBYTE).exact();
                if (hasPlan(TASK_MANAGER, with(options, TASK_MANAGER + "process.size", tried))) {
                    assertThat(search(TASK_MANAGER).find(options))
                            .as("%s", options)
                            .flatExtracting(Remedy::changes)
                            .filteredOn(c -> c.option().equals(TASK_MANAGER + "process.size"))
                            .extracting(Change::to)
                            .contains(tried);
                    break;
                }
            }
        }
    }

    private static void assertNothingNearerWorks(
            String role, Map<String, String> options, Change change) {
        String to = change.to();
        if (to == null || change.kind() == Kind.OTHER) {
            return;
        }
        String nearer;
        if (change.kind() == Kind.SIZE) {
            long bytes = ByteSize.parse(to).bytes();
            String from = change.from();
            long before = from == null ? -1 : ByteSize.parse(from).bytes();
            long step = bytes % MEBIBYTE == 0 ? MEBIBYTE : 1;
            long less = bytes - Long.signum(bytes - before) * step;
            if (less < 0 || Long.signum(less - before) != Long.signum(bytes - before)) {
                return;
            }
            nearer = new ByteSize(less).exact();
        } else {
            BigDecimal thousandth = new BigDecimal("0.001");
            BigDecimal value = new BigDecimal(to);
            boolean raised = value.compareTo(new BigDecimal(change.from())) > 0;
            BigDecimal less = raised ? value.subtract(thousandth) : value.add(thousandth);
            if (less.signum() < 0 || less.compareTo(BigDecimal.ONE) >= 0) {
                return;
            }
            nearer = less.toPlainString();
        }
        assertThat(hasPlan(role, with(options, change.option(), nearer)))
                .as("%s %s, one step less: %s", options, change, nearer)
                .isFalse();
    }

    private static Map<String, String> randomOptions(Random random, String role) {
        Map<String, String> options = new HashMap<>();
        for (String key : role.equals(TASK_MANAGER) ? SIZES : JOB_MANAGER_SIZES) {
            int odds = key.endsWith("process.size") || key.endsWith("flink.size") ? 2 : 4;
            if (random.nextInt(odds) == 0) {
                long bytes = random.nextLong(3L << 30);
                boolean whole = random.nextInt(4) > 0;
                options.put(role + key, whole ? (bytes >> 20) + "m" : bytes + "b");
            }
        }
        if (random.nextInt(4) == 0) {
            options.put(role + "jvm-overhead.fraction", "0." + random.nextInt(10));
        }
        if (role.equals(TASK_MANAGER) && random.nextInt(4) == 0) {
            options.put(role + "managed.fraction", "0." + random.nextInt(10));
        }
        return options;
    }

    private static Map<String, String> with(Map<String, String> options, String key, String value) {
        Map<String, String> changed = new HashMap<>(options);
        changed.put(key, value);
        return changed;
    }

    private static Map<String, String> options(String prefix, String pairs) {
        Map<String, String> options = new HashMap<>();
        for (String pair : pairs.split(" ")) {
            if (!pair.isEmpty()) {
                String[] keyValue = pair.split("=", 2);
                options.put(prefix + keyValue[0], keyValue[1]);
            }
        }
        return options;
    }

    private static boolean hasPlan(String role, Map<String, String> options) {
        return planner(role).apply(options) instanceof Planned<?>;
    }

    private static RemedySearch search(String role) {
        return new RemedySearch(planner(role));
    }

    private static Function<Map<String, String>, PlanOutcome<?>> planner(String role) {
        return role.equals(TASK_MANAGER) ? PLANNER::taskManager : PLANNER::jobManager;
    }
}
