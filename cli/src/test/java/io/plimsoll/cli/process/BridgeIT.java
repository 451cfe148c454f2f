package io.plimsoll.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.plimsoll.cli.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code doctor --pid} says of a JVM that holds known amounts. */
@EnabledOnOs(OS.LINUX)
@Timeout(180)
final class BridgeIT {

    private static final long MIB = 1 << 20;

    @TempDir Path folder;
    @TempDir Path away;
    private Shell shell;
    private Process holder;

    @BeforeEach
    void layOut() throws IOException {
        shell = new Shell(folder, away);
        Path target = Path.of("target").toAbsolutePath();
        holder =
                new ProcessBuilder(
                                System.getProperty("java.home") + "/bin/java",
                                "-Xmx64m",
                                "-XX:MaxDirectMemorySize=16m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                target.resolve("test-classes") + ":" + target + "/dist/lib/*",
                                Holder.class.getName())
                        .redirectErrorStream(true)
                        .start();
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8));
        assertThat(out.readLine()).isEqualTo("held");
    }

    @AfterEach
    void end() {
        holder.destroyForcibly();
    }

    /** The resident bytes of each part, and of all under the name "residentBytes". */
    private static Map<String, Long> parts(String text) throws IOException {
        Map<String, Long> parts = new HashMap<>();
        String name = "residentBytes";
        try (JsonParser json = new JsonFactory().createParser(text)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token != JsonToken.FIELD_NAME) {
                    continue;
                }
                if (json.currentName().equals("name")) {
                    name = json.nextTextValue();
                } else if (json.currentName().equals("residentBytes")) {
                    parts.put(name, json.nextLongValue(-1));
                }
            }
        }
        return parts;
    }

    @Test
    void shouldShowPartsThatSumToTheResidentSet_PlimsollsAmongThem() throws Exception {
        Outcome outcome = shell.run("plimsoll doctor -o json --pid " + holder.pid());
        Map<String, Long> parts = parts(outcome.out());
        Long all = parts.remove("residentBytes");
        assertThat(parts.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(all);
        assertThat(parts.get("Plimsoll pools")).isBetween(64 * MIB, 66 * MIB);
        assertThat(parts.get("direct buffers")).isBetween(14 * MIB, 15 * MIB);
        assertThat(parts.get("heap")).isBetween(MIB, 64 * MIB);
        assertThat(outcome.out()).contains("\"rule\" : \"DIRECT-NEAR\"");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isEqualTo(10);
        assertThat(holder.isAlive()).isTrue();
    }

    @Test
    void shouldShowABarAndATable_besideWhatLogsSay() throws Exception {
        Files.writeString(folder.resolve("log"), "java.lang.OutOfMemoryError: Metaspace\n");
        Outcome outcome = shell.run("plimsoll doctor log --pid " + holder.pid());
        assertThat(outcome.out())
                .contains("process " + holder.pid(), "resident set", "HHH", "PPP")
                .containsPattern("P Plimsoll pools +6\\d\\.\\d MiB")
                .contains("CRITICAL  Metaspace is exhausted", "Direct memory is close to its limit")
                .contains("-XX:MaxDirectMemorySize=21m");
        assertThat(outcome.exitCode()).isEqualTo(11);
    }

    @Test
    void shouldLeaveBuffersUnknown_whenItMayNotStartTheAgent() throws Exception {
        Outcome outcome = shell.run("plimsoll doctor -o markdown --no-agent --pid " + holder.pid());
        assertThat(outcome.out())
                .contains("## Memory of process " + holder.pid(), "| direct buffers | unknown |");
        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
    }

    @Test
    void shouldSayWhyAProcessCannotBeLookedAt() throws Exception {
        Outcome none = shell.run("plimsoll doctor --pid 2147483647");
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err()).startsWith("plimsoll: process 2147483647: there is none");
        Outcome other = shell.run("sleep 60 & plimsoll doctor --pid $!; echo $?; kill $!");
        assertThat(other.out()).isEqualTo("1\n");
        assertThat(other.err()).contains("is no HotSpot JVM");
        assertThat(shell.run("plimsoll doctor --pid 0").exitCode()).isEqualTo(2);
        assertThat(shell.run("plimsoll doctor --no-agent log").exitCode()).isEqualTo(2);
    }
}
