package io.plimsoll.doctor.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.doctor.jvm.JvmFigure;
import io.plimsoll.doctor.jvm.JvmReport;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordedProcessTest {

    private static final long MIB = 1 << 20;

    @TempDir Path proc;

    private static long resident(Bridge bridge, PartKind kind) {
        return bridge.part(kind).residentBytes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"g1-25", "serial-17", "parallel-17", "zgc-25", "shenandoah-25"})
    void shouldFindEachKnownAmount(String name) throws IOException {
        Recorded recorded = new Recorded(name);
        Bridge bridge = recorded.bridge(proc, recorded.report());
        long sum = bridge.parts().stream().mapToLong(Part::residentBytes).sum();
        assertThat(sum).isEqualTo(bridge.residentBytes());
        assertThat(resident(bridge, PartKind.HEAP)).isBetween(60 * MIB, 135 * MIB);
        assertThat(resident(bridge, PartKind.DIRECT)).isEqualTo(49 * MIB);
        assertThat(resident(bridge, PartKind.MAPPED)).isBetween(32 * MIB, 33 * MIB);
        assertThat(resident(bridge, PartKind.METASPACE)).isBetween(500L << 10, 2 * MIB);
        assertThat(resident(bridge, PartKind.CLASS_SPACE)).isBetween(50L << 10, MIB);
        assertThat(resident(bridge, PartKind.CODE)).isBetween(500L << 10, 4 * MIB);
        assertThat(bridge.part(PartKind.STACKS).committedBytes().orElseThrow())
                .as("20 threads of the program, and the JVM's")
                .isBetween(30 * MIB, 52 * MIB);
        assertThat(resident(bridge, PartKind.OTHER)).isLessThan(9 * MIB);
        assertThat(bridge.part(PartKind.HEAP).limitBytes()).hasValue(256 * MIB);
        assertThat(bridge.part(PartKind.CODE).limitBytes()).isPresent();
        assertThat(bridge.parts()).allSatisfy(part -> assertThat(part.source()).isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"g1-25", "serial-17", "parallel-17", "zgc-25", "shenandoah-25"})
    void shouldKnowWhatTheJvmSaysOfItself(String name) throws IOException {
        JvmReport report = new Recorded(name).report();
        String[] parts = name.split("-");
        assertThat(report.collector()).isEqualToIgnoringCase(parts[0]);
        assertThat(report.version()).contains(parts[1] + ".0.");
        assertThat(report.glibc()).isTrue();
        assertThat(report.figures().keySet()).contains(JvmFigure.values());
        assertThat(report.figure(JvmFigure.HEAP_COMMITTED).orElseThrow())
                .isBetween(240 * MIB, 256 * MIB);
        assertThat(report.figure(JvmFigure.HEAP_USED).orElseThrow()).isBetween(58 * MIB, 140 * MIB);
        assertThat(report.figure(JvmFigure.METASPACE_COMMITTED).orElseThrow())
                .isBetween(MIB / 2, 2 * MIB);
        assertThat(report.figure(JvmFigure.CODE_COMMITTED)).hasValue(3 * 2555904L);
    }

    @Test
    void shouldKnowWhatIsTracked_whenTrackingIsOn() throws IOException {
        JvmReport tracked = new Recorded("parallel-17").report();
        assertThat(tracked.tracked()).containsKeys("Java Heap", "GC", "Thread", "Other");
        assertThat(tracked.tracked().get("Other").mallocBytes()).isBetween(48 * MIB, 50 * MIB);
        assertThat(new Recorded("g1-25").report().tracked()).isEmpty();
    }

    @Test
    void shouldStillSumUp_whenTheJvmDoesNotAnswer() throws IOException {
        Bridge bridge = new Recorded("g1-25").bridge(proc, JvmReport.NOTHING);
        assertThat(bridge.parts().stream().mapToLong(Part::residentBytes).sum())
                .isEqualTo(bridge.residentBytes());
        assertThat(bridge.part(PartKind.CODE).basis()).isEqualTo(Basis.UNKNOWN);
        assertThat(bridge.part(PartKind.CODE).advice()).contains("jcmd");
        assertThat(BridgeLines.of(bridge)).isNotEmpty();
    }
}
