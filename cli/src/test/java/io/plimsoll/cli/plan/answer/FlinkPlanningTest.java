package io.plimsoll.cli.plan.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.configuration.Setting;
import io.plimsoll.memory.process.SystemMemory;
import io.plimsoll.plan.Conflict.Category;
import io.plimsoll.plan.flink.option.FlinkVersion;
import io.plimsoll.plan.profile.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which settings count, and where they come from. */
final class FlinkPlanningTest {

    private static final String PROCESS = "taskmanager.memory.process.size";

    @TempDir Path root;

    @BeforeEach
    void describeAContainer() throws IOException {
        write("proc/meminfo", "MemTotal: 16777216 kB\n");
        write("proc/self/cgroup", "0::/\n");
        write(
                "proc/self/mountinfo",
                "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw\n");
        write("sys/fs/cgroup/memory.max", "2147483648\n");
    }

    @Test
    void shouldTakeTheContainersMemory_whenNoSizeIsSet() throws IOException {
        PlanAnswer.Planned planned = planned(Map.of(), OptionalLong.empty());

        assertThat(planned.plan().total().bytes()).isEqualTo(2L << 30);
        assertThat(planned.notes())
                .containsExactly(
                        "no size is set: the process gets all memory that"
                                + " /sys/fs/cgroup/memory.max tells of");
        assertThat(planned.settings())
                .extracting(Setting::toString)
                .containsExactly(PROCESS + "=2g (/sys/fs/cgroup/memory.max)");
    }

    @Test
    void shouldTakeTheMachinesMemory_whenThereIsNoContainer() throws IOException {
        write("sys/fs/cgroup/memory.max", "max\n");

        assertThat(planned(Map.of(), OptionalLong.empty()).plan().total().bytes())
                .isEqualTo(16L << 30);
    }

    @Test
    void shouldTakeWhatIsSet_ratherThanTheContainers() throws IOException {
        PlanAnswer.Planned planned = planned(Map.of(PROCESS, "4g"), OptionalLong.empty());

        assertThat(planned.plan().total().bytes()).isEqualTo(4L << 30);
        assertThat(planned.notes()).isEmpty();
    }

    @Test
    void shouldTakeTheSizeOfTheCommandLine_overAllOthers() throws IOException {
        PlanAnswer.Planned planned = planned(Map.of(PROCESS, "4g"), OptionalLong.of(3L << 30));

        assertThat(planned.plan().total().bytes()).isEqualTo(3L << 30);
        assertThat(planned.notes()).containsExactly(PROCESS + "=3g (--size) replaces 4g (-D)");
    }

    @Test
    void shouldRefuse_withWhatIsAtOddsAndWhatHelps() throws IOException {
        PlanAnswer answer = plan(Map.of(PROCESS, "900m"), OptionalLong.empty());

        assertThat(answer).isInstanceOf(PlanAnswer.Refused.class);
        PlanAnswer.Refused refused = (PlanAnswer.Refused) answer;
        assertThat(refused.conflict().category()).isEqualTo(Category.PARTS_EXCEED_FLINK);
        assertThat(refused.settings())
                .extracting(Setting::toString)
                .containsExactly(PROCESS + "=900m (-D)");
        assertThat(refused.remedies())
                .extracting(Object::toString)
                .startsWith("set " + PROCESS + ": 982m (now 900m)");
    }

    private PlanAnswer.Planned planned(Map<String, String> options, OptionalLong size)
            throws IOException {
        PlanAnswer answer = plan(options, size);
        assertThat(answer).isInstanceOf(PlanAnswer.Planned.class);
        return (PlanAnswer.Planned) answer;
    }

    private PlanAnswer plan(Map<String, String> options, OptionalLong size) throws IOException {
        PlanRequest request =
                new PlanRequest(
                        Role.TASKMANAGER,
                        FlinkVersion.NEWEST,
                        List.of(),
                        options,
                        OptionalInt.empty(),
                        size,
                        false,
                        null,
                        Workload.UNKNOWN);
        return new FlinkPlanning(request, new SystemMemory(root)).plan();
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
