package io.plimsoll.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.Outcome;
import io.plimsoll.memory.MemoryManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code plan} as its users call it. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
final class PlanIT {

    @TempDir Path folder;
    @TempDir Path away;
    private Shell shell;

    @BeforeEach
    void layOut() throws IOException {
        shell = new Shell(folder, away);
        Files.writeString(
                folder.resolve("config.yaml"), "taskmanager.memory.process.size: 1728m\n");
    }

    @Test
    void shouldPrintTheSamePlan_forTheOldFile() throws Exception {
        Files.writeString(
                folder.resolve("flink-conf.yaml"), "taskmanager.memory.process.size: 1728m\n");

        Outcome outcome = shell.run("plimsoll plan --config config.yaml");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("536870920").doesNotContain("\u001b");
        assertThat(shell.run("plimsoll plan --config flink-conf.yaml").out())
                .isEqualTo(
                        outcome.out()
                                + "\nnote: flink-conf.yaml: Flink 2.3 doesn't read it (expected"
                                + " config.yaml)\n");
    }

    @Test
    void shouldPrintWhatAShellCanUse() throws Exception {
        Outcome outcome =
                shell.run(
                        "eval \"$(plimsoll plan --config config.yaml -o env)\" &&"
                                + " echo \"$FLINK_PROPERTIES\" | grep managed");

        assertThat(outcome.out()).isEqualTo("taskmanager.memory.managed.size: 536870920b\n");
    }

    @Test
    void shouldRefuse_andSayWhatWouldDo() throws Exception {
        Outcome outcome = shell.run("plimsoll plan --config config.yaml --size 900m");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("plimsoll: no plan for taskmanager, Flink 2.3\n")
                .contains("set taskmanager.memory.process.size: 982m (now 900m)");
    }

    @Test
    void shouldNameWhatIsWrongWithTheCommand() throws Exception {
        assertThat(shell.run("plimsoll plan --config missing").err())
                .isEqualTo("plimsoll: missing: no such file\n");
        assertThat(shell.run("plimsoll plan -o xml"))
                .isEqualTo(
                        new Outcome(
                                2,
                                "",
                                "plimsoll plan: -o 'xml' (expected table, json, yaml, java-opts,"
                                        + " dynamic, env, k8s)\nTry 'plimsoll plan --help'.\n"));
        assertThat(shell.run("plimsoll plan --flink-version 1.9").err())
                .contains("--flink-version=1.9 (expected 1.14 to 1.20, or 2.0 to 2.3)");
    }

    @Test
    void shouldDrawAPicture_andLeaveNothingElse() throws Exception {
        Outcome outcome = shell.run("plimsoll plan --config config.yaml --svg plan.svg");

        assertThat(outcome.exitCode()).isZero();
        assertThat(shell.left("config.yaml")).containsExactly("plan.svg");
        assertThat(folder.resolve("plan.svg")).content().startsWith("<svg ");
    }

    @Test
    void shouldPlanAnyJvm_whichThenStarts() throws Exception {
        Outcome outcome =
                shell.run(
                        "opts=$(plimsoll plan --role jvm --size 600m --threads 20 --classes 4000"
                                + " --collector parallel --java-version 25 -o java-opts) &&"
                                + " echo $opts && '"
                                + Path.of(System.getProperty("java.home"), "bin", "java")
                                + "' $opts"
                                + " -XX:+PrintFlagsFinal -version 2>&1"
                                + " | awk '$2 == \"MaxHeapSize\" { print $4 / 1048576 \"m\" }'");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        String[] lines = outcome.out().split("\n");
        assertThat(lines[0]).startsWith("-XX:+UseParallelGC -Xmx").contains(" -Xss1m ");
        assertThat(lines[0]).contains(" -Xmx" + lines[1] + " ");
    }

