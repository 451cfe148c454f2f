package io.plimsoll.memory.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeAccessTest {

    @Test
    void shouldNameTheFlag_whenNativeAccessIsDenied() throws Exception {
        String output = runDenied("allocate");
        assertThat(output.lines())
                .hasSize(2)
                .allMatch(line -> line.contains("--enable-native-access=io.plimsoll.memory"));
    }

    @Test
    void shouldServeHeapSegments_whenNativeAccessIsDenied() throws Exception {
        assertThat(runDenied("heap")).contains("value=42");
    }

    private static String runDenied(String what) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path classes = Path.of("target", "classes").toAbsolutePath();
        Path tests = Path.of("target", "test-classes").toAbsolutePath();
        String classPath = classes + System.getProperty("path.separator") + tests;
        Process process =
                new ProcessBuilder(
                                List.of(
                                        java,
                                        "-Xmx64m",
                                        "--illegal-native-access=deny",
                                        "-cp",
                                        classPath,
                                        "io.plimsoll.memory.region.DeniedProgram",
                                        what))
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
