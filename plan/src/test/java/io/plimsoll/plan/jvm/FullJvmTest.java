package io.plimsoll.plan.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.plan.PlanOutcome.Planned;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A JVM that takes all that its flags let it have stays below the limit. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
final class FullJvmTest {

    private static final long LIMIT_BYTES = 512L << 20;
    private static final int THREADS = 40;

    @ParameterizedTest
    @EnumSource(Collector.class)
    void shouldStayBelowTheLimit_withHeapBuffersAndStacksFull(Collector collector)
            throws Exception {
        Map<String, String> options =
                Map.of(
                        "size", LIMIT_BYTES + "b",
                        "threads", String.valueOf(THREADS),
                        "classes", "4000",
                        "collector", collector.toString(),
                        "java-version", String.valueOf(Runtime.version().feature()));
        JvmMemory memory = ((Planned<JvmMemory>) JvmPlanner.plan(options)).plan();

        List<Long> figures = run(memory.jvmArguments());

        assertThat(figures.get(0)).as("peak resident").isLessThan(LIMIT_BYTES);
        assertThat(figures.get(1)).as("heap that was filled").isGreaterThan(LIMIT_BYTES / 8);
    }

    private static List<Long> run(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        command.addAll(List.of("-cp", Path.of("target", "test-classes").toString()));
        command.addAll(List.of(Glutton.class.getName(), String.valueOf(THREADS)));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().map(Long::valueOf).toList();
    }
}
