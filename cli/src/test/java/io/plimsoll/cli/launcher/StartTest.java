package io.plimsoll.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.launcher.ScriptHome.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(OS.WINDOWS)
final class StartTest {

    private static final String MAIN = "io.plimsoll.cli/io.plimsoll.cli.Main";

    @TempDir Path folder;

    private ScriptHome scripts;

    @BeforeEach
    void prepare() throws IOException {
        scripts = new ScriptHome(folder.toRealPath());
        scripts.jdk("jdk-25", "25.0.1");
        scripts.release();
    }

    private static List<String> commandArguments(Outcome outcome) {
        List<String> all = outcome.javaArguments();
        return all.subList(all.indexOf(MAIN) + 1, all.size());
    }

    @Test
    void shouldPassArgumentsOnAsTheyAre() throws Exception {
        String[] arguments = {
            "sort", "a b", "", "*", "-", "--", "$HOME", "it's", "\"", "-k", "2:long"
        };
        Outcome outcome = scripts.plimsoll(arguments);
        assertThat(commandArguments(outcome)).containsExactly(arguments);
    }

    @Test
    void shouldEndWithTheExitCodeOfJava() throws Exception {
        scripts.set("JAVA_EXIT_CODE", "11");
        assertThat(scripts.plimsoll().exitCode()).isEqualTo(11);
    }

    @Test
    void shouldFindItsHome_whenStartedThroughLinks() throws Exception {
        Path bin = Files.createDirectories(scripts.root().resolve("bin"));
        Path inner =
                Files.createSymbolicLink(bin.resolve("inner"), scripts.home().resolve("plimsoll"));
        Path outer =
                Files.createSymbolicLink(scripts.root().resolve("outer"), Path.of("bin/inner"));
        assertThat(inner).isSymbolicLink();
        assertThat(scripts.run(outer, bin).javaArguments())
                .contains(scripts.home().resolve("dist/1-1/lib").toString());
    }

    @Test
    void shouldAddOptionsFromTheEnvironmentAfterItsOwn() throws Exception {
        scripts.set("PLIMSOLL_JAVA_OPTS", "-Xmx1g -Dpattern=*");
        List<String> arguments = scripts.plimsoll().javaArguments();
        assertThat(arguments)
                .containsSubsequence("-XX:+UseSerialGC", "-Xmx1g", "-Dpattern=*", MAIN);
    }

    @Test
    void shouldSayThatThereIsNothingToRun_whenThereAreNeitherBuildNorSources() throws Exception {
        Files.delete(scripts.home().resolve("dist/current"));
        Outcome outcome = scripts.plimsoll();
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("nothing to build from");
    }

    @ParameterizedTest
    @CsvSource({
        "128m, 12582912",
        "256M, 14680064",
        "268435456, 14680064",
        "0256m, 14680064",
        "1g, 27262976",
        "1GiB, 27262976",
        "1048576kb, 27262976",
        "4g, 77594624",
        "1t, 268435456",
    })
    void shouldGiveTheHeapItsShareOfTheMemoryAskedFor(String memory, long heapBytes)
            throws Exception {
        for (String[] arguments : new String[][] {{"--memory", memory}, {"--memory=" + memory}}) {
            List<String> java = scripts.plimsoll(arguments).javaArguments();
            assertThat(java)
                    .contains("-Xmx" + heapBytes, "-Dplimsoll.launcher.heapBytes=" + heapBytes)
                    .noneMatch(argument -> argument.startsWith("-Dplimsoll.launcher.memoryBytes"));
        }
    }

    @ParameterizedTest
    @CsvSource({"64q", "m", "''", "-1", "99999999999999999999", "9999999t", "1.5g", "$((1))"})
    void shouldLeaveWhatIsNoSizeToJava(String memory) throws Exception {
        Outcome outcome = scripts.plimsoll("--memory", memory);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.javaArguments())
                .contains("-Dplimsoll.launcher.memoryBytes=2147483648")
                .containsSubsequence(MAIN, "--memory", memory);
    }

    @Test
    void shouldNotReadOptionsBehindTheDashes() throws Exception {
        assertThat(scripts.plimsoll("--", "--memory", "1g").javaArguments())
                .contains("-Dplimsoll.launcher.memoryBytes=2147483648");
    }

    @ParameterizedTest
    @CsvSource({
        // machine in KiB, memory in bytes
        "524288, 134217728",
        "4194304, 1073741824",
        "67108864, 4294967296",
    })
    void shouldTakeAQuarterOfTheMachine_whenNotTold(long machineKib, long memoryBytes)
            throws Exception {
        scripts.machine("proc/meminfo", "MemTotal: " + machineKib + " kB\n");
        assertThat(scripts.plimsoll().javaArguments())
                .contains("-Dplimsoll.launcher.memoryBytes=" + memoryBytes);
    }

    @Test
    void shouldTakeAQuarterOfTheContainer_whenItsLimitIsOnAnOuterGroup() throws Exception {
        scripts.machine("proc/self/cgroup", "0::/service/worker\n");
        scripts.machine("sys/fs/cgroup/service/worker/memory.max", "max\n");
        scripts.machine("sys/fs/cgroup/service/memory.max", "1073741824\n");
        assertThat(scripts.plimsoll().javaArguments())
                .contains("-Dplimsoll.launcher.memoryBytes=268435456");
    }

    @Test
    void shouldTakeAQuarterOfTheContainer_whenControlGroupsAreOfTheFirstVersion() throws Exception {
        scripts.machine("proc/self/cgroup", "5:cpu,cpuacct:/\n4:memory:/docker/1\n0::/\n");
        // Inside a container the path is the host's; the container's own group is mounted at the
        // top.
        scripts.machine("sys/fs/cgroup/memory/memory.limit_in_bytes", "2147483648\n");
        assertThat(scripts.plimsoll().javaArguments())
                .contains("-Dplimsoll.launcher.memoryBytes=536870912");
        scripts.machine("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        assertThat(scripts.plimsoll().javaArguments())
                .contains("-Dplimsoll.launcher.memoryBytes=2147483648");
    }
}