    @Test
    void shouldPlanManagedMemory_fromWhichAManagerIsBuilt() throws Exception {
        Files.writeString(
                folder.resolve("Service.java"),
                """
                import io.plimsoll.memory.MemoryManager;

                void main() {
                    try (MemoryManager manager = MemoryManager.builder().fromPlan().build()) {
                        IO.println(manager.memorySizeSource());
                    }
                }
                """);
        Path memory =
                Path.of(
                        MemoryManager.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        Outcome outcome =
                shell.run(
                        "'%s' $(plimsoll plan --role jvm --size 900m --managed 300m -o java-opts)"
                                        .formatted(java)
                                + " --illegal-native-access=deny -cp '%s' Service.java"
                                        .formatted(memory));

        assertThat(outcome.out())
                .as(outcome.err())
                .isEqualTo("fromPlan: plimsoll.plan.managedBytes=314572800\n");
    }

    @Test
    void shouldAllowWhatManagedMemoryNeeds_inEveryFormatThatStartsAJvm() throws Exception {
        String plan = "plimsoll plan --role jvm --size 900m -o ";
        for (String format : new String[] {"java-opts", "env", "k8s", "json", "yaml", "table"}) {
            assertThat(shell.run(plan + format + " --managed 300m").out())
                    .as(format)
                    .contains("--enable-native-access=ALL-UNNAMED");
            assertThat(shell.run(plan + format).out()).as(format).doesNotContain("native-access");
        }
    }

    @Test
    void shouldKeepTheRolesApart() throws Exception {
        assertThat(shell.run("plimsoll plan --role jvm --config config.yaml").err())
                .startsWith("plimsoll plan: --config, -D and --slots are of Flink only (role jvm)");
        assertThat(shell.run("plimsoll plan --threads 5").err())
                .startsWith("plimsoll plan: --threads is of role jvm only (role taskmanager)");
        assertThat(shell.run("plimsoll plan --local -o k8s").err())
                .startsWith(
                        "plimsoll plan: --local starts no process: -o k8s (expected table, json)");
        assertThat(shell.run("plimsoll plan --role jvm -o dynamic").err())
                .startsWith("plimsoll plan: -o dynamic is of Flink only (role jvm)");
    }

    @Test
    void shouldNameTheOptionThatIsWrong_andTheSmallestProcess() throws Exception {
        Outcome outcome = shell.run("plimsoll plan --role jvm --size 200m");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .startsWith("plimsoll: no plan for jvm\n")
                .contains("    size=200m (--size)\n")
                .contains("    --size ");
    }

    @Test
    void shouldProposeTheSerialCollector_whereItNeedsASmallerProcess() throws Exception {
        String plan = "plimsoll plan --role jvm --managed 300m ";
        Outcome outcome = shell.run(plan + "--size 200m");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .contains(" and its collector, serial, take ")
                .contains("    --size 812m (now 200m)\n")
                .contains("    --size 771m (now 200m), --collector serial\n");
        assertThat(shell.run(plan + "--size 771m --collector serial").exitCode()).isZero();
        assertThat(shell.run(plan + "--size 200m --collector serial").err())
                .containsOnlyOnce("--size 771m");
    }

    @Test
    void shouldPlanForWhatTheProcessIsFor() throws Exception {
        Outcome outcome =
                shell.run(
                        "plimsoll plan --size 8g --slots 4 --profile rocksdb-state"
                                + " --parallelism 100 --all-to-all 3 --explain");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .containsPattern("N {2}network +156m +163577856 ")
                .contains("   taskmanager.memory.network.max=156m (profile)\n")
                .contains("advice: RocksDB, for each slot's ")
                .contains("advice: collector: g1, ");
        assertThat(shell.run("plimsoll plan --role jvm --profile batch").exitCode()).isEqualTo(2);
    }

    @Test
    void shouldWarnOfAMisspeltKey_andPlanWithoutIt() throws Exception {
        Files.writeString(
                folder.resolve("wrong.yaml"),
                "taskmanager:\n  memory:\n    process.size: 1728m\n    manged.fraction: 0.1\n");

        assertThat(shell.run("plimsoll plan --config wrong.yaml --explain").out())
                .contains("taskmanager.memory.process.size=1728m (wrong.yaml:3)")
                .doesNotContain("manged");
        Outcome outcome = shell.run("plimsoll plan --config wrong.yaml -o dynamic");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("taskmanager.memory.managed.size=536870920b");
        assertThat(outcome.err())
                .isEqualTo(
                        "plimsoll: warning: wrong.yaml:4: taskmanager.memory.manged.fraction has no"
                                + " effect: Flink 2.3 has no such option (did you mean"
                                + " taskmanager.memory.managed.fraction?)\n");
    }

    @Test
    void shouldNameTheValueOfAnArgument_andWhatIsRight() throws Exception {
        assertUsage("--role jvm --size 1g --threads -1", "--threads=-1 (expected a whole number");
        assertUsage("--role jvm --size 1g --java-version 8", "--java-version=8 (expected a whole");
        assertUsage("--role jvm --size 1g --heap lots", "--heap=lots (expected a size such as");
        assertUsage("--role jvm --size 1g --collector cms", "--collector=cms (expected one of");
        assertUsage("--slots 0", "--slots=0 (expected 1 or more)");
        assertUsage("--size 4g --parallelism -1", "--parallelism=-1 (expected 0 or more");
        assertUsage("--flink-version 1.9", "--flink-version=1.9 (expected 1.14 to 1.20");
        assertUsage("-D =4g", "-D ''=4g (expected KEY=VALUE)");
    }

    private void assertUsage(String arguments, String message) throws Exception {
        Outcome outcome = shell.run("plimsoll plan " + arguments);

        assertThat(outcome.exitCode()).as(arguments).isEqualTo(2);
        assertThat(outcome.err()).contains("plimsoll plan: " + message);
        assertThat(outcome.out()).isEmpty();
    }
}
