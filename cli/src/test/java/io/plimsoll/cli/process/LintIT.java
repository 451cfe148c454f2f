package io.plimsoll.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code lint} as its users call it. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
final class LintIT {

    @TempDir Path folder;
    @TempDir Path away;
    private Shell shell;

    @BeforeEach
    void layOut() throws IOException {
        shell = new Shell(folder, away);
        write("good.yaml", "taskmanager.memory.process.size: 4g\n");
        write("typo.yaml", "taskmanager:\n  memory:\n    proces.size: 4g\n");
        write("small.yaml", "taskmanager.memory.process.size: 900m\n");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void shouldFindNothing_whereNothingIsWrong() throws Exception {
        assertThat(shell.run("plimsoll lint good.yaml"))
                .isEqualTo(new Outcome(0, "1 file: nothing found\n", ""));
    }

    @Test
    void shouldTellThePlaceAndTheNearestKey() throws Exception {
        assertThat(shell.run("plimsoll lint good.yaml typo.yaml"))
                .isEqualTo(
                        new Outcome(
                                10,
                                """
                                typo.yaml:3:5: warning: taskmanager.memory.proces.size has no effect: \
                                Flink 2.3 has no such option (did you mean \
                                taskmanager.memory.process.size?); without it nothing here sizes the \
                                taskmanager, and Flink does not start one of no size [KEY-UNKNOWN]
                                  do  write taskmanager.memory.process.size

                                2 files: 0 errors, 1 warning, 0 notes
                                """,
                                ""));
    }

    @Test
    void shouldEndWithEleven_whenAProcessWouldNotStart() throws Exception {
        Outcome outcome = shell.run("plimsoll lint small.yaml");

        assertThat(outcome.exitCode()).isEqualTo(11);
        assertThat(outcome.out())
                .startsWith("small.yaml:1:34: error: framework heap 128m + ")
                .contains("  do  set taskmanager.memory.process.size: 982m (now 900m)\n")
                .contains("  or  set taskmanager.memory.managed.fraction: 0.292 (now 0.4)\n");
    }

    @Test
    void shouldReadStandardInput_ofTheVersionThatIsSaid() throws Exception {
        String pipe = "echo 'taskmanager.heap.size: 4g' | plimsoll lint --flink-version ";

        assertThat(shell.run(pipe + "1.20 -").exitCode()).isZero();
        Outcome outcome = shell.run(pipe + "2.0 -");

        assertThat(outcome.exitCode()).isEqualTo(10);
        assertThat(outcome.out())
                .startsWith("standard input:1:1: warning: taskmanager.heap.size has no effect");
    }

    @Test
    void shouldFindAConfigMapsWorkload_inAnotherFile() throws Exception {
        write(
                "map.yaml",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: flink-config}
                data:
                  config.yaml: |
                    taskmanager.memory.process.size: 4g
                """);
        write(
                "workload.yaml",
                """
                apiVersion: apps/v1
                kind: Deployment
                spec:
                  template:
                    spec:
                      containers:
                        - name: main
                          args: [taskmanager]
                          resources: {limits: {memory: 3Gi}}
                      volumes: [{name: c, configMap: {name: flink-config}}]
                """);

        Outcome outcome = shell.run("plimsoll lint workload.yaml map.yaml");

        assertThat(outcome.exitCode()).isEqualTo(11);
        assertThat(outcome.out())
                .startsWith(
                        "workload.yaml:9:40: error: the taskmanager's process is planned with 4g,");
        assertThat(shell.run("plimsoll lint workload.yaml").exitCode()).isZero();
    }

    @Test
    void shouldTellWhereYamlBreaks() throws Exception {
        write("broken.yaml", "a: 1\nb: [1, 2\nc: 3\n");

        Outcome outcome = shell.run("plimsoll lint broken.yaml");

        assertThat(outcome.exitCode()).isEqualTo(11);
        assertThat(outcome.out())
                .startsWith(
                        "broken.yaml:3:2: error: is not YAML: the [ in line 2, column 4 is not"
                                + " closed before this [YAML-BROKEN]\n  do  close it with ], or ");
    }

    @Test
    void shouldNameWhatIsNoText() throws Exception {
        Files.write(folder.resolve("binary"), new byte[] {'a', 0, 'b'});
        Files.write(folder.resolve("latin"), "Größe".getBytes(StandardCharsets.ISO_8859_1));

        assertFailure("missing", 1, "plimsoll: missing: no such file\n");
        assertFailure(".", 1, "plimsoll: .: is a folder (expected a file)\n");
        assertFailure("binary", 1, "plimsoll: binary: is a binary file (expected UTF-8 text)\n");
        assertFailure("latin", 1, "plimsoll: latin: is not UTF-8 text\n");
        assertFailure("", 2, "plimsoll lint: nothing to read (expected FILE,");
        assertFailure(
                "--flink-version 1.9 good.yaml", 2, "plimsoll lint: --flink-version=1.9 (exp");
        assertFailure("-o xml good.yaml", 2, "plimsoll lint: Invalid value for option");
    }

    @Test
    void shouldTellOfTheOthers_whenAFileCantBeRead() throws Exception {
        Outcome outcome = shell.run("plimsoll lint missing small.yaml . typo.yaml");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .isEqualTo(
                        """
                        plimsoll: missing: no such file
                        plimsoll: .: is a folder (expected a file)
                        """);
        assertThat(outcome.out())
                .startsWith("small.yaml:1:34: error: ")
                .contains("typo.yaml:3:5: warning: ")
                .endsWith("2 files, and 2 that can't be read: 1 error, 1 warning, 0 notes\n");
    }

    @Test
    void shouldGoOn_withWhatAMisspeltKeyIsMeantToBe() throws Exception {
        write(
                "config.yaml",
                """
                taskmanager.memory.proces.size: 4g
                taskmanager.memory.managed.size: 512
                state.backend.type: rocksdb
                """);

        Outcome outcome = shell.run("plimsoll lint config.yaml");

        assertThat(outcome.exitCode()).isEqualTo(11);
        assertThat(outcome.out())
                .contains("sizes the taskmanager, and Flink does not start one of no size [KEY-")
                .contains(
                        "error: once taskmanager.memory.proces.size is spelt"
                                + " taskmanager.memory.process.size: ")
                .contains("[ROCKSDB-STARVED]");
    }

    @Test
    void shouldFindSlipsInKeysThatItReadsItself() throws Exception {
        write(
                "config.yaml",
                "taskmanager.memory.process.size: 4g\nparallelism.defualt: 800\n"
                        + "state.backend.tpye: rocksdb\n");

        Outcome outcome = shell.run("plimsoll lint config.yaml");

        assertThat(outcome.exitCode()).isEqualTo(10);
        assertThat(outcome.out())
                .contains(
                        "config.yaml:2:1: warning: parallelism.defualt has no effect",
                        "  do  write parallelism.default\n",
                        "config.yaml:3:1: warning: state.backend.tpye has no effect",
                        "  do  write state.backend.type\n");
    }

    @Test
    void shouldTellProgramsWhatCantBeRead() throws Exception {
        Outcome sarif = shell.run("plimsoll lint -o sarif small.yaml missing");

        assertThat(sarif.exitCode()).isEqualTo(1);
        SarifShape.check(sarif.out());
        assertThat(sarif.out().replaceAll("\\s+", ""))
                .contains("\"executionSuccessful\":false", "\"text\":\"missing:nosuchfile\"")
                .contains("\"ruleId\":\"MEMORY-SUM\"");
        Outcome json = shell.run("plimsoll lint -o json small.yaml missing");
        assertThat(json.exitCode()).isEqualTo(1);
        assertThat(json.out().replaceAll("\\s+", ""))
                .contains("\"unread\":[{\"file\":\"missing\",\"reason\":\"missing:nosuchfile\"}]")
                .contains("\"rule\":\"MEMORY-SUM\"");
    }

    @Test
    void shouldRefuseStandardInputTwice_asDoctorDoes() throws Exception {
        for (String command : new String[] {"lint", "doctor"}) {
            Outcome outcome = shell.run("plimsoll " + command + " - - < good.yaml");

            assertThat(outcome.exitCode()).as(command).isEqualTo(2);
            assertThat(outcome.err())
                    .startsWith("plimsoll " + command + ": - is given 2 times (expected once");
        }
    }

    private void assertFailure(String arguments, int exitCode, String message) throws Exception {
        Outcome outcome = shell.run("plimsoll lint " + arguments);

        assertThat(outcome.exitCode()).as(arguments).isEqualTo(exitCode);
        assertThat(outcome.err()).startsWith(message);
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void shouldPrintJson() throws Exception {
        Outcome outcome = shell.run("plimsoll lint -o json typo.yaml");

        assertThat(outcome.exitCode()).isEqualTo(10);
        assertThat(outcome.out().replaceAll("\\s+", ""))
                .startsWith(
                        "{\"schemaVersion\":1,\"files\":1,\"unread\":[],\"findings\":[{\"rule\":\"KEY-UNKNOWN\"")
                .contains("\"line\":3,\"column\":5,\"endLine\":3,\"endColumn\":16")
                .contains("\"text\":\"process.size\"");
    }

    @Test
    void shouldPrintSarif_asItsSchemaSays() throws Exception {
        write("a: b.yaml", "taskmanager.memory.proces.size: 4g\n");

        Outcome outcome = shell.run("plimsoll lint -o sarif small.yaml typo.yaml 'a: b.yaml'");

        assertThat(outcome.exitCode()).isEqualTo(11);
        SarifShape.check(outcome.out());
        assertThat(outcome.out()).contains("\"uri\" : \"./a:%20b.yaml\"");
        SarifShape.check(shell.run("plimsoll lint -o sarif good.yaml").out());
    }
}
