package io.plimsoll.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.doctor.cluster.Cluster;
import io.plimsoll.doctor.cluster.MemoryKind;
import io.plimsoll.doctor.cluster.TaskManager;
import io.plimsoll.doctor.finding.Diagnosis;
import io.plimsoll.doctor.finding.Finding;
import io.plimsoll.doctor.finding.Target;
import io.plimsoll.doctor.rest.ServerAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A real cluster of several processes, driven into one trouble after another. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
final class RunningClusterTest {

    private static final long WAIT_NANOS = 90_000_000_000L;
    private static final long PAUSE_MILLIS = 500;

    private static final Map<String, String> OPTIONS =
            Map.of(
                    "jobmanager.memory.process.size", "700m",
                    "taskmanager.memory.process.size", "700m",
                    "taskmanager.memory.managed.size", "64m",
                    "taskmanager.memory.network.min", "2m",
                    "taskmanager.memory.network.max", "2m",
                    "taskmanager.memory.framework.heap.size", "64m",
                    "taskmanager.memory.framework.off-heap.size", "32m",
                    "taskmanager.numberOfTaskSlots", "4",
                    "heartbeat.interval", "1000",
                    "heartbeat.timeout", "6000");

    @TempDir Path folder;

    private record Seen(Cluster cluster, Diagnosis diagnosis) {

        List<String> rules() {
            return diagnosis.findings().stream().map(Finding::rule).toList();
        }

        Finding finding(String rule) {
            return diagnosis.findings().stream()
                    .filter(found -> found.rule().equals(rule))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Seen look(FlinkSession session) throws IOException {
        try (RunningCluster running =
                RunningCluster.ask(ServerAddress.parse(session.url(), List.of()), 15)) {
            Examination examination = Case.examination();
            running.readLogs(examination);
            examination.observe(running.cluster());
            return new Seen(running.cluster(), examination.diagnose());
        }
    }

    /** Looks until something is seen: clusters and their metrics take their time. */
    private static Seen await(FlinkSession session, Predicate<Seen> wanted) throws Exception {
        long end = System.nanoTime() + WAIT_NANOS;
        String last = "";
        while (System.nanoTime() < end) {
            try {
                Seen seen = look(session);
                if (wanted.test(seen)) {
                    return seen;
                }
                last = seen.toString();
            } catch (IOException notYet) {
                last = notYet.toString();
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new AssertionError(last + "\n" + session.output());
    }

    @Test
    void shouldNameTheCause_ofWhateverHappensToACluster() throws Exception {
        try (FlinkSession session = new FlinkSession(folder, OPTIONS)) {
            Process first = session.startTaskManager("tm-1");
            session.startTaskManager("tm-2");
            Seen idle = await(session, seen -> seen.cluster().taskManagers().size() == 2);
            assertIdle(idle);

            session.submit("fail", 1, 0);
            Seen failed = await(session, seen -> seen.rules().contains("JOB-FAILING"));
            assertThat(failed.rules()).containsExactly("JOB-FAILING");
            assertThat(failed.finding("JOB-FAILING").causes().toString())
                    .contains("java.lang.IllegalStateException: the job was told to fail");

            session.submit("few-buffers", 8, 0);
            Seen buffers = await(session, seen -> seen.rules().contains("NET-BUF"));
            assertThat(buffers.rules().getFirst()).isEqualTo("NET-BUF");
            assertThat(buffers.finding("NET-BUF").fixes().get(Target.FLINK))
                    .startsWith("taskmanager.memory.network.min: 3m")
                    .anyMatch(line -> line.contains("taskmanager.memory.process.size: 70"));

            session.submit("slow", 1, 20);
            Seen slow = await(session, seen -> seen.rules().contains("BACKPRESSURE"));
            assertThat(slow.finding("BACKPRESSURE").causes().getFirst())
                    .contains("'Source: numbers' waits", "'trouble'");

            session.submit("heap", 1, 105);
            Seen full =
                    await(
                            session,
                            seen ->
                                    seen.rules().stream()
                                            .anyMatch(
                                                    List.of("TM-HEAP", "TM-GC", "HEAP")::contains));
            assertThat(full.rules()).containsAnyOf("TM-HEAP", "TM-GC", "HEAP");

            first.destroyForcibly();
            Seen lost =
                    await(
                            session,
                            seen ->
                                    seen.cluster().taskManagers().size() == 1
                                            && seen.rules().contains("TM-LOST"));
            assertThat(lost.finding("JOB-FAILING").follows()).contains("TM-LOST");
        }
    }

    private static void assertIdle(Seen idle) {
        assertThat(idle.rules()).isEmpty();
        assertThat(idle.diagnosis().notes()).isEmpty();
        assertThat(idle.cluster().version()).startsWith("2.3");
        assertThat(idle.diagnosis().lines()).isGreaterThan(100);
        for (TaskManager each : idle.cluster().taskManagers()) {
            assertThat(each.part(TaskManager.PROCESS)).hasValue(700L << 20);
            for (MemoryKind kind : MemoryKind.values()) {
                assertThat(each.use().used(kind)).as("%s", kind).isPresent();
                assertThat(each.use().limit(kind)).as("%s", kind).isPresent();
            }
            assertThat(each.use().used(MemoryKind.HEAP).orElse(0)).isPositive();
        }
        assertThat(idle.cluster().jobManagerUse().used(MemoryKind.METASPACE)).isPresent();
    }
}
