package io.plimsoll.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.plimsoll.cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Virtual machines that really run out of something, and what {@code doctor} says of their logs.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(180)
final class DoctorIT {

    private static final String JAVA = System.getProperty("java.home") + "/bin/java";

    @TempDir Path folder;
    @TempDir Path away;
    private Shell shell;

    @BeforeEach
    void layOut() throws IOException {
        shell = new Shell(folder, away);
    }

    private Outcome broken(String limits, String flags, String what) throws Exception {
        String classes = Path.of("target/test-classes").toAbsolutePath().toString();
        shell.run(
                "%s '%s' -XX:-UsePerfData %s -cp '%s' %s %s >log 2>&1"
                        .formatted(limits, JAVA, flags, classes, Breaker.class.getName(), what));
        return shell.run("plimsoll doctor -o json log");
    }

    private static List<String> rules(Outcome outcome) throws IOException {
        List<String> rules = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(outcome.out())) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME && json.currentName().equals("rule")) {
                    rules.add(json.nextTextValue());
                }
            }
        }
        return rules;
    }

    @ParameterizedTest
    @CsvSource({
        "'', -Xmx24m -XX:+UseSerialGC, heap, HEAP",
        "'', -Xmx24m -XX:+UseSerialGC -Xlog:gc, heap, HEAP",
        "'', -Xmx24m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError, heap, HEAP",
        "'', -Xmx16m -XX:+UseParallelGC, overhead, HEAP",
        "'', -Xmx64m -XX:MaxDirectMemorySize=16m, direct, DIRECT",
        "'', -Xmx64m -XX:MaxMetaspaceSize=16m, metaspace, META",
        "'', -Xmx64m, array, ARRAY",
        "ulimit -v 6000000;, -Xmx64m -XX:ReservedCodeCacheSize=32m, threads, THREADS",
        "ulimit -v 3000000;, -Xms8g -Xmx8g, none, COMMIT",
    })
    void shouldNameTheCauseFirst_whenAJvmReallyRunsOut(
            String limits, String flags, String what, String rule) throws Exception {
        Outcome outcome = broken(limits, flags, what);
        String log = Files.readString(folder.resolve("log"));
        assertThat(rules(outcome)).as("%s%n%s", outcome, log).startsWith(rule);
        assertThat(outcome.exitCode()).isEqualTo(11);
    }

    @Test
    void shouldReadTheErrorFileOfACrash() throws Exception {
        broken(
                "",
                "-Xmx24m -XX:-CreateCoredumpOnCrash -XX:+CrashOnOutOfMemoryError -XX:ErrorFile=hs_err.log",
                "heap");
        assertThat(rules(shell.run("plimsoll doctor -o json hs_err.log"))).startsWith("HEAP");
    }

    @Test
    void shouldFindNothing_whenNothingIsWrongOrOnlyAStackOverflows() throws Exception {
        for (String what : List.of("none", "stack")) {
            Outcome outcome = broken("", "-Xmx64m -Xlog:gc*", what);
            assertThat(rules(outcome)).as(what).isEmpty();
            assertThat(outcome.exitCode()).isZero();
        }
    }

    @Test
    void shouldReadStandardInputAndGzip() throws Exception {
        Files.writeString(folder.resolve("log"), "java.lang.OutOfMemoryError: Metaspace\n");
        Outcome piped = shell.run("cat log | plimsoll doctor -");
        assertThat(piped.exitCode()).isEqualTo(11);
        assertThat(piped.out())
                .contains("CRITICAL  Metaspace is exhausted  (META)", "standard input:1");
        Outcome zipped = shell.run("gzip log; plimsoll doctor -o markdown log.gz");
        assertThat(zipped.exitCode()).isEqualTo(11);
        assertThat(zipped.out()).contains("## Metaspace is exhausted (META)", "log.gz:1: ");
    }

    @Test
    void shouldComputeChangesFromTheConfiguration() throws Exception {
        Files.writeString(
                folder.resolve("config.yaml"),
                "taskmanager:\n  memory:\n    process:\n      size: 400m\n");
        Files.writeString(
                folder.resolve("log"),
                "Sum of configured JVM Metaspace (256.000mb (268435456 bytes)) and JVM Overhead (192.000mb"
                        + " (201326592 bytes)) exceed configured Total Process Memory (400.000mb (419430400 bytes)).\n");
        Outcome outcome = shell.run("plimsoll doctor --config config.yaml log");
        assertThat(outcome.out()).contains("set taskmanager.memory.process.size: 982m (now 400m)");
    }

    @Test
    void shouldExitWith10_whenThereAreWarningsOnly() throws Exception {
        Files.writeString(
                folder.resolve("flink-conf.yaml"), "taskmanager.memory.network.size: 1g\n");
        Outcome outcome = shell.run("plimsoll doctor --config flink-conf.yaml");
        assertThat(outcome.out())
                .contains("WARNING", "taskmanager.memory.network.size has no effect");
        assertThat(outcome.exitCode()).isEqualTo(10);
    }

    @Test
    void shouldUseRulesOfTheUsersOwn() throws Exception {
        Files.writeString(
                folder.resolve("rules.yaml"),
                """
                rules:
                  - id: OURS
                    title: Our queue is full
                    severity: warning
                    match: [{contains: "queue full", regex: 'queue full: (?<size>\\d+)'}]
                    fix: {jvm: ["queue.size: ${size * 2}"]}
                    source: us
                """);
        Outcome outcome = shell.run("echo 'queue full: 21' | plimsoll doctor --rules rules.yaml -");
        assertThat(outcome.out()).contains("Our queue is full  (OURS)", "queue.size: 42");
        Outcome wrong =
                shell.run(
                        "sed 's/title/titel/' rules.yaml >bad.yaml; plimsoll doctor --rules bad.yaml -");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err()).startsWith("plimsoll: bad.yaml:3: there is no field titel");
    }

    @Test
    void shouldSayWhatIsMissing() throws Exception {
        Outcome nothing = shell.run("plimsoll doctor");
        assertThat(nothing.exitCode()).isEqualTo(2);
        assertThat(nothing.err()).contains("nothing to read");
        Outcome missing = shell.run("plimsoll doctor nowhere.log");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).isEqualTo("plimsoll: nowhere.log: no such file\n");
        assertThat(shell.run("plimsoll doctor .").err())
                .contains(". is a folder".replace(". is", ".: is"));
    }

    @Test
    void shouldWarnOfAMisspeltKey_ofTheConfiguration() throws Exception {
        Files.writeString(
                folder.resolve("config.yaml"),
                "taskmanager.memory.manged.size: 1g\ntaskmanager.heap.size: 1g\n");

        assertThat(shell.run("plimsoll doctor --config config.yaml").err())
                .isEqualTo(
                        "plimsoll: warning: config.yaml:1: taskmanager.memory.manged.size has no"
                                + " effect: Flink 2.3 has no such option (did you mean"
                                + " taskmanager.memory.managed.size?)\n");
    }
}
