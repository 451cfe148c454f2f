package io.plimsoll.plan.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.MemoryPart;
import io.plimsoll.plan.PlanOutcome.Planned;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A JVM that is started with the planned arguments reports the planned limits. */
final class StartedJvmTest {

    @ParameterizedTest
    @EnumSource(Collector.class)
    void shouldReportThePlannedLimits(Collector collector) throws Exception {
        assertReported(collector, "1g");
    }

    /** A JVM rounds heaps up: once to two mebibytes, once to regions of eight. */
    @ParameterizedTest
    @CsvSource({
        "serial, 12345m", "parallel, 12345m", "zgc, 12345m", "shenandoah, 12345m",
        "g1, 12345m", "g1, 12347m", "g1, 12350m", "g1, 12353m"
    })
    void shouldReportThePlannedLimits_ofALargeHeap(String collector, String size) throws Exception {
        assertReported(Collector.valueOf(collector.toUpperCase(Locale.ROOT)), size);
    }

    private static void assertReported(Collector collector, String size) throws Exception {
        Map<String, String> options =
                Map.of(
                        "size",
                        size,
                        "threads",
                        "30",
                        "stack",
                        "768k",
                        "direct",
                        "48m",
                        "collector",
                        collector.toString(),
                        "java-version",
                        String.valueOf(Runtime.version().feature()));
        JvmMemory memory = ((Planned<JvmMemory>) JvmPlanner.plan(options)).plan();

        Map<String, String> flags = flagsOf(memory.jvmArguments());

        assertThat(flags)
                .containsEntry("MaxHeapSize", bytes(memory, "heap"))
                .containsEntry("MaxMetaspaceSize", bytes(memory, "metaspace"))
                .containsEntry("ReservedCodeCacheSize", bytes(memory, "code cache"))
                .containsEntry("MaxDirectMemorySize", bytes(memory, "direct"))
                .containsEntry("ThreadStackSize", "768")
                .containsEntry(collectorFlag(collector), "true");
    }

    private static String collectorFlag(Collector collector) {
        return switch (collector) {
            case SERIAL -> "UseSerialGC";
            case PARALLEL -> "UseParallelGC";
            case G1 -> "UseG1GC";
            case ZGC -> "UseZGC";
            case SHENANDOAH -> "UseShenandoahGC";
        };
    }

    private static String bytes(JvmMemory memory, String part) {
        return memory.plan().parts().stream()
                .filter(p -> p.name().equals(part))
                .map(MemoryPart::size)
                .map(ByteSize::bytes)
                .findFirst()
                .orElseThrow()
                .toString();
    }

    /** The flags that a JVM says it runs with. */
    private static Map<String, String> flagsOf(List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        command.add("-XX:+PrintFlagsFinal");
        command.add("-version");
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        Map<String, String> flags = new TreeMap<>();
        for (String line : output.split("\n")) {
            String[] words = line.trim().split("\\s+");
            if (words.length > 3 && words[2].equals("=")) {
                flags.put(words[1], words[3]);
            }
        }
        return flags;
    }
}
