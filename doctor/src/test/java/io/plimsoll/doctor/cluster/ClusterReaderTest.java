package io.plimsoll.doctor.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.doctor.Examination;
import io.plimsoll.doctor.RunningCluster;
import io.plimsoll.doctor.finding.Diagnosis;
import io.plimsoll.doctor.finding.Finding;
import io.plimsoll.doctor.finding.Target;
import io.plimsoll.doctor.rest.FakeServer;
import io.plimsoll.doctor.rest.RestException;
import io.plimsoll.doctor.rest.ServerAddress;
import io.plimsoll.doctor.rule.RuleBook;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class ClusterReaderTest {

    private static Cluster cluster(Map<String, String> answers) throws IOException {
        try (FakeServer server = new FakeServer(path -> OldAnswers.to(answers, path));
                RunningCluster running =
                        RunningCluster.ask(ServerAddress.parse(server.url(), List.of()), 2)) {
            return running.cluster();
        }
    }

    private static Diagnosis diagnosis(Cluster cluster) throws IOException {
        Examination examination = new Examination(RuleBook.standard());
        examination.observe(cluster);
        return examination.diagnose();
    }

    @Test
    void shouldReadWhatFlink120Says() throws IOException {
        Cluster cluster = cluster(OldAnswers.of120());
        assertThat(cluster.version()).isEqualTo("1.20.1");
        TaskManager taskManager = cluster.taskManagers().getFirst();
        assertThat(taskManager.use().limit(MemoryKind.HEAP)).hasValue(536870902);
        assertThat(taskManager.use().used(MemoryKind.HEAP)).hasValue(500000000);
        assertThat(taskManager.use().gcShare()).hasValue(0.4215);
        Job job = cluster.jobs().getFirst();
        assertThat(job.failures().getFirst().taskManager()).isEqualTo(taskManager.id());
        assertThat(job.vertices().getFirst().backpressuredShare()).isEqualTo(0.97);
        assertThat(job.checkpoints()).isEqualTo(new Job.Checkpoints(4, 9, "expired"));
        assertThat(cluster.notes()).isEmpty();
    }

    @Test
    void shouldFindTheCauseFirst_withNumbersForHowTheClusterWasStarted() throws IOException {
        List<Finding> findings = diagnosis(cluster(OldAnswers.of120())).findings();
        assertThat(findings)
                .extracting(Finding::rule)
                .containsExactly(
                        "NET-BUF", "TM-HEAP", "BACKPRESSURE", "JOB-FAILING", "CKPT-FAILED");
        assertThat(findings.getFirst().fixes().get(Target.FLINK))
                .contains(
                        "taskmanager.memory.process.size: 1792m (now 1.7 GiB), or the heap shrinks by"
                                + " 64.0 MiB");
        assertThat(findings.get(1).fixes().get(Target.FLINK))
                .startsWith("taskmanager.memory.task.heap.size: 640m (now 384.0 MiB)");
        assertThat(findings.get(2).causes().getFirst()).contains("'source' waits 97 %", "'window'");
        assertThat(findings.toString()).doesNotContain("${", "NaN");
    }

    @Test
    void shouldDoWithoutWhatFlink114DoesNotSay() throws IOException {
        Cluster cluster = cluster(OldAnswers.of114());
        assertThat(cluster.taskManagers().getFirst().use().gcShare()).isEmpty();
        assertThat(cluster.jobs().getFirst().failures().getFirst().taskManager())
                .isEqualTo("10.0.0.7:44561");
        assertThat(diagnosis(cluster).findings())
                .extracting(Finding::rule)
                .contains("NET-BUF", "BACKPRESSURE");
        assertThat(cluster.notes()).isEmpty();
    }

    @Test
    void shouldNoteWhatIsNotAnswered_andGoOn() throws IOException {
        Map<String, String> answers = OldAnswers.of120();
        answers.remove("/jobmanager/config");
        answers.put(
                "/jobs/j1/exceptions",
                "{\"exceptionHistory\": {\"entries\": [{\"stacktrace\": \"cut");
        answers.put("/jobs/j1/checkpoints", "[]");
        Cluster cluster = cluster(answers);
        assertThat(cluster.notes()).hasSize(3);
        assertThat(cluster.notes().toString()).contains("Not found", "not JSON", "not Flink's");
        assertThat(cluster.taskManagers()).hasSize(1);
    }

    @Test
    void shouldSayThatItIsNoJobManager_whenAnotherServerAnswers() {
        assertThatThrownBy(() -> cluster(Map.of()))
                .isInstanceOf(RestException.class)
                .hasMessageContainingAll("/config: status 404", "a JobManager answers there");
        for (String other :
                List.of("{}", "[]", "<html>hello</html>", "", "{\"flink-version\": 5")) {
            assertThatThrownBy(() -> cluster(Map.of("/config", other)))
                    .as(other)
                    .isInstanceOf(RestException.class);
        }
    }

    /** Values of wrong kinds, at random places of any answer. */
    @Test
    void shouldNotFail_whateverIsInAnAnswer() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> values =
                List.of(
                        "null",
                        "-1",
                        "\"x\"",
                        "[]",
                        "{}",
                        "1e400",
                        "[[{}]]",
                        "true",
                        "\"\\u0000|*\"",
                        "9223372036854775807");
        for (int round = 0; round < 20; round++) {
            Map<String, String> answers = OldAnswers.of120();
            answers.replaceAll((path, body) ->
                    path.equals("/config")
                            ? body
                            : body.replaceAll(
                                    ": (\"[^\"]*\"|[0-9.]+)(?=[,}\\]]"
                                            + ".{"
                                            + random.nextInt(40)
                                            + "})",
                                    ": "
                                            + java.util.regex.Matcher.quoteReplacement(
                                                    values.get(random.nextInt(values.size())))));
            // Metrics that never come are waited for: that is another test.
            Cluster cluster = cluster(keepMetrics(answers));
            assertThat(diagnosis(cluster).findings().toString())
                    .as("seed=%d", seed)
                    .doesNotContain("${");
        }
    }

    private static Map<String, String> keepMetrics(Map<String, String> answers) {
        Map<String, String> right = OldAnswers.of120();
        answers.put("/jobmanager/metrics", right.getOrDefault("/jobmanager/metrics", ""));
        answers.put("/taskmanagers", right.getOrDefault("/taskmanagers", ""));
        right.forEach((path, body) -> {
            if (path.endsWith("metrics")) {
                answers.put(path, body);
            }
        });
        return answers;
    }
}
