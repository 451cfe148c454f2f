package io.plimsoll.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.doctor.bridge.Basis;
import io.plimsoll.doctor.bridge.Bridge;
import io.plimsoll.doctor.bridge.Part;
import io.plimsoll.doctor.bridge.PartKind;
import io.plimsoll.doctor.process.ProcessException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
@Timeout(120)
final class RunningJvmTest {

    private static final long MIB = 1 << 20;

    /** Starts a holder, and waits until it holds. */
    private static Process holder(String... flags) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(
                List.of(
                        "-Xmx192m",
                        "-cp",
                        Path.of("target/test-classes").toAbsolutePath().toString(),
                        Holder.class.getName(),
                        "50",
                        "40",
                        "24",
                        "30"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(out.readLine()).as("%s", command).isEqualTo("held");
        return process;
    }

    private static long resident(Bridge bridge, PartKind kind) {
        return bridge.part(kind).residentBytes();
    }

    // The heap holds 50 MiB and what the collector has not yet reclaimed; of each stack of 2000
    // frames some 100 KiB are resident.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:+UseSerialGC",
                "-XX:+UseParallelGC -XX:NativeMemoryTracking=summary",
                "-XX:+UseG1GC",
                "-XX:+UseG1GC -XX:-UseCompressedOops -XX:NativeMemoryTracking=detail",
                "-XX:+UseZGC",
                "-XX:+UseShenandoahGC"
            })
    void shouldFindEachKnownAmountWithinATenth(String flags) throws IOException {
        String[] all = ("-XX:+IgnoreUnrecognizedVMOptions " + flags).split(" ");
        Process process = holder(all);
        try (RunningJvm jvm = RunningJvm.ask(process.pid(), true)) {
            Bridge bridge = jvm.bridge();
            assertThat(bridge.parts().stream().mapToLong(Part::residentBytes).sum())
                    .isEqualTo(bridge.residentBytes());
            assertThat(bridge.residentBytes()).isBetween(130 * MIB, 400 * MIB);
            assertThat(resident(bridge, PartKind.HEAP)).isBetween(48 * MIB, 150 * MIB);
            assertThat(resident(bridge, PartKind.DIRECT)).isBetween(40 * MIB, 44 * MIB);
            assertThat(resident(bridge, PartKind.MAPPED)).isBetween(24 * MIB, 26 * MIB);
            assertThat(resident(bridge, PartKind.STACKS)).isBetween(3 * MIB, 20 * MIB);
            assertThat(bridge.part(PartKind.STACKS).committedBytes().orElseThrow())
                    .isBetween(38 * MIB, 70 * MIB);
            assertThat(resident(bridge, PartKind.OTHER) + resident(bridge, PartKind.UNACCOUNTED))
                    .as("without an owner, of %s", bridge)
                    .isLessThan(bridge.residentBytes() / 10);
            assertThat(bridge.part(PartKind.HEAP).limitBytes()).hasValue(192 * MIB);
            assertThat(bridge.threads()).isGreaterThan(30);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void shouldRefrainFromTheAgent_whenToldTo() throws IOException {
        Process process = holder();
        try (RunningJvm jvm = RunningJvm.ask(process.pid(), false)) {
            assertThat(jvm.bridge().buffers()).isEmpty();
            assertThat(jvm.bridge().part(PartKind.DIRECT).basis()).isEqualTo(Basis.UNKNOWN);
            assertThat(resident(jvm.bridge(), PartKind.OTHER)).isGreaterThan(40 * MIB);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void shouldTellWhatTheKernelKnows_whenTheJvmDoesNotListen() throws IOException {
        Process process = holder("-Xrs", "-XX:+DisableAttachMechanism");
        try (RunningJvm jvm = RunningJvm.ask(process.pid(), true)) {
            assertThat(process.isAlive()).isTrue();
            assertThat(jvm.bridge().part(PartKind.HEAP).basis()).isEqualTo(Basis.UNKNOWN);
            assertThat(resident(jvm.bridge(), PartKind.MAPPED)).isBetween(24 * MIB, 26 * MIB);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void shouldSayWhyAProcessCannotBeLookedAt() throws Exception {
        assertThatThrownBy(() -> RunningJvm.ask(Integer.MAX_VALUE, true))
                .isInstanceOf(ProcessException.class)
                .hasMessageContaining("there is none");
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            assertThatThrownBy(() -> RunningJvm.ask(other.pid(), true))
                    .isInstanceOf(ProcessException.class)
                    .hasMessageContaining("is no HotSpot JVM");
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly().waitFor();
        }
        other.onExit().get();
        assertThatThrownBy(() -> RunningJvm.ask(other.pid(), true))
                .isInstanceOf(ProcessException.class);
    }
}
